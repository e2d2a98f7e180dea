"""Gates: the requirements that a product or an asset must meet for a status, and the evaluation of these requirements.

Errors in lifecycle.yaml are reported in that file. An invalid requirement does not apply to any product or asset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from packshot.catalog.audiences import audiences
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible
from packshot.expr import Expression, Failure, Lookup, Path
from packshot.findings import Finding, Location, Note, note
from packshot.model.lifecycle import WAY, Gate, ProductGate, Status
from packshot.model.product import Product, iter_skus
from packshot.model.resolve import ValueSource
from packshot.readiness.completeness import completeness
from packshot.readiness.completeness import skus as counting
from packshot.readiness.values import Values
from packshot.rules.evaluation import is_waived
from packshot.rules.paths import OF_PRODUCTS, Vocabulary, of_assets, of_products, understood
from packshot.rules.requirements import of_product
from packshot.rules.subjects import contexts, skus
from packshot.rules.validation import compiled

MOST = 4
"""The largest number of SKUs that are named for an unmet requirement."""


@dataclass(frozen=True, slots=True)
class ParsedGate:
    """A gate with parsed paths and a parsed condition. The findings are about the gate in lifecycle.yaml."""

    required: tuple[Path, ...]
    condition: Expression | None
    findings: tuple[Finding, ...]


def parse_gate(gate: Gate, words: Vocabulary, at: Location) -> ParsedGate:
    """Return a gate with its paths and its condition parsed.

    `words` contains the valid paths; `at` is the location of the gate.
    """
    findings: list[Finding] = []
    paths: list[Path] = []
    for place, text in enumerate(gate.required):
        path = tuple(text.split("."))
        wrong = words.problem(path, _below(at, "required", place))
        findings += [wrong] if wrong else []
        paths += [] if wrong else [path]
    condition = None
    if gate.condition is not None:
        condition, wrongs = understood(gate.condition, words, _below(at, "if"))
        findings += wrongs
    return ParsedGate(tuple(paths), condition, tuple(findings))


LIFECYCLE = "catalog/lifecycle.yaml"

G = TypeVar("G", bound=Gate)


def product_gate(reader: Reader, status: Status) -> tuple[ProductGate, ParsedGate] | None:
    """Return the gate of a status for products, and its parsed form; None if the gate has no requirements or the valid
    paths are unknown.
    """
    return reader.remembered(("gate", status), lambda inner: _gate(inner.stage(status).needs, of_products, inner))


def asset_gate(reader: Reader, status: Status) -> tuple[Gate, ParsedGate] | None:
    """Return the gate of a status for assets, and its parsed form; None if the gate has no requirements or the valid
    paths are unknown.
    """
    return reader.remembered(
        ("asset gate", status), lambda inner: _gate(inner.stage(status).asset_needs, of_assets, inner)
    )


def _gate(gate: G, words_of: Callable[[Reader], Vocabulary | None], reader: Reader) -> tuple[G, ParsedGate] | None:
    words = words_of(reader) if gate.model_fields_set else None
    return (gate, parse_gate(gate, words, Location(LIFECYCLE))) if words else None


def _below(at: Location, *keys: str | int) -> Location:
    return Location(at.path, (*at.keys, *keys))


def gates_of(status: Status) -> tuple[Status, ...]:
    """Return the statuses whose gates an entry with this status must meet: the status and, for `active`, also
    `in-review`.
    """
    return WAY[: WAY.index(status) + 1] if status in WAY else (status,)


@dataclass(frozen=True, slots=True)
class Candidate:
    """The SKUs of a product that have the same status, for which a gate is evaluated."""

    reader: Reader
    product: Product
    sheet: ValueSource
    skus: frozenset[str]

    def missing(self, gate: ProductGate, needs: ParsedGate) -> Iterator[Note]:
        """Yield a note for each unmet requirement: paths, condition, completeness, rules, assets. Attributes that the
        family does not have are not required.

        A note about a path, the condition or assets names the SKUs if other SKUs of the candidate meet the requirement.
        """
        for path in needs.required:
            if self._may_have(path):
                yield from self._entry(self._without(_has(path), [path]), "gate.path", path=".".join(path))
        if needs.condition is not None:
            skus = self._without(_holds(needs.condition), list(needs.condition.paths))
            yield from self._entry(skus, "gate.condition", reason=gate.reason, condition=needs.condition.text)
        for scope, threshold in gate.completeness.items():
            yield from self._incomplete(scope, threshold)
        for name in gate.rules:
            yield from self._breaks(name)
        for role, least in gate.assets.items():
            if self._may_have(("assets", role)):
                yield from self._too_few(role, least)

    def _may_have(self, path: Path) -> bool:
        """Return whether the family has an attribute; reserved words exist in every family."""
        family, name = self.sheet.family.attributes, path[1] if path[0] == "assets" and len(path) > 1 else path[0]
        return name in family or name in OF_PRODUCTS or name == "maps"

    def _without(self, test: Callable[[Lookup], bool], paths: Sequence[Path]) -> list[str]:
        """Return the SKUs for which a test holds in no market; it runs once, without market, if no path needs one."""
        met = {
            values.sku
            for audience in contexts(self.reader, paths)
            for values in skus(self.reader, audience, self.product, self.sheet)
            if test(values)
        }
        return [sku for sku in self._in_order() if sku not in met]

    def _in_order(self) -> list[str]:
        return [sku for sku in iter_skus(self.product) if sku in self.skus]

    def _entry(self, skus: Sequence[str], message: str, **params: object) -> Iterator[Note]:
        """Yield the note about some SKUs, which are named if other SKUs of the product meet the requirement."""
        if len(skus) == len(self.skus) and skus:
            yield note(message, **params)
        elif skus:
            yield note(message, **params, skus=skus[:MOST], more=max(len(skus) - MOST, 0) or None)

    def _incomplete(self, scope: str, threshold: Decimal) -> Iterator[Note]:
        """Yield a note for each completeness below a threshold: its audiences, percentage and missing paths."""
        values = Values(self.reader, self.product, self.sheet)
        below: dict[tuple[Decimal, tuple[str, ...]], list[str]] = {}
        for audience in audiences(self.reader, scope):
            visible = Visible(self.reader, audience)
            found = completeness(values, visible, [sku for sku in counting(values, visible) if sku in self.skus])
            if not found.reaches(threshold):
                below.setdefault((found.percent, tuple(found.missing)), []).append(audience.name)
        for (percent, missing), names in below.items():
            found_at = {"scope": scope, "percent": percent, "audiences": names, "missing": missing}
            yield note("gate.completeness", limit=threshold, **found_at)

    def _breaks(self, name: str) -> Iterator[Note]:
        """Yield the first violation of a validation rule by these SKUs."""
        rule = compiled(self.reader, name)
        if rule is None or rule.noun.on not in ("product", "sku") or rule.unique is not None:
            return
        for broken in of_product(self.reader, rule, self.product, self.sheet):
            is_included = broken.names[0] == self.product.key or not self.skus.isdisjoint(broken.names)
            if is_included and not is_waived(self.reader, rule, broken.names):
                yield note("gate.rule", rule=name, problem=[broken.message])
                return

    def _too_few(self, role: str, least: int) -> Iterator[Note]:
        counts = {
            values.sku: sum(1 for asset in values.named(role) if self.reader.original(asset.id))
            for audience in contexts(self.reader, ())
            for values in skus(self.reader, audience, self.product, self.sheet)
        }
        missing = [sku for sku in self._in_order() if counts.get(sku, 0) < least]
        yield from self._entry(missing, "gate.assets", role=role, count=least)


def _has(path: Path) -> Callable[[Lookup], bool]:
    return lambda lookup: lookup(path) not in (None, "", ())


def _holds(condition: Expression) -> Callable[[Lookup], bool]:
    def holds(lookup: Lookup) -> bool:
        answer = condition.evaluate(lookup)
        return bool(answer) and not isinstance(answer, Failure)

    return holds


def asset_missing(gate: Gate, needs: ParsedGate, lookup: Lookup) -> Iterator[Note]:
    """Yield a note for each requirement of a gate that an asset does not meet."""
    yield from (note("gate.path", path=".".join(path)) for path in needs.required if not _has(path)(lookup))
    if needs.condition is not None and not _holds(needs.condition)(lookup):
        yield note("gate.condition", reason=gate.reason, condition=needs.condition.text)
