"""Rules about who may change which values, and about the allowed order of statuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from packshot.catalog.reader import Reader
from packshot.checks.change import Change
from packshot.checks.change.fields import LINES, STATUS, Field, Keys
from packshot.checks.rule import rule
from packshot.findings import Edit, Finding, Location, report
from packshot.model.asset import Asset
from packshot.model.config import PACKSHOT, Authority
from packshot.model.labels import label_in
from packshot.model.lifecycle import STATUSES, Status


@rule("owned-elsewhere")
def owned(change: Change) -> Iterator[Finding]:
    """What it does: with `validate --since`, reports edits of values that another authority owns: attributes, price
    lists and stock lists with `authority:`. Committers listed under `people` of the authority may edit them. An edit
    that is not committed yet is reported as a warning, because its committer is not known.

    Why: if an ERP system owns the weight, its next export overwrites the edit; until then the two systems have
    different values.

    Example: `weight: 545 g` edited in product.yaml, where the attribute is `weight: {..., authority: erp}`. Fix: change
    the weight in the ERP system and revert the edit.
    """
    for field in change.fields:
        name = _owner(change, field)
        if name is None or name == PACKSHOT or field.keys in change.passing:
            continue
        owner = change.reader.authority(name)
        if owner is None or not (change.editor.is_known and owner.includes(change.editor.email)):
            yield _elsewhere(change, field, _label(change.reader, name, owner))


def _owner(change: Change, field: Field) -> str | None:
    """Return the authority of a field, as declared in the base."""
    if field.code == LINES:
        return _owner_of_list(change)
    attribute = change.reader.attribute(field.code)
    return attribute.authority if attribute else None


def _owner_of_list(change: Change) -> str | None:
    place = change.place
    head = (change.reader.price_list if place.kind.startswith("prices") else change.reader.stock_list)(place.name)
    return head.authority if head else None


def _label(reader: Reader, name: str, owner: Authority | None) -> str:
    return label_in(owner.label, reader.chain(reader.source()), name) if owner else name


def _elsewhere(change: Change, field: Field, owner: str) -> Finding:
    message = "owned-elsewhere" if change.editor.is_known else "owned-elsewhere.uncommitted"
    name = field.keys[-1] if field.code == LINES else field.code
    back = (Edit(Location(change.path, field.keys), field.before),) if isinstance(field.before, str) else ()
    finding = report(message, change.at(field.keys), *back, field=name, owner=owner, editor=change.editor.email)
    return finding.with_params(before=field.before, after=field.after)


@rule("status-move", "36")
def moves(change: Change) -> Iterator[Finding]:
    """What it does: with `validate --since`, reports changes of status that lifecycle.yaml does not allow under `from`.
    The previous status of a new entry is draft.

    Why: a product that changes from draft to active has not been reviewed.

    Example: `active: {from: [in-review]}` and a product set from draft to active. Fix: set `status: in-review` first.
    """
    for field in _statuses(change):
        origin, status = field.before or "draft", cast(Status, field.after)
        allowed = change.reader.stage(status).moves
        if allowed is not None and origin != status and origin not in allowed:
            at, first = change.at(field.keys), next(iter(allowed), None)
            yield report("status-move", at, status=status, origin=origin, allowed=allowed, first=first)


@rule("status-approval", "36")
def approvals(change: Change) -> Iterator[Finding]:
    """What it does: with `validate --since`, reports a change to a status whose gate has `approved_by`, if the
    committer is not an editor of one of the listed authorities. A change that is not committed yet is reported as a
    suggestion.

    Why: the approval of an entry must be traceable; Git records the committer.

    Example: `active: {needs: {approved_by: [legal]}}` and a commit by an editor who is not in `legal`. Fix: let an
    editor of `legal` commit the change.
    """
    for field in _statuses(change):
        stage = change.reader.stage(cast(Status, field.after))
        names = (stage.asset_needs if change.place.kind == "sidecar" else stage.needs).approved_by
        owners = [(name, change.reader.authority(name)) for name in names]
        editor = change.editor
        if not names or (editor.is_known and any(owner and owner.includes(editor.email) for _, owner in owners)):
            continue
        message = "status-approval" if editor.is_known else "status-approval.uncommitted"
        labels = [_label(change.reader, name, owner) for name, owner in owners]
        yield report(message, change.at(field.keys), status=field.after, owners=labels, editor=editor.email)


def _statuses(change: Change) -> Iterator[Field]:
    """Yield the valid statuses that were changed. A variant without a status has that of its product."""
    for field in change.fields:
        if field.code == STATUS:
            before, after = (_effective(change, raw, field.keys) for raw in (change.before, change.after))
            if after in STATUSES and before != after:
                yield field._replace(before=before, after=after)


def _effective(change: Change, raw: Any, keys: Keys) -> Any:
    """Return the status of an entry; for a variant without one that of its product, for an asset the default.

    None if the entry does not exist.
    """
    whole, entry = raw, raw
    for key in keys[:-1]:
        entry = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(entry, dict):
        return None
    default = Asset.model_fields[STATUS].default if change.place.kind == "sidecar" else None
    return entry.get(STATUS) or (whole.get(STATUS) if len(keys) > 1 else default)
