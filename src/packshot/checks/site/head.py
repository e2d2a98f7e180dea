"""Rules of the catalogue's head: its version, its languages, the words it declares."""

from __future__ import annotations

from collections.abc import Iterator

from packshot.checks.rule import rule
from packshot.checks.severity_overrides import ADJUSTABLE
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, error, warning
from packshot.model.config import FORMAT, Catalog
from packshot.model.config import chain as chain_of
from packshot.model.names import nearest, suggestion


@rule("newer-format", "4")
def version(site: SourceFile) -> Iterator[Finding]:
    """What it does: refuses a catalogue whose `packshot:` names a newer version of the format than this program knows.

    Why: an older program would silently leave out what it does not know.

    Example: `packshot: 2`. Cure: install a newer packshot.
    """
    written = site.document.raw.get("packshot")
    if _is_newer(written):
        what = f"The catalogue is written in version {written} of the format; this program reads version {FORMAT}."
        yield error("newer-format", site.place("packshot"), what, "Install a newer packshot.")


def _is_newer(written: object) -> bool:
    return isinstance(written, str) and written.isdecimal() and len(written) < 9 and int(written) > int(FORMAT)


@rule(
    "missing-key unknown-key bad-locale bad-currency bad-country bad-zone bad-percent bad-choice bad-key",
    "2 4 8 11 18 28",
)
def shape(site: SourceFile) -> Iterator[Finding]:
    """What it does: catalog.yaml must be readable YAML with the keys of a catalogue.

    Why: everything else is read by what it says: languages, markets, renditions.

    Example: `zone: Berlin`. Cure: `zone: Europe/Berlin`.
    """
    newer = _is_newer(site.document.raw.get("packshot"))
    yield from (finding for finding in site.shape if not newer or finding.at.keys != ("packshot",))


@rule("unknown-locale locale-cycle", "28")
def locales(site: SourceFile) -> Iterator[Finding]:
    """What it does: each locale must fall back to another one of the list, and every chain must end at the source.

    Why: a text that is missing in one language is taken from the next of its chain; product.yaml holds the source,
    which has all of them.

    Example: `de: at` and `at: de`. Cure: `de: en`.
    """
    catalog = site.entity
    if catalog is None:
        return
    if catalog.source not in catalog.locales:
        what = f'The source language "{catalog.source}" is not listed under locales:.'
        yield error("unknown-locale", site.place("source"), what, f"Add {catalog.source}: null below locales:.")
    for locale, following in catalog.locales.items():
        at = site.place("locales", locale)
        end = chain_of(locale, catalog.locales.get)[-1]
        if end != catalog.source and (following is None or following in catalog.locales):
            yield error("locale-cycle", at, *_no_end(locale, catalog))


def _no_end(locale: str, catalog: Catalog) -> tuple[str, str]:
    following, source = catalog.locales[locale], catalog.source
    chain = chain_of(locale, catalog.locales.get)
    again = catalog.locales.get(chain[-1])
    if again is not None:
        return f"The chain turns in a circle: {' > '.join((*chain, again))}.", f"Write {chain[-1]}: {source}."
    if following is None:
        return f'"{locale}" falls back to nothing, and only the source may.', f"Write {locale}: {source}."
    return f'The chain of "{locale}" never comes to the source {source}.', f"Write {locale}: {source}."


@rule("unknown-category-tree unknown-attribute wrong-attribute unknown-tax-class", "21 35")
def names(site: SourceFile) -> Iterator[Finding]:
    """What it does: the tree that the site shows, and the attributes of the tax class and of the weight, must exist;
    the weight is a measure.

    Why: without the tree the site has no navigation; without the class a price cannot be converted; without the
    weight that of a bundle does not follow from its parts.

    Example: `site: {tree: shopp}`. Cure: `tree: shop`.
    """
    catalog, reader = site.entity, site.reader
    if catalog is not None and "weight" in catalog.model_fields_set:
        attribute = reader.attribute(catalog.weight)
        if attribute is not None and attribute.type != "measure":
            what = f'The attribute "{catalog.weight}" is of type {attribute.type}, and a weight is a measure.'
            yield error("wrong-attribute", site.place("weight"), what, "Name an attribute of type measure.")


@rule("severity-fixed")
def severities(site: SourceFile) -> Iterator[Finding]:
    """What it does: warns where `severity:` names a check whose findings are errors, or none at all.

    Why: only warnings and advice can be made more or less severe; a build cannot go on from an error.

    Example: `severity: {unknown-option: advice}`. Cure: take the line away.
    """
    for code in site.entity.severity if site.entity else ():
        if code not in ADJUSTABLE:
            cure = suggestion(nearest(code, ADJUSTABLE))
            cure = cure or "Take the line away; the manual of checks tells which can be changed."
            what = f'The severity of "{code}" cannot be changed: it is no check, or one that finds errors.'
            yield warning("severity-fixed", site.on_key("severity", code), what, cure)
