"""Rules of the lifecycle that a repository declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packshot.checks.rule import rule
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, report
from packshot.model.lifecycle import Stage
from packshot.model.names import unlisted
from packshot.rules.gates import parse_gate
from packshot.rules.paths import of_assets, of_products


@rule("missing-key unknown-key bad-choice bad-percent bad-key bad-number not-a-list not-a-map not-text empty", "36")
def shape(life: SourceFile) -> Iterator[Finding]:
    """What it does: validates the YAML and the keys of lifecycle.yaml: statuses, each with its visibility and its
    requirements.

    Why: lifecycle.yaml decides whether a product, a SKU or an asset may be published.

    Example: `show: {web: allways}`. Fix: `show: {web: always}`.
    """
    yield from life.shape


@rule("unknown-path expression unknown-asset-attribute unknown-rule", "40")
def demanded(life: SourceFile) -> Iterator[Finding]:
    """What it does: reports unknown paths, asset attributes and validation rules in a gate, and invalid expressions.

    Why: a gate with an unknown path is either never met or always met.

    Example: `needs: {required: [gtn]}`. Fix: `required: [gtin]`.
    """
    products, assets = of_products(life.reader), of_assets(life.reader)
    if products is None or assets is None:
        return
    for status, stage in _stages(life):
        yield from parse_gate(stage.needs, products, life.place("statuses", status, "needs")).findings
        yield from parse_gate(stage.asset_needs, assets, life.place("statuses", status, "asset_needs")).findings
        for place, name in enumerate(stage.needs.rules):
            if name not in life.reader.validations():
                at = life.place("statuses", status, "needs", "rules", place)
                yield unlisted("unknown-rule", at, name, sorted(life.reader.validations()))
        for role in stage.needs.assets:
            if role not in products.roles:
                at = life.on_key("statuses", status, "needs", "assets", role)
                yield unlisted("unknown-asset-attribute", at, role, sorted(products.roles))


@rule("status-from-itself", "36")
def moves(life: SourceFile) -> Iterator[Finding]:
    """What it does: reports a status that lists itself under `from`, which lists the allowed previous statuses.

    Why: such an entry has no effect.

    Example: `active: {from: [active, in-review]}`. Fix: `from: [in-review]`.
    """
    for status, stage in _stages(life):
        for place, origin in enumerate(stage.moves or ()):
            if origin == status:
                at = life.place("statuses", status, "from", place)
                yield report("status-from-itself", at, status=status)


def _stages(life: SourceFile) -> Iterable[tuple[str, Stage]]:
    """Return the stages that the file declares, by status."""
    return life.entity.statuses.items() if life.entity is not None else ()
