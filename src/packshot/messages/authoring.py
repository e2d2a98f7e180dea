"""Files that packshot writes: edits, canonical form, sidecars, new repositories, generated folders."""

from packshot.messages.message import around, by, error
from packshot.messages.state import FAILURE_HELP

MESSAGES = (
    error(
        "cannot-write",
        "cannot write {path!q}: {reason}",
        around(FAILURE_HELP, after=", then run the same command again"),
        about="A file of the repository or of a new repository cannot be written. An existing file is unchanged. Files "
        "that the command has already written are kept.",
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
            "{path!q} is not a generated file: packshot.json does not list it",
            edited="generated file {path!q} was edited",
            folder="{path!q} is a file or a link, or its parent folder is a link",
            irregular="{path!q} cannot be read as a regular file",
        ),
        by(
            "found",
            "move {path!q} elsewhere, or choose another folder with `--to`",
            folder="choose another folder with `--to`; neither the folder nor its parent folder may be a link",
        ),
        about="A folder of generated files, such as the handbook or the schemas, contains a file or link that "
        "packshot.json does not list, or a generated file that was edited or replaced. Or the folder itself is a file "
        "or a link, or its parent folder is a link. Nothing was written.",
    ),
    error(
        "init-taken",
        ("folder {folder!q} already contains {path!q}", "{folder!q} is not a folder"),
        "choose an empty folder",
        about="A file that `packshot init` would write already exists, or the path is not a folder. Nothing was "
        "written.",
    ),
    error(
        "not-canonical",
        "not in canonical form: {excerpt:lines}",
        "run `packshot fmt`",
        about="`packshot fmt` would write the file with another layout, or with its variants, prices or stock lines "
        "sorted. The data would not change.",
    ),
)
