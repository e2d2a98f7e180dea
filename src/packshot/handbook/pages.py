"""The files of the handbook: a folder per locale and a page per topic, in the style of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader

from packshot.catalog.memory_facts import MemoryFacts
from packshot.catalog.reader import Reader
from packshot.handbook.content import CONTENT, Dictionary
from packshot.handbook.shapes import Json
from packshot.handbook.usage_counts import usage
from packshot.handbook.words import spoken
from packshot.outputs.site import theme
from packshot.outputs.site.words import direction


def handbook(
    reader: Reader, facts: MemoryFacts, progress: Callable[[int], None] = lambda done: None
) -> dict[str, bytes]:
    """Return all files of the handbook as a map from path to content.

    `progress` is called after every 100 products with the number of products processed so far.
    """
    catalog = reader.catalog()
    name = catalog.name if catalog else ""
    counted = usage(reader, facts, progress)
    locales = reader.locales() or (reader.source(),)
    own_style = files("packshot.handbook").joinpath("templates", "handbook.css").read_text(encoding="utf-8")
    found = {"style.css": (theme.source("site/style.css") + own_style).encode()}
    for locale in locales:
        dictionary = Dictionary(reader, facts, counted, locale)
        for path, page in _pages(dictionary, locale, locales, name):
            found[f"{locale}/{path}"] = page
    found["index.html"] = _render("start.html", {"name": name, "locale": reader.source()})
    return found


def _pages(dictionary: Dictionary, locale: str, locales: tuple[str, ...], name: str) -> Iterator[tuple[str, bytes]]:
    pages = {key: [group for group in make(dictionary) if group["entries"]] for key, make in CONTENT.items()}
    pages = {key: groups for key, groups in pages.items() if groups}
    titles, language = dictionary.words, spoken(locale)
    frame = {
        "name": name,
        "locale": locale,
        "lang": language,
        "dir": direction(language),
        "locales": locales,
        "words": titles,
        "nav": [
            {"key": key, "title": titles[key], "count": sum(len(group["entries"]) for group in groups)}
            for key, groups in pages.items()
        ],
    }
    yield "index.html", _render("index.html", {**frame, "page": "index"})
    for key, groups in pages.items():
        yield f"{key}.html", _render("page.html", {**frame, "page": key, "title": titles[key], "groups": groups})


@cache  # templates are loaded once per process
def _environment() -> Environment:
    return theme.environment(PackageLoader("packshot.handbook", "templates"))


def _render(template: str, data: Json) -> bytes:
    return _environment().get_template(template).render(data).encode()
