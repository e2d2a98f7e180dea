"""The output of `packshot publish`, as text and as JSON."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from packshot.catalog.finding_report import counted, safe
from packshot.cli import printing
from packshot.engine.parsing import DamagedError
from packshot.model.audience import Identity
from packshot.publish.target import shown

if TYPE_CHECKING:
    from packshot.local_state import BuildReceipt
    from packshot.publish.check import Checked, Fault
    from packshot.publish.difference import Step
    from packshot.publish.limit import Limit, Part
    from packshot.publish.publish import Sent
    from packshot.publish.releaselog import LogEntry

    Entries = Sequence[tuple[int, LogEntry | DamagedError]]

NAMED = 20
"""Maximum number of paths that a dry run lists; JSON lists all."""

MOST_OVERVIEWS = 5
"""Maximum number of overviews that are named."""


def as_json(target: str, built: BuildReceipt, part: Part, sent: Sent, steps: Sequence[Step] | None) -> dict[str, Any]:
    """Return the result of a publication, or its preview, as plain data for JSON."""
    body: dict[str, Any] = {
        "packshot": 1,
        "target": shown(target),
        "release": part.release,
        "limit": list(part.limit.names()),
        "left_out": list(part.left_out),
        "commit": built.commit,
        "dry_run": steps is not None,
        "uploaded": sent.uploaded,
        "bytes": sent.bytes,
        "removed": sent.removed,
        "there": sent.there,
        "changed": [asdict(each) for each in sent.changed],
        "limits": list(sent.limits),
    }
    if steps is not None:
        body["steps"] = [{"do": "send" if step.expected else "remove", "path": step.path} for step in steps]
    return body


def changes(sent: Sent, *, is_dry: bool) -> list[str]:
    """Return a warning for each file at the target that another program changed."""
    done = "would be replaced" if is_dry else "was replaced"
    return [f"{each.path} was changed at the target (sha256 {each.digest}) and {done}" for each in sent.changed]


def show(target: str, part: Part, sent: Sent, steps: Sequence[Step] | None, *, is_dry: bool, is_kept: bool) -> None:
    """Print the result or the preview, and the next step."""
    lines = [f"  {'upload' if step.expected else 'remove'} {safe(step.path)}" for step in steps or ()]
    for line in printing.capped(lines, NAMED, "  and {:,} more"):
        click.echo(line)
    for line in _limited(part, is_kept=is_kept):
        click.echo(safe(line))
    if not (sent.uploaded or sent.removed or sent.there):
        click.echo(f"Nothing to do: {shown(target)} already has this release")
        return
    click.echo(_counted(sent, is_dry=is_dry))
    for limit in sent.limits:
        click.secho(f"Note: {limit}", dim=True)
    to = f"--to {safe(shlex.quote(shown(target)))}"
    if is_dry:
        limit = "" if is_kept else f" {_options(part.limit)}"
        click.echo(f"Next: packshot publish {to}{limit}")
    else:
        click.echo(f"Published to {safe(shown(target))}\nNext: packshot publish --check {to}")


def _options(limit: Limit) -> str:
    return " ".join(f"--audience {name}" for name in limit.names()) or "--all-audiences"


def _limited(part: Part, *, is_kept: bool) -> Iterator[str]:
    if part.limit:
        kept = " (as before; to change this, use --audience or --all-audiences)" if is_kept else ""
        yield f"Limited to: {'; '.join(part.limit.names())}{kept}"
    if part.left_out:
        paths = printing.capped(part.left_out, MOST_OVERVIEWS, "and {:,} more")
        yield f"Left out, because they link to pages of other audiences: {', '.join(paths)}"


def _counted(sent: Sent, *, is_dry: bool) -> str:
    upload, remove = ("Would upload", "remove") if is_dry else ("Uploaded", "removed")
    files = f"{counted(sent.uploaded, 'file')} ({sent.bytes:,} bytes)"
    return f"{upload} {files}, {remove} {sent.removed:,}; {sent.there:,} already up to date"


def log_as_json(target: str, entries: Entries) -> dict[str, Any]:
    """Return a release log as plain data for JSON."""
    return {
        "packshot": 1,
        "target": shown(target),
        "entries": [{"number": at, **asdict(each)} for at, each in entries if not isinstance(each, DamagedError)],
        "damaged": [{"number": at, "problem": str(each)} for at, each in entries if isinstance(each, DamagedError)],
    }


def show_log(target: str, entries: Entries) -> None:
    """Print a release log, the oldest release first."""
    for number, each in entries:
        click.echo(safe(f"{number:>6}  {_line(each)}"))
    if not entries:
        click.echo(f"{shown(target)} has no release log")


def _line(entry: LogEntry | DamagedError) -> str:
    if isinstance(entry, DamagedError):
        return f"damaged: {entry}"
    commit = f"  commit {entry.commit[:12]}" if entry.commit else ""
    limit = f"  limited to {'; '.join(entry.limit)}" if entry.limit else ""
    return f"{entry.at or 'unknown time':20}  release {entry.release[:12]}{commit}{limit}  {entry.actor}".rstrip()


def check_as_json(target: str, found: Checked) -> dict[str, Any]:
    """Return the result of a check as plain data for JSON."""
    return {
        "packshot": 1,
        "target": shown(target),
        "release": found.release,
        "audiences": [_identity(each) for each in found.audiences],
        "limit": list(found.limit.names()),
        "files": found.files,
        "bytes": found.bytes,
        "faults": [
            {"path": each.path, "kind": each.kind, "expected": each.expected, "found": each.found}
            for each in found.faults
        ],
        "repaired": found.repaired,
    }


def _identity(audience: str) -> dict[str, str]:
    """Return the parts of an audience that a target has; only its name if another program wrote it."""
    parts = Identity.parse(audience)
    return {"name": audience, **(asdict(parts) if parts else {})}


def show_check(target: str, found: Checked) -> None:
    """Print each file that differs, and the counts."""
    for fault in found.faults:
        click.echo(f"  {fault.kind:8} {safe(fault.path)}{_digests(fault)}")
    click.echo(f"Checked {found.files:,} files ({found.bytes:,} bytes) of release {found.release[:12]}: {_sum(found)}")
    if found.limit:
        click.echo(f"Limited to: {'; '.join(found.limit.names())}")
    if found.audiences:
        names = printing.capped([safe(name) for name in found.audiences], NAMED, "and {:,} more")
        click.echo(f"Audiences: {'; '.join(names)}")
    if len(found.faults) > found.repaired:
        click.echo(f"Next: packshot publish --repair --to {safe(shlex.quote(shown(target)))}")


def _digests(fault: Fault) -> str:
    expected = f", expected {fault.expected}" if fault.expected else ""
    return f" (sha256 {fault.found}{expected})" if fault.found else ""


def _sum(found: Checked) -> str:
    kinds = [fault.kind for fault in found.faults]
    counts = ", ".join(f"{kinds.count(kind):,} {kind}" for kind in dict.fromkeys(kinds))
    return f"{counts or 'no differences'}{f'; {found.repaired:,} restored' if found.repaired else ''}"
