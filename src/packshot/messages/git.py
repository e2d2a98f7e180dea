"""The Git repository around a catalogue: revisions, objects, and paths that cannot be read."""

from packshot.messages.message import by, error

_FSCK = "run `git fsck` to list the damaged objects, then `git fetch --refetch` to download them again"
_SHALLOW = "; this clone is shallow: `git fetch --unshallow` adds older commits"
_KNOWN_REVISIONS = "use a branch, a tag or the id of a commit (`git log --all` lists them)"
_BORROWED = "check {source}, from which this clone borrows objects; then " + _FSCK

MESSAGES = (
    error(
        "dist-committed",
        "committed output folder: the commit contains {path}/, to which builds write",
        "run `git rm -r --cached :/{path}`, add `/{path}/` to .gitignore in the top folder of the Git repository and "
        "commit both changes, or build with `--dist DIR`",
        about="The commit to build contains the output folder. The manifest in this folder lists the files that a "
        "build may remove, so builds do not write to a committed folder.",
    ),
    error(
        "git",
        ("`git {command}` failed: {output:lines}", "`git {command}` failed"),
        "fix the problem that Git reports, then run `git init`, `git add -A` and `git commit` in the folder",
        about="`packshot init` or `packshot import` could not create the Git repository or its first commit, for "
        "example because a hook or a signature failed. The files of the repository are written.",
    ),
    error(
        "git-bare",
        "bare Git repository: it has no working tree",
        "clone the repository and run the command in the clone",
        about="The folder is a bare repository or is inside `.git`, where no files are checked out.",
    ),
    error(
        "git-bare.inside",
        "missing working tree: the folder is inside `.git`",
        "run the command in the folder that contains `.git`",
    ),
    error(
        "git-failed",
        ("`git {command}` failed: {output:lines}", "`git {command}` failed"),
        by(
            "cause",
            "run `git fsck` and fix the problems that it reports",
            configuration="fix the setting in the Git configuration that the message names",
            index="remove `.git/index` and run `git reset`, which rebuilds the index and keeps the files",
        ),
        about="A Git command failed although its arguments are valid, usually because the repository or its "
        "configuration is damaged.",
    ),
    error(
        "git-missing",
        "missing program `git`",
        "install Git, or add its folder to `PATH`",
        about="packshot reads commits and the index by running `git`, which is not installed or not in `PATH`.",
    ),
    error(
        "git-no-base",
        "{revision!q} and HEAD have no common commit",
        "use a commit from the history of HEAD; in a shallow clone, run `git fetch --unshallow` first",
        about="`--since` compares with the commit from which HEAD and the revision diverged. That commit does not "
        "exist, or a shallow clone does not contain it.",
    ),
    error(
        "git-no-commit",
        "this branch has no commit",
        "commit the catalogue, or use `--worktree` if the command has this option",
        about="A command that reads a commit was run on a branch without commits.",
    ),
    error(
        "git-not-a-repository",
        '"{path}" is not in a Git repository',
        "run `git init` in this folder, or use `packshot -C DIR` with the folder of a repository",
        about="Catalogues are read from Git repositories, but neither this folder nor a folder above "
        "it is a Git repository.",
    ),
    error(
        "git-not-trusted",
        "untrusted Git repository: it belongs to another user",
        "if you trust its owner, run `git config --global --add safe.directory {path:lines}`",
        about="Git refuses to read repositories that belong to other users, because their configuration can run "
        "programs.",
    ),
    error(
        "git-object-missing",
        by(
            "damage",
            "missing Git object {object}: it is not in this clone",
            altered="damaged Git object {object}: its content does not match its id",
            unreadable="damaged Git object {object}: {output:lines}",
        ),
        by(
            "clone",
            _FSCK,
            borrowed=_BORROWED,
            borrowed_shallow=_BORROWED + _SHALLOW,
            lost_source="restore {source}, from which this clone borrows objects, or clone again; then " + _FSCK,
            partial="this clone is partial: run `git fetch --refetch --no-filter`; if no files are checked out, run "
            "`git checkout` instead",
            shallow=_FSCK + _SHALLOW,
        ),
        about="A tree, a branch or a tag names an object that is missing or damaged in this clone. Builds stop, "
        "because a missing file would change the published release.",
    ),
    error(
        "git-unknown-revision",
        "unknown revision {revision!q}",
        by(
            "clone",
            _KNOWN_REVISIONS,
            shallow=_KNOWN_REVISIONS + _SHALLOW,
        ),
        about="The name is not a branch, a tag or a commit of the repository.",
    ),
    error(
        "no-catalogue",
        "missing {path}: neither this folder nor a folder above it in the Git repository contains the file",
        ("use `packshot -C {folder:lines}`", "run `packshot init` to start a catalogue"),
        about="The folder is in a Git repository but not in a catalogue, or the commit does not contain the catalogue.",
    ),
    error(
        "no-catalogue.commit",
        "missing {path} in commit {revision!q}",
        "commit {path}, or use `--worktree` if the command has this option",
    ),
    error(
        "no-folder",
        'invalid folder "{path}": it does not exist or is not a folder',
        "use the path of an existing folder",
        about="The path of the folder in which a command is to run does not exist or is not a folder.",
    ),
    error(
        "source-lfs-absent",
        'missing Git LFS file: only the pointer of "{path}" is on this machine',
        "run `git lfs pull`",
        about="An original is stored with Git LFS and was not downloaded, so artifacts cannot be made from it.",
    ),
    error(
        "source-path",
        by(
            "flaw",
            'invalid path "{path}"',
            characters='invalid path "{path}": it contains a backslash or a control character',
            encoding='invalid path "{path}": it is not UTF-8',
            length='invalid path "{path}": it is longer than {limit:,} characters',
            segments='invalid path "{path}": it is absolute, or has an empty, `.`, `..` or drive segment',
        ),
        by(
            "flaw",
            "rename the file",
            characters="rename the file without backslashes and control characters",
            encoding="rename the file with a name in UTF-8",
            length="shorten the path to at most {limit:,} characters",
        ),
        about="Paths must be valid on every system and must not lead out of the repository. The file is ignored.",
    ),
    error(
        "source-path-case",
        by(
            "difference",
            'ambiguous paths "{path}" and "{other}": they differ only by case',
            unicode='ambiguous paths "{path}" and "{other}": they look the same and differ only by Unicode form '
            "(such as NFC and NFD)",
        ),
        "rename one of the two: some systems cannot store both",
        about="Two paths are the same file or folder on systems that ignore case or Unicode form, such as macOS "
        "and Windows.",
    ),
    error(
        "source-path-windows",
        'invalid path "{path}": Windows reserves the name {name!q} for a device',
        "rename {name!q}, for example to {better}",
        about="Windows cannot check out a path that contains the name of a device, or a name that ends with a dot "
        "or a space.",
    ),
    error(
        "source-path-windows.end",
        'invalid path "{path}": Windows removes a dot or a space at the end of a name',
        "remove the dot or the space at the end of {name!q}",
    ),
    error(
        "source-submodule",
        'unsupported submodule "{path}": its files are not read',
        "commit the files of the submodule to this repository, or move the submodule out of the source folders",
        about="Submodules in the source folders are ignored: their files are not part of the commit. A commit with a "
        "submodule in place of a source folder is not read.",
    ),
    error(
        "source-symlink",
        'unsupported symbolic link "{path}": it may lead out of the repository',
        "replace the link with the file or folder itself, and commit it",
        about="Symbolic links in the source folders are ignored, because they may lead to files outside the "
        "repository. A commit with a link in place of a source folder is not read.",
    ),
    error(
        "state-committed",
        "committed build state: the commit contains {path}, the folder in which builds keep their state",
        "run `git rm -r --cached :/{path}`, add `/{path}/` to .gitignore in the top folder of the Git repository and "
        "commit both changes",
        about="The commit contains `.packshot`, the state of earlier builds on one machine. Builds on "
        "other machines would use this state as their own.",
    ),
)
