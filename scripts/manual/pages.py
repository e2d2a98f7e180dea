"""All reference pages: `pages` returns them, `write` writes them to docs/reference/."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from .files import GUIDES, MADE, file_page
from .languages import expressions_page, paths_page, pipes_page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"

OTHERS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "pipes": ("Pipes", pipes_page),
    "paths": ("Paths", paths_page),
    "expressions": ("Expressions", expressions_page),
}


def index_page() -> str:
    """Return the list of all pages."""
    rows = [
        f"| [{page.title}]({name}.md) | {', '.join(where for where, _ in page.roots)} |"
        for name, page in GUIDES.items()
    ]
    others = [f"* [{title}]({name}.md)" for name, (title, _) in OTHERS.items()]
    return "\n".join(
        [
            "# Reference\n\nEvery key of every file, with type, allowed values, default and meaning. See also",
            "[Commands](../commands.md) and [The file format](../format.md).\n",
            "| page | files |\n|---|---|",
            *rows,
            "\nThe languages inside files:\n",
            *others,
            f"\n{MADE}",
        ]
    )


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    found = {f"{name}.md": file_page(name) for name in GUIDES}
    found |= {f"{name}.md": make() for name, (_, make) in OTHERS.items()}
    found["README.md"] = index_page()
    return {name: re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n" for name, text in found.items()}


def write() -> None:
    """Write the pages, and remove those of before."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
