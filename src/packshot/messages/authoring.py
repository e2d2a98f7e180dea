"""Files that packshot writes: edits, canonical form, sidecars, new repositories, generated folders."""

from packshot.messages.message import around, by, error
from packshot.messages.state import FAILURE_HELP

MESSAGES = (
    error(
        "cannot-write",
        "cannot write {path!q}: {reason}",
        around(FAILURE_HELP, after=", then run the same command again"),
        about="A file of the repository, or of a new one, cannot be written. The file is unchanged, but files that the "
        "command wrote before it stay written.",
    ),
    error(
        "cannot-write.new",
        "cannot write {path!q}: {reason}",
        around(FAILURE_HELP, after=", then run the command again with an empty folder"),
    ),
    error(
        "cannot-write.exists",
        "{path!q} already exists",
        "move {path!q} elsewhere, then run the same command again",
    ),
    error(
        "cannot-write.irregular",
        "{path!q} cannot be read as a regular file of the repository",
        "make {path!q} a readable regular file; symbolic links are not followed",
    ),
    error(
        "changed-meanwhile",
        "{path!q} was changed while the command ran",
        "run the same command again",
        about="A file was changed by another program after the command read it. The file is not overwritten.",
    ),
    error(
        "destination",
        "{folder!q} is a file or a symbolic link, not a folder",
        "choose an empty folder or a new one",
        about="A new repository is written only to an empty folder or a new one. Nothing was written.",
    ),
    error("destination.full", "folder {folder!q} is not empty", "choose an empty folder or a new one"),
    error(
        "foreign-file",
        by(
            "found",
            "file {path!q} was not written by packshot",
            edited="generated file {path!q} was edited",
            folder="{path!q} is not a folder, or is reached through a link",
            irregular="{path!q} is not a regular file",
        ),
        "move {path!q} elsewhere, or choose another folder with `--to`",
        about="A folder of generated files, such as the handbook or the schemas, contains a file that packshot did "
        "not write or that was edited, or a file or a link is in place of the folder. Nothing was written.",
    ),
    error(
        "init-taken",
        ("folder {folder!q} already has a file {path!q}", "{folder!q} is a file"),
        "choose an empty folder",
        about="`packshot init` never replaces a file. Nothing was written.",
    ),
    error(
        "not-canonical",
        "not in canonical form: {excerpt:lines}",
        "run `packshot fmt`",
        about="The file is valid, but `packshot fmt` would write it in another layout.",
    ),
)
