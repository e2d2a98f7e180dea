"""The state and store of builds, the artifacts that outputs make, the output folder, and failures of the system."""

from packshot.messages.message import around, by, error, warning

DAMAGE = by(
    "damage",
    "{item}",
    changed="{item} does not match its digest",
    depth="{item} is nested too deeply",
    digest="invalid digest {item!q}",
    encoding="{item} contains text that is not Unicode",
    entry="{item} has an invalid entry for {key!q}",
    evaluation="evaluation with the stored data failed ({item}: {reason})",
    form="{item} has an unexpected structure",
    format="{item} has the unknown format {found!q}",
    json="{item} is not valid JSON ({reason})",
    length="{item} is truncated, too long or followed by other data",
    mismatch="{item} belongs to another tree, interval or toolchain",
    missing="{item} is missing",
    not_a_folder="{item} is not a folder",
    outside="{item!q} is outside {folder}",
    page="page {item!q} cannot be built from the stored data",
    path="invalid path {item!q} in the manifest",
    size="{item} has more than {limit:,} bytes",
    unreadable="{item} cannot be read ({reason})",
)
"""What is damaged, by the parameters of a `DamagedError`."""

FAILURE_HELP = by(
    "kind",
    "check the disk, the connection and the access rights",
    broken_link="remove the symbolic link {link}, or create its destination {destination}",
    denied=("check the permissions of {path}", "check the permissions"),
    full="free space on this disk",
    in_the_way=("move {path} elsewhere", "move the existing file or folder elsewhere"),
    links="remove one of the symbolic links that form a cycle",
    long="use shorter names or a folder with a shorter path",
    missing=("check that {path} exists", "check that the folder exists"),
    open_files="raise the limit of open files (`ulimit -n`)",
    open_files_of_all="close programs that have many files open",
)
"""Help for a failure of the system, by `engine.system_failures.failure_params`."""

_NEW_STORE = (
    "do not publish from this store: check who can write to it, and build into a new store. "
    "If a build into the new store differs too, report a bug"
)

MESSAGES = (
    error(
        "artifact-damaged",
        around(DAMAGE, before="damaged artifact: "),
        "run `packshot build --repair`",
        about="`packshot build --verify` found that the stored content of an artifact is missing or damaged. The "
        "artifact cannot be published.",
    ),
    error(
        "audience-unfit",
        "invalid audience {audience!q} of {path}",
        "write the name of the audience in printable ASCII characters, without spaces, quotes and backslashes",
        about="An output restricts a file to an audience whose name cannot be written to a manifest. Report a bug.",
    ),
    error(
        "build-locked",
        (
            "locked repository: process {process} is {activity} in this repository",
            "locked repository: another process is {activity} in this repository",
        ),
        "wait until the process has ended, then run the command again",
        about="Another packshot process builds, validates or publishes in the same repository. Only one process can do "
        "so at a time.",
    ),
    error(
        "disk-failed",
        ("disk or store failed at {path}: {reason}", "disk or store failed: {reason}"),
        around(FAILURE_HELP, after=", then run the command again: the previous release is intact"),
        about="The operating system or the remote store refused to read or write a file during a build or a "
        "validation. Nothing was published; the previous release is intact.",
    ),
    error(
        "items-damaged",
        around(DAMAGE, before="damaged item index of `{listing}`: "),
        "run `packshot build --repair`",
        about="`packshot build --verify` found that the item index of a feed in the store is incomplete or invalid. "
        "The rows of the feed cannot be compared with those of another release.",
    ),
    error(
        "items-not-as-clean",
        "item index differs from a clean build: different row {member!q} of `{listing}`",
        _NEW_STORE,
        about="`packshot build --verify` evaluated everything again, and the rows of a feed differ from those in the "
        "item index of the store. The store was changed, or an evaluation is not deterministic.",
    ),
    error(
        "make-failed",
        by(
            "failure",
            "output {output!q} failed to make {path}: {reason}",
            died="output {output!q} failed to make {path}: the worker process ended unexpectedly",
            late="output {output!q} failed to make {path}: it was not finished after {seconds:g} s",
            raised=(
                "output {output!q} failed to make {path}: {type}: {reason}",
                "output {output!q} failed to make {path}: {type}",
            ),
        ),
        "fix or replace the source file of the artifact; if the file is valid, report a bug",
        about="An output could not make an artifact, for example because an image cannot be decoded. The build stops.",
    ),
    error(
        "not-as-clean",
        (
            (
                "artifact differs from a clean build: {stored:short} (key {stored_keys:short}) instead of "
                "{clean:short} (key {clean_keys:short})"
            ),
            "artifact differs from a clean build: {stored:short} instead of {clean:short}",
            "artifact is not part of a clean build: {stored:short} (key {stored_keys:short})",
            "artifact is not part of a clean build: {stored:short}",
            "missing artifact: a clean build gives {clean:short} (key {clean_keys:short})",
            "missing artifact: a clean build gives {clean:short}",
        ),
        _NEW_STORE,
        about="`packshot build --verify` made the release again, and an artifact differs from the one in the store. "
        "The store was changed, or an output is not deterministic.",
    ),
    error(
        "output-foreign",
        'foreign file "{path}" in the output folder: it was not written by a build, or was changed after the build',
        "move or remove the file, or build into another folder with `--dist`",
        about="The output folder contains a file that no build wrote, or that was changed after the build. Builds "
        "never overwrite or remove such files.",
    ),
    error(
        "path-below-file",
        'conflicting paths: "{path}" is below "{other}", which is a file',
        "change the key, the slug or the output `file:` from which one of the two paths is made",
        about="Two artifacts of a release use the same name, one for a file and one for a folder. Paths are made from "
        "the keys of markets, products, categories and channels, from slugs, and from the key `file:` under `output:` "
        "of a channel.",
    ),
    error(
        "path-reserved",
        'reserved path "{path}"',
        "use another path: packshot uses `manifest.json`, `manifest/` and `.packshot-tmp`",
        about="An artifact would be published under a name that packshot uses for the manifest or for temporary files.",
    ),
    error(
        "path-unfit",
        'invalid path "{path}"',
        "use a relative path without empty, `.` or `..` segments, backslashes and control characters; a segment has "
        "at most 255 bytes",
        about="An artifact would be published under a path that is not portable or leads out of the output folder.",
    ),
    error(
        "shown-twice",
        (
            "conflicting contents for {name!q} ({part}): published more than once, by {makers:and}",
            "conflicting contents for {name!q}: published more than once, by {makers:and}",
        ),
        "give one of the records another name or path",
        about="Two records publish files under the same path or name that differ in content, media type or audience, "
        "so it is ambiguous which of them to publish.",
    ),
    error(
        "shown-twice.audiences",
        "conflicting audiences of {name!q}: its parts are for {audiences:and}",
        "publish the parts for the same audiences, or as several files",
    ),
    error(
        "shown-twice.parts",
        "conflicting contents for {name!q}: published as a whole and in parts, by {makers:and}",
        "give one of the records another name or path",
    ),
    warning(
        "state-damaged",
        around(DAMAGE, before="unusable state in the store: "),
        "no action is needed: the build evaluates everything again and makes missing files again",
        about="The stored state of the last build is missing or damaged. The build evaluates everything again.",
    ),
    error(
        "state-damaged.unusable",
        around(DAMAGE, before="unusable state in the store: "),
        "run `packshot build --repair`, or build into another store",
    ),
    warning(
        "state-damaged.unrepairable",
        around(DAMAGE, before="store cannot be repaired: "),
        "delete the output folder and the store, or set `--dist` and `--store` to new folders, then build again",
    ),
    error(
        "state-newer",
        "unsupported state format {found} in the store: this packshot supports {format}",
        "install a newer packshot, or build into another store",
        about="The store was written by a newer packshot.",
    ),
    error(
        "state-not-as-clean",
        "state differs from a clean build: table `{table}` has a different entry for {key!q}",
        _NEW_STORE,
        about="`packshot build --verify` evaluated everything again, and the stored state differs. The store was "
        "changed, or an evaluation is not deterministic.",
    ),
    error(
        "system",
        ("operation failed on {path}: {reason}", "operation failed: {reason}"),
        around(FAILURE_HELP, after=", then run the same command again"),
        about="The operating system refused an operation, for example because the disk is full or a folder cannot be "
        "written.",
    ),
)
