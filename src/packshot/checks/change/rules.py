"""Rules of who may change what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from packshot.catalog.reader import Reader
from packshot.checks.change import Change
from packshot.checks.change.fields import LINES, STATUS, Field, Keys
from packshot.checks.rule import rule
from packshot.findings import Edit, Finding, Location, Severity, error
from packshot.model.asset import Asset
from packshot.model.config import PACKSHOT, Authority
from packshot.model.labels import label_in
from packshot.model.lifecycle import STATUSES, Status


@rule("owned-elsewhere")
def owned(change: Change) -> Iterator[Finding]:
    """What it does: `validate --since` finds edits of values that another authority keeps: of attributes, price lists
    and stock lists with `authority:`. A commit may edit them whose committer is among that authority's `people`. What
    is not committed yet is told as a warning, for nobody knows who will commit it.

    Why: a weight that the ERP system keeps comes back with its next export; whoever edits it here is undone, and until
    then two systems say two things.

    Example: `weight: 545 g` edited by hand, with `weight: {..., authority: erp}`. Cure: change it there; take the edit
    back.
    """
    for field in change.fields:
        name = _keeper(change, field)
        if name is None or name == PACKSHOT or field.keys in change.passing:
            continue
        keeper = change.reader.authority(name)
        if keeper is None or not (change.editor.is_known and keeper.includes(change.editor.email)):
            yield _elsewhere(change, field, _called(change.reader, name, keeper))


def _keeper(change: Change, field: Field) -> str | None:
    """The authority of a field, as the base declares it."""
    if field.code == LINES:
        return _keeper_of_list(change)
    attribute = change.reader.attribute(field.code)
    return attribute.authority if attribute else None


def _keeper_of_list(change: Change) -> str | None:
    place = change.place
    head = (change.reader.price_list if place.kind.startswith("prices") else change.reader.stock_list)(place.name)
    return head.authority if head else None


def _called(reader: Reader, name: str, keeper: Authority | None) -> str:
    label = label_in(keeper.label, reader.chain(reader.source()), "") if keeper else ""
    return f"{label} ({name})" if label else name


def _elsewhere(change: Change, field: Field, keeper: str) -> Finding:
    editor = change.editor
    who = f"{editor.email} changed it" if editor.is_known else "it is edited here by hand"
    of = field.keys[-1] if field.code == LINES else field.code
    what = f"{of} is kept by {keeper}, and {who}: {_shown(field.before)} -> {_shown(field.after)}."
    cure = f"Change it in {keeper}, and take this edit back."
    back = (Edit(Location(change.path, field.keys), field.before),) if isinstance(field.before, str) else ()
    severity = Severity.ERROR if editor.is_known else Severity.WARNING
    return replace(error("owned-elsewhere", change.at(field.keys), what, cure, *back), severity=severity)


def _shown(value: object) -> str:
    """A raw value as it reads in a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return value if len(value) <= 60 else f"{value[:57]}..."
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value[:5])) + (", ...]" if len(value) > 5 else "]")
    return "{" + ", ".join(f"{key}: {_shown(each)}" for key, each in list(dict(value).items())[:5]) + "}"  # type: ignore[call-overload]  # a map of the file


@rule("status-move", "36")
def moves(change: Change) -> Iterator[Finding]:
    """What it does: `validate --since` finds statuses that are entered from where lifecycle.yaml does not let them be
    entered (`from`). What is new comes from draft.

    Why: a product that jumps from draft to active has been seen by nobody.

    Example: `active: {from: [in-review]}` and a product set from draft to active. Cure: `status: in-review` first.
    """
    for field in _statuses(change):
        origin, status = field.before or "draft", cast(Status, field.after)
        allowed = change.reader.stage(status).moves
        if allowed is not None and origin != status and origin not in allowed:
            what = f"The status goes from {origin} to {status}, which is entered from {', '.join(allowed) or 'none'}."
            cure = f"Write status: {allowed[0]} first." if allowed else f"Write status: {origin}."
            yield error("status-move", change.at(field.keys), what, cure)


@rule("status-approval", "36")
def approvals(change: Change) -> Iterator[Finding]:
    """What it does: `validate --since` finds commits that set a status which only the people of an authority may set
    (`approved_by` of its gate). What is not committed yet is told as advice.

    Why: who approves must be known afterwards; Git knows the committer.

    Example: `active: {needs: {approved_by: [legal]}}` and a commit of somebody else. Cure: let one of them commit it.
    """
    for field in _statuses(change):
        stage = change.reader.stage(cast(Status, field.after))
        names = (stage.asset_needs if change.place.kind == "sidecar" else stage.needs).approved_by
        keepers = [(name, change.reader.authority(name)) for name in names]
        editor = change.editor
        if not names or (editor.is_known and any(keeper and keeper.includes(editor.email) for _, keeper in keepers)):
            continue
        called = " or ".join(_called(change.reader, name, keeper) for name, keeper in keepers)
        who = f"{editor.email} set it" if editor.is_known else "it is set here"
        what = f"The status {field.after} is approved by {called}, and {who}."
        severity = Severity.ERROR if editor.is_known else Severity.SUGGESTION
        yield replace(
            error("status-approval", change.at(field.keys), what, f"Let somebody of {called} commit it."),
            severity=severity,
        )


def _statuses(change: Change) -> Iterator[Field]:
    """The statuses that were set to one that there is. What has none of its own has that of the whole."""
    for field in change.fields:
        if field.code == STATUS:
            before, after = (_effective(change, raw, field.keys) for raw in (change.before, change.after))
            if after in STATUSES and before != after:
                yield field._replace(before=before, after=after)


def _effective(change: Change, raw: Any, keys: Keys) -> Any:
    """The status of a thing: its own, else a variant's is that of its product, an asset's the usual one. None where it
    is not there.
    """
    whole, thing = raw, raw
    for key in keys[:-1]:
        thing = thing.get(key) if isinstance(thing, dict) else None
    if not isinstance(thing, dict):
        return None
    usual = Asset.model_fields[STATUS].default if change.place.kind == "sidecar" else None
    return thing.get(STATUS) or (whole.get(STATUS) if len(keys) > 1 else usual)
