"""Publishing: the last build, releases, targets and their receipts; the port of the preview."""

from packshot.messages.message import around, by, error
from packshot.messages.state import DAMAGE, FAILURE_HELP

_PUBLISHER = (
    "process {process} on {host} by {actor}, release {release:short} since {since}",
    "process {process} on {host}, release {release:short} since {since}",
    "process {process} on {host} by {actor} since {since}",
    "process {process} on {host} since {since}",
    "process {process} on {host}",
)
"""Who publishes, by the parameters of a `Holder`."""

_RESTORE = (
    "restore the folder `.packshot` of the target, or empty the target and publish again; if the store is damaged, "
    "build into a new store"
)
_AGAIN = "when no other publication is running, publish again to complete the target"


def _by_publisher(text: str) -> tuple[str, ...]:
    """Return a text with the publisher, where it is known."""
    return (*(f"{text} ({publisher})" for publisher in _PUBLISHER), text)


MESSAGES = (
    error(
        "built-unknown",
        around(DAMAGE, before="unusable build receipt: "),
        "run `packshot build`; if the build writes no files, delete {path} and build again",
        about="The receipt of the last build on this machine cannot be read, so the release to publish is unknown.",
    ),
    error(
        "limit-empty",
        "empty limit of the target: no audience of the release matches {patterns}",
        (
            "use `--audience` with one of: {known} (and {more:,} more)",
            "use `--audience` with one of: {known}",
            "use `--all-audiences`",
        ),
        about="A target is limited to some audiences, none of which the release has. Nothing was published, because "
        "otherwise all files of the target would be removed.",
    ),
    error(
        "not-released",
        "unreleased build: the last build was made from the working tree, not from a commit",
        "commit the changes, run `packshot build`, then publish",
        about="Only builds of a commit are published. The last build was made by `packshot build --worktree` or "
        "`packshot serve`.",
    ),
    error(
        "nothing-built",
        "no build on this machine",
        "run `packshot build`, then publish",
        about="`packshot publish` publishes the last build of this repository on this machine, but nothing was "
        "built here.",
    ),
    error(
        "port-taken",
        "port {port} cannot be used: {reason}",
        "choose another port with `--port`, or `--port 0` for a free port",
        about="`packshot serve` cannot listen on the port, usually because another program uses it.",
    ),
    error(
        "receipt-damaged",
        around(DAMAGE, before="invalid receipt of the target: "),
        "restore `.packshot/receipt.json` at the target, or empty the target and publish again",
        about="The receipt of a target names the release that was published to the target. Without the receipt, it is "
        "unknown which files packshot has written, so no files are overwritten.",
    ),
    error(
        "receipt-newer",
        "unsupported receipt format {found} of the target: this packshot supports {format}",
        "install a newer packshot, then publish again",
        about="The target was published by a newer packshot.",
    ),
    error(
        "release-damaged",
        around(DAMAGE, before="incomplete release: "),
        "run `packshot build --repair`, which builds missing and damaged files again, then publish",
        about="Files of the release are missing or damaged in the store. The publication, or the check of the target, "
        "stops.",
    ),
    error(
        "release-ended",
        "expired release: it is valid until {until}, when a price, a right or another dated value changes",
        "run `packshot build`, then publish",
        about="At the time of the publication (`--as-of`, by default now), a price, a right or another dated value has "
        "changed since the release was built. The release is not published, because it may show expired values.",
    ),
    error(
        "release-missing",
        (
            "missing files in the store: {paths} and {more:,} more",
            "missing files in the store: {paths}",
        ),
        (
            "check out commit {commit}, run `packshot build`, then run this command again",
            "check out the published commit, run `packshot build`, then run this command again",
        ),
        about="The store does not have the release, or not all of its files, so the release can neither be published "
        "nor be used to repair a target.",
    ),
    error(
        "release-missing.last",
        "missing release: the manifest of the last build is missing or damaged in the store",
        "set `--store` to the store that the release was built into, or run `packshot build --repair`",
    ),
    error(
        "release-older",
        "unsupported release: an older packshot built it and did not record the audiences of its images",
        "run `packshot build`, then publish",
        about="A target that is limited to some audiences gets only images of these audiences, so the release must "
        "record them.",
    ),
    error(
        "release-unfit",
        around(DAMAGE, before="invalid manifest of release {release:short}: "),
        _RESTORE,
        about="The manifest of a release cannot be read, or it lists reserved or misplaced paths.",
    ),
    error("release-unfit.misplaced", 'misplaced path "{path}" in part {part} of the manifest', _RESTORE),
    error("release-unfit.part", around(DAMAGE, before="invalid part {part} of a manifest: "), _RESTORE),
    error(
        "release-unfit.reserved",
        'reserved path "{path}" in the manifest: it is used for manifests and receipts',
        _RESTORE,
    ),
    error(
        "release-unknown",
        "missing manifest file {release:short}: neither the store nor the target has it",
        "set `--store` to the store from which the release was published, or empty the target and publish again",
        about="The manifest of a release, or a part of the manifest, cannot be found, so it is unknown which files "
        "belong to the release.",
    ),
    error(
        "target-busy",
        _by_publisher("busy target: another publication is running"),
        "wait until the other publication has ended, then publish again",
        about="Another process or machine publishes to the same target. Only one publication can run at a time.",
    ),
    error(
        "target-busy.checking",
        "target changed during the check: another publication wrote to the target",
        "wait until the other publication has ended, then run the command again",
    ),
    error(
        "target-busy.publishing",
        "target changed during this publication: another publication wrote to the target",
        "when the other publication has ended, publish again to complete the target",
    ),
    error(
        "target-empty",
        "no release at the target: packshot has not published to it",
        "run `packshot publish --to TARGET`, then run the check again",
        about="`packshot publish` with `--check` or `--repair` compares a target with the release that was published "
        "there, so a release must be published first.",
    ),
    error(
        "target-failed",
        "target {target} failed: {reason}",
        around(FAILURE_HELP, after=", then run the command again; a publication continues where it stopped"),
        about="The target refused to read or write a file. The files published so far remain valid: files are written "
        "in an order in which no page refers to a missing file.",
    ),
    error(
        "target-foreign",
        'foreign file "{path}" at the target: packshot did not write it',
        "move the file elsewhere, or publish to another target",
        about="A file at the target was not written by packshot, a path of the release is a folder there, or a path is "
        "a symbolic link. A publication neither overwrites such files nor follows such links.",
    ),
    error(
        "target-foreign.irregular",
        '"{path}" at the target is not a regular file',
        "remove {path} from the target, then run the command again",
    ),
    error(
        "target-foreign.link",
        '"{path}" at the target is a symbolic link, or is below a symbolic link',
        "remove the symbolic link, or publish to another target",
    ),
    error(
        "target-lost",
        _by_publisher("publication stopped before the next write: another publication has taken over the target"),
        _AGAIN,
        about="A publication must renew its claim to a target while it runs. It stopped because another "
        "publication has the claim, or because renewing took too long.",
    ),
    error(
        "target-lost.slow",
        "publication stopped before the next write: renewing the claim to the target took too long",
        _AGAIN,
    ),
    error(
        "target-unfinished",
        "unfinished publication: a publication is running or was stopped",
        "if no publication is running, run `packshot publish --to TARGET` to complete the publication",
        about="The target is between two releases, so it cannot be checked.",
    ),
    error(
        "target-unknown",
        by(
            "problem",
            'target "{target}" cannot be opened: {reason}',
            nul='invalid target "{target}": it contains a NUL character',
            scheme='invalid target "{target}": it does not begin with a scheme such as `s3://`',
        ),
        ("run `pip install 'packshot[{extra}]'`", "use a folder, or a URL such as `s3://bucket/shop`"),
        about="The target is neither a folder nor a URL that can be opened.",
    ),
)
