"""Whatever has happened to a repository, no command crashes: it does its work, or says what is wrong and the cure.

Each run takes a seed, damages a copy of a small catalogue in the ways of `damages`, and runs every command on it.
`PACKSHOT_EXAMPLES` asks for more runs; a run that fails is run again alone by its number.
"""

import contextlib
import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from damages import Victim, damaged
from tests.checks.cases import HERE, laid_over
from tests.release.fjell import choices, fjell
from tests.release.releases import quick_folder

from packshot.cli import serve
from packshot.cli.main import COMMANDS, run
from support import commit, git_repo

RUNS = int(os.environ.get("PACKSHOT_EXAMPLES", "24"))
AS_OF = "2026-02-20"

SKUS = ("FJ-RED-M", "shell", "FJ-SET", "bottle", "bowl", "RIM-M", "hardshell", "NOBODY", "")
ATTRIBUTES = ("", "", "name", "assets.main", "price", "stock", "feeds", "assets", "packed", "nothing")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028\ud800-\udfff]")
"""What no terminal should be told by a file."""


@dataclass
class Run:
    """A damaged repository, what was done to it and what commands said of it."""

    root: Path
    did: list[str]
    said: list[str] = field(default_factory=list)

    def __call__(self, *words: str, folder: str = "") -> "Said":
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(["-C", folder or str(self.root), *words])
        said = Said(words, code, out.getvalue(), err.getvalue())
        self.said.append(f"{code} packshot {' '.join(words)}")
        self.must(code in (0, 1, 2, 3), said)
        self.must("Traceback" not in said.out + said.err, said)
        self.must(code != 0 or bool(said.out), said)
        self.must(code not in (2, 3) or bool(said.err), said)
        self.must(not _CONTROL.search(said.out + said.err), said)
        if "json" in words and said.out:
            self.must(all(_is_whole(finding) for finding in said.findings()), said)
        return said

    def must(self, holds: bool, said: object) -> None:
        """Fail with the whole story."""
        assert holds, "\n".join([*self.did, *self.said, f"{said!s:.6000}"])


@dataclass(frozen=True)
class Said:
    """What a command said."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str

    def __str__(self) -> str:
        return f"{self.code} {' '.join(self.words)}\n{self.err[-3000:]}\n{self.out[:2000]}"

    def findings(self) -> list[dict[str, Any]]:
        """All of them, wherever a command's JSON has its report."""
        held = json.loads(self.out)
        within = held.get("report")
        return [*held.get("findings", ()), *(within.get("findings", ()) if isinstance(within, dict) else ())]

    def errors(self) -> set[str]:
        return {f"{each['code']} {each['path']}" for each in self.findings() if each["severity"] == "error"}


def _is_whole(finding: dict[str, Any]) -> bool:
    return all(isinstance(finding[name], str) and finding[name] for name in ("code", "path", "message", "help"))


@pytest.fixture(scope="module")
def sound() -> Iterator[tuple[Path, ...]]:
    """Two catalogues that have everything, each with some history and with what builds and reports leave behind."""
    with quick_folder() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setattr(serve, "_serve", lambda *given: 0)
        yield tuple(_made(folder / name, files) for name, files in (("fjell", fjell()), ("bowls", _bowls())))


def _bowls() -> dict[str, bytes]:
    tree = laid_over((HERE / "rich.txt").read_text())
    return {entry.path: tree.read(entry.path) for entry in tree.entries()}


def _made(root: Path, files: dict[str, bytes]) -> Path:
    git_repo(root, files)
    commit(root, {"catalog/products/.keep": ""})
    for words in (("build", "--workers", "1"), ("report", "quality")):
        assert Run(root, [])(*words, "--as-of", AS_OF).code == 0
    return root


@pytest.mark.parametrize("seed", range(RUNS))
def test_no_command_crashes(seed: int, sound: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_DEBUG", "1")  # so that what crashes is told
    with quick_folder() as folder:
        dice = Random(seed)
        root = folder / "it"
        shutil.copytree(dice.choice(sound), root, symlinks=True)
        told = Run(root, [*_chosen(root, dice), *damaged(Victim(root, dice))])
        _judged(told, dice)
        _asked(told, dice, folder)
        _built(told, dice)
        _written(told, dice)
        _built(told, dice)


def _chosen(root: Path, dice: Random) -> Iterator[str]:
    """Now and then other choices are made in the repository, some of them mistakes: not what was built."""
    if (root / "catalog/relations.yaml").exists() and dice.random() < 0.3:
        chosen = {name: dice.randrange(len(texts)) for name, texts in choices().items() if dice.random() < 0.1}
        for path, data in fjell(chosen).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        yield f"chosen: {chosen}"


def _judged(told: Run, dice: Random) -> None:
    """However the judgement is come by, it is the same."""
    first = told(*VALIDATE)
    told("report", dice.choice(("completeness", "quality", "freshness")), "--as-of", AS_OF)
    again = told(*VALIDATE)
    told.must(first.code == again.code, again)
    if first.code < 2:
        told.must(first.findings() == again.findings(), (first.findings(), again.findings()))


VALIDATE = ("validate", "--as-of", AS_OF, "--format", "json")


def _asked(told: Run, dice: Random, folder: Path) -> None:
    """What only looks, and what writes elsewhere."""
    for words in dice.sample(QUESTIONS, len(QUESTIONS)):
        told(*words(dice, folder))


def _form(dice: Random, *more: str) -> tuple[str, ...]:
    return dice.choice(((), ("--format", "json"), ("--format", dice.choice(("text", *more)))))


def _some(dice: Random, *words: str) -> tuple[str, ...]:
    """Each of these words or not, those with a value behind `=`."""
    chosen = [word for word in words if dice.random() < 0.3]
    return tuple(part for word in chosen for part in word.split("=", 1))


Question = Callable[[Random, Path], tuple[str, ...]]

QUESTIONS: tuple[Question, ...] = (
    lambda dice, _: (*("validate", "--as-of", AS_OF), *_some(dice, "--all", "--strict"), *_form(dice)),
    lambda dice, _: (
        *("validate", "--as-of", AS_OF),
        *("--since", dice.choice(("HEAD", "HEAD~1", "main", "nope", "HEAD^{tree}", "-x"))),
        *_some(dice, "--all", "--commit"),
        *_form(dice),
    ),
    lambda dice, _: ("validate", "--as-of", AS_OF, "--fix", "--dry-run", *_form(dice)),
    lambda dice, _: ("fmt", "--check", *_some(dice, "catalog", "catalog/catalog.yaml"), *_form(dice)),
    lambda dice, _: (
        *("explain", dice.choice(SKUS), dice.choice(ATTRIBUTES), "--as-of", AS_OF),
        *_some(dice, "--market=de", "--locale=de", "--scope=google"),
        *_form(dice),
    ),
    lambda dice, _: (
        *("plan", "--as-of", AS_OF),
        *_some(dice, "--worktree", "--why=index.html", "--why=de/en/products/shell/index.html", "HEAD~1"),
        *_form(dice),
    ),
    lambda dice, _: (
        *("report", dice.choice(("completeness", "quality", "freshness")), "--as-of", AS_OF),
        *_some(dice, "--market=de", "--locale=de", "--channel=google", "--family=article", "--below=90", "--strict"),
        *_form(dice, "csv", "html"),
    ),
    lambda dice, folder: (
        "schema", *_some(dice, "--check", f"--to={folder / 'schema'}", "--names=1", "--vscode"), *_form(dice)
    ),
    lambda dice, folder: ("handbook", *_some(dice, f"--to={folder / 'book'}"), *_form(dice)),
    lambda dice, _: ("doctor", *_form(dice)),
    lambda dice, _: ("migrate", "--dry-run", *_form(dice)),
    lambda dice, _: ("rule", dice.choice(("bad-gtin", "bad-gtim", "rule-parcel", "rule-../x")), *_form(dice)),
    lambda dice, folder: ("init", dice.choice((".", "new", str(folder / "new")))),
    lambda dice, _: ("serve", "--port", "0", "--as-of", AS_OF),
    lambda dice, folder: ("import", "akeneo", str(folder / "it"), str(folder / "imported"), *_form(dice)),
)  # fmt: skip


def test_every_command_is_run(sound: tuple[Path, ...]) -> None:
    named = {words(Random(1), sound[0])[0] for words in QUESTIONS} | {"build", "publish", "assets"}
    assert named == set(COMMANDS)


def _built(told: Run, dice: Random) -> None:
    """Builds find what validation finds, write nothing where that is an error, and are published."""
    judged, before = told(*VALIDATE), _shown(told.root)
    words = ("build", "--as-of", AS_OF, "--workers", "1", "--format", "json")
    built = told(*words, "--worktree", *_some(dice, "--verify", "--no-dist"))
    if judged.code < 2 and built.code < 2:
        told.must(bool(judged.errors()) == bool(built.errors()), (judged.errors(), built.errors()))
    if built.code == 1 and built.errors():
        told.must(_shown(told.root) == before, "something was written")
    told(*words, *_some(dice, "HEAD~1", "--strict"))
    to = dice.choice((f"memory://{dice.random()}", str(told.root.parent / "target"), "dist", "catalog"))
    told("publish", "--to", to, "--as-of", AS_OF, *_some(dice, "--dry-run"), *_form(dice))


def _shown(root: Path) -> dict[str, object]:
    """What readers see, and what the next build starts from."""
    paths = [root / ".packshot/store/latest.json", *(root / "dist").rglob("*")]
    return {str(path): path.read_bytes() for path in paths if path.is_file()}


def _written(told: Run, dice: Random) -> None:
    """What writes into the source. It may mend what it can, and breaks nothing that was whole."""
    told("validate", "--fix", "--as-of", AS_OF, *_form(dice))
    told("assets", "add", *_some(dice, "--replaced", "assets"), *_form(dice))
    told("migrate", *_form(dice))
    told("fmt", *_form(dice))
    told("schema", "--modeline", "--vscode", *_form(dice))
