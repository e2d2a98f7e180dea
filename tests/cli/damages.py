"""What happens to a repository: to its files and folders, to what Git keeps of it, to what builds left behind.

Each function takes a `Victim` and says in one line what it did to it.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import spoilt

from support import git

SOURCE = ("catalog", "assets", "channels", "site")


class Victim:
    """A repository, and the dice that say where it is hit."""

    def __init__(self, root: Path, dice: Random) -> None:
        self.root = root
        self.dice = dice

    def files(self, *folders: str, suffix: str = "") -> list[Path]:
        """The plain files below some folders."""
        found = (path for folder in folders for path in (self.root / folder).rglob(f"*{suffix}"))
        return sorted(path for path in found if path.is_file() and not path.is_symlink())

    def file(self, *folders: str, suffix: str = "") -> Path:
        """One of them; the catalogue's head where there is none."""
        return self.dice.choice(self.files(*folders, suffix=suffix) or [self.root / "catalog/catalog.yaml"])

    def folder(self, *folders: str) -> Path:
        """A folder below some folders."""
        found = sorted(path for folder in folders for path in (self.root / folder).rglob("*") if path.is_dir())
        return self.dice.choice(found or [self.root / "catalog"])

    def told(self, did: str, *paths: Path) -> str:
        return f"{did}: {', '.join(os.path.relpath(path, self.root) for path in paths)}"

    def spoil(self, path: Path, ways: tuple[Callable[[Random, bytes], bytes], ...]) -> str:
        way = self.dice.choice(ways)
        try:
            path.write_bytes(way(self.dice, path.read_bytes()))
        except OSError as denied:
            return f"nothing, for {denied}"
        return self.told(way.__name__, path)


# Files of the source.


def text_spoilt(victim: Victim) -> str:
    return victim.spoil(victim.file("catalog", "channels", "assets", suffix=".yaml"), spoilt.YAML)


def schema_spoilt(victim: Victim) -> str:
    """The files that all others depend on are few, and hit more often than by chance."""
    path = victim.file("catalog/attributes", "catalog/families", "catalog/rules", "channels", suffix=".yaml")
    names = ("catalog.yaml", "lifecycle.yaml", "units.yaml", "relations.yaml")
    heads = [each for name in names if (each := victim.root / "catalog" / name).is_file()]
    return victim.spoil(victim.dice.choice([path, *heads]), spoilt.YAML)


def text_without_end(victim: Victim) -> str:
    return victim.spoil(victim.file("catalog", "channels", "assets", suffix=".yaml"), (spoilt.grown,))


def original_spoilt(victim: Victim) -> str:
    pictures = [path for path in victim.files("assets") if path.suffix != ".yaml"]
    return victim.spoil(victim.dice.choice(pictures or [victim.file("assets")]), spoilt.PICTURES)


def originals_swapped(victim: Victim) -> str:
    one, other = victim.file("assets"), victim.file("assets")
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)
    return victim.told("swapped", one, other)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def gone(victim: Victim) -> str:
    path = victim.file(*SOURCE)
    path.unlink()
    return victim.told("deleted", path)


def folder_gone(victim: Victim) -> str:
    path = victim.folder(*SOURCE)
    _remove(path)
    return victim.told("deleted", path)


NAMES = (
    *("product.yaml", "de.yaml", "xx.yaml", "EN.yaml", "list.yaml", "lifecycle.yaml", "catalog.yaml", "a.yml"),
    *("A.YAML", "CON.yaml", "a b.yaml", "ä.yaml", "e\u0301.yaml", "-.yaml", ".yaml", ".hidden.yaml", "a.b.c.yaml"),
    *("x" * 200 + ".yaml", "x\ny.yaml", "x\ty.yaml", "a:b.yaml", "a\\b.yaml", "\u202ex.yaml", "null.yaml", "*.yaml"),
    *("front.png", "a.png.yaml", "front.jpg.yaml", "a.svg", "index.md", "README", "shell"),
    b"\xff\xfe.yaml".decode("utf-8", "surrogateescape"),
)  # fmt: skip


def renamed(victim: Victim) -> str:
    path = victim.file(*SOURCE)
    new = path.with_name(victim.dice.choice(NAMES))
    path.rename(new)
    return victim.told("renamed", path, new)


def moved(victim: Victim) -> str:
    path, folder = victim.file(*SOURCE), victim.folder(*SOURCE)
    new = folder / path.name
    victim.dice.choice((shutil.copy, shutil.move))(path, new) if path != new else None
    return victim.told("moved", path, new)


def folder_moved(victim: Victim) -> str:
    path, name = victim.folder(*SOURCE), victim.dice.choice(("copy", "Shell", "null", "a b", "..x", "api", "de"))
    new = victim.dice.choice((path.parent, victim.folder(*SOURCE))) / name
    if not new.exists() and path not in new.parents:
        victim.dice.choice((shutil.copytree, shutil.move))(path, new)
    return victim.told("moved", path, new)


def stranger(victim: Victim) -> str:
    """A file that does not belong there."""
    new = victim.folder(*SOURCE) / victim.dice.choice(NAMES)
    if not new.exists():
        new.write_bytes(victim.dice.choice((b"", b"x\n", b"a: b\n", victim.file(*SOURCE).read_bytes())))
    return victim.told("written", new)


def file_or_folder(victim: Victim) -> str:
    """A folder in place of a file, or a file in place of a folder."""
    path = victim.dice.choice((victim.file(*SOURCE), victim.folder(*SOURCE)))
    was_folder = path.is_dir()
    _remove(path)
    path.write_bytes(b"a: b\n") if was_folder else path.mkdir()
    return victim.told("file or folder", path)


def linked(victim: Victim) -> str:
    """A link in place of a file or folder: inside, outside, to nothing, to itself; or a pipe."""
    path = victim.dice.choice((victim.file(*SOURCE), victim.folder(*SOURCE)))
    other = victim.file(*SOURCE)
    _remove(path)
    targets = (other, "/etc/passwd", "/etc", "nowhere", path.name, "..", "../" * 30 + "proc/self/mem", None)
    target = victim.dice.choice(targets)
    path.symlink_to(target) if target is not None else os.mkfifo(path)
    return victim.told(f"linked to {target}", path)


def top_linked(victim: Victim) -> str:
    """One of the folders itself is a link or a file."""
    path = victim.root / victim.dice.choice((*SOURCE, "catalog/products"))
    if path.is_dir():
        aside = victim.root / "aside"
        path.rename(aside)
        victim.dice.choice((lambda: path.symlink_to(aside), lambda: path.write_text("x"), lambda: path.mkdir()))()
    return victim.told("replaced", path)


def unreadable(victim: Victim) -> str:
    path = victim.dice.choice((victim.file(*SOURCE), victim.folder(*SOURCE)))
    path.chmod(victim.dice.choice((0, 0o111, 0o777)))
    return victim.told("access taken", path)


# What builds left behind.


def state_spoilt(victim: Victim) -> str:
    return victim.spoil(victim.file(".packshot"), spoilt.OWN)


def pointers_spoilt(victim: Victim) -> str:
    """The few files that all else hangs on."""
    paths = [each for each in victim.files(".packshot") if "blobs" not in each.parts and "actions" not in each.parts]
    return victim.spoil(victim.dice.choice(paths or [victim.file(".packshot")]), spoilt.OWN)


def all_blobs_spoilt(victim: Victim) -> str:
    way = victim.dice.choice((spoilt.emptied, spoilt.flipped, None))
    for path in victim.files(".packshot"):
        if "blobs" in path.parts and victim.dice.random() < 0.5:
            path.write_bytes(way(victim.dice, path.read_bytes())) if way else path.unlink()
    return f"blobs: {way.__name__ if way else 'deleted'}"


def state_gone(victim: Victim) -> str:
    path = victim.dice.choice((victim.file(".packshot"), victim.folder(".packshot")))
    _remove(path)
    return victim.told("deleted", path)


def state_of_another_kind(victim: Victim) -> str:
    path = victim.dice.choice((victim.file(".packshot"), victim.folder(".packshot"), victim.root / ".packshot"))
    _remove(path)
    victim.dice.choice((path.mkdir, lambda: path.write_text("x"), lambda: path.symlink_to("nowhere")))()
    return victim.told("of another kind", path)


def dist_spoilt(victim: Victim) -> str:
    return victim.spoil(victim.file("dist"), spoilt.OWN)


def dist_of_another_kind(victim: Victim) -> str:
    dist = victim.root / "dist"
    path = victim.dice.choice((dist, victim.folder("dist"), victim.file("dist"), dist / "manifest.json"))
    _remove(path)
    if path.parent.is_dir():
        target = victim.dice.choice(("nowhere", "/"))
        victim.dice.choice((path.mkdir, lambda: path.write_text("x"), lambda: path.symlink_to(target)))()
    return victim.told("of another kind", path)


def dist_read_only(victim: Victim) -> str:
    (victim.root / "dist").chmod(0o500)
    return "dist read-only"


def intent_left(victim: Victim) -> str:
    """A build was killed while it wrote."""
    from packshot.engine.up_to_date import intent_name

    between = victim.dice.choice(('["", "x"]', '["../../x"]', "[]", "[1]", "null", '["' + "0" * 64 + '"]'))
    (victim.root / ".packshot").mkdir(exist_ok=True)
    intent = victim.root / ".packshot" / intent_name(victim.root / "dist")
    intent.write_text(f'{{"packshot": 1, "between": {between}}}')
    return f"intent between {between}"


# Git.


def committed(victim: Victim) -> str:
    """Whatever has happened so far is in the commit."""
    return _git(victim, "add", "--all") + _git(victim, "commit", "--quiet", "--allow-empty", "-m", "Change")


def staged(victim: Victim) -> str:
    return _git(victim, "add", "--all")


def head_detached(victim: Victim) -> str:
    return _git(victim, "checkout", "--quiet", "--detach", victim.dice.choice(("HEAD", "HEAD~1")))


def branch_unborn(victim: Victim) -> str:
    return _git(victim, "checkout", "--quiet", "--orphan", "new") + victim.dice.choice(("", _git(victim, "reset")))


def submodule(victim: Victim) -> str:
    """A repository inside of the repository."""
    path = victim.folder(*SOURCE) / "sub"
    path.mkdir(exist_ok=True)
    (path / "product.yaml").write_text("family: article\n")
    done = [_git(victim, *words, folder=path) for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x"))]
    return victim.told(f"submodule {done}", path) + victim.dice.choice(("", _git(victim, "add", "--all")))


def shallow(victim: Victim) -> str:
    """A clone of the last commit alone."""
    aside = victim.root.with_name(f"{victim.root.name}-whole")
    victim.root.rename(aside)
    told = _git(victim, "clone", "--quiet", "--depth=1", f"file://{aside}", str(victim.root), folder=aside)
    if not victim.root.exists():
        aside.rename(victim.root)
        return f"not cloned: {told}"
    for name in victim.dice.choice(((".packshot",), (".packshot", "dist"), ())):
        if (aside / name).exists():
            shutil.copytree(aside / name, victim.root / name, symlinks=True)
    return "cloned"


def git_spoilt(victim: Victim) -> str:
    """A file of Git's own, the head and the index before all."""
    held = victim.root / ".git"
    named = [held / name for name in ("HEAD", "index", "config", "refs/heads/main", "shallow", "info/exclude")]
    path = victim.dice.choice((*(each for each in named if each.is_file()), victim.file(".git")))
    path.chmod(0o644)
    if victim.dice.random() < 0.3:
        path.unlink()
        return victim.told("deleted", path)
    return victim.spoil(path, spoilt.ANY)


def git_gone(victim: Victim) -> str:
    path = victim.root / ".git"
    if not path.is_dir():
        return "no .git"
    shutil.rmtree(path)
    victim.dice.choice((lambda: None, lambda: path.write_text("gitdir: nowhere\n"), path.mkdir))()
    return ".git replaced"


def merging(victim: Victim) -> str:
    """Two branches that changed the same line."""
    path = victim.file("catalog", suffix=".yaml")
    told = [_git(victim, "checkout", "-qb", "other")]
    for branch, way in (("other", spoilt.line_moved), ("main", spoilt.value_replaced)):
        told.append(_git(victim, "checkout", "-q", branch))
        victim.spoil(path, (way,)) if path.is_file() else None
        told.append(_git(victim, "commit", "-qam", branch))
    return victim.told(f"merged {[*told, _git(victim, 'merge', 'other')]}", path)


def attributes(victim: Victim) -> str:
    """What Git is told of files: line ends, filters, what it ignores."""
    told = ("text eol=crlf", "binary", "filter=lfs", "filter=nope", "ident", "working-tree-encoding=UTF-16")
    heard = (".gitattributes", f"{victim.dice.choice(('*', '*.yaml', '*.png'))} {victim.dice.choice(told)}")
    path, line = victim.dice.choice((heard, heard, (".gitignore", "*.yaml"), (".gitignore", "*")))
    (victim.root / path).write_text(line + "\n")
    return f"{path}: {line}"


def sparse(victim: Victim) -> str:
    return _git(victim, "sparse-checkout", "set", victim.dice.choice(("catalog", "assets", "catalog/products", "x")))


def _git(victim: Victim, *words: str, folder: Path | None = None) -> str:
    """Run git; what it does not like it leaves."""
    try:
        git(folder or victim.root, *words)
    except (subprocess.CalledProcessError, OSError):
        return f"git {words[0]} failed; "
    return f"git {words[0]}; "


DAMAGES: tuple[Callable[[Victim], str], ...] = (
    *[text_spoilt] * 14,
    *[schema_spoilt] * 14,
    *[original_spoilt] * 4,
    *[text_without_end, originals_swapped, gone, gone, folder_gone, renamed, renamed, moved, moved, folder_moved],
    *[stranger, stranger, file_or_folder, file_or_folder, linked, linked, top_linked, unreadable],
    *[state_spoilt, state_spoilt, pointers_spoilt, pointers_spoilt, pointers_spoilt, all_blobs_spoilt, state_gone],
    *[state_of_another_kind, state_of_another_kind, dist_spoilt, dist_of_another_kind, dist_read_only, intent_left],
    *[committed] * 8,
    *[staged, head_detached, branch_unborn, submodule, shallow, git_spoilt, git_spoilt, git_gone, merging],
    *[attributes, sparse],
)  # fmt: skip
"""Each as often as life brings it, more or less."""


def damaged(victim: Victim) -> list[str]:
    """One to four blows, and often a commit behind them; says what was done."""
    blows = [victim.dice.choice(DAMAGES) for _ in range(victim.dice.choice((1, 1, 2, 4)))]
    if victim.dice.random() < 0.5:
        blows.append(committed)
    return [f"{blow.__name__}: {_told(blow, victim)}" for blow in blows]


def _told(blow: Callable[[Victim], str], victim: Victim) -> str:
    """Not every blow can be struck behind every other."""
    try:
        return blow(victim)
    except OSError as denied:
        return f"denied, {denied}"
