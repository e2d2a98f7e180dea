"""Rules of the head of catalog.yaml: its version, its languages, and the names that it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packshot.checks.rule import rule
from packshot.checks.severity_overrides import ADJUSTABLE
from packshot.checks.source_file import SourceFile
from packshot.findings import Finding, Location, report
from packshot.model.config import FORMAT, Catalog
from packshot.model.config import chain as chain_of
from packshot.model.names import unlisted


@rule("newer-format", "4")
def version(site: SourceFile) -> Iterator[Finding]:
    """What it does: reports a catalogue whose `packshot:` is a newer version of the format than this program reads.

    Why: in a newer version of the format, a key or value may have another meaning, so this program could publish wrong
    data.

    Example: `packshot: 2`. Fix: install a newer packshot.
    """
    written = site.document.raw.get("packshot")
    if _is_newer(written):
        yield report("newer-format", site.place("packshot"), version=written, supported=FORMAT)


def _is_newer(written: object) -> bool:
    return isinstance(written, str) and written.isdecimal() and len(written) < 9 and int(written) > int(FORMAT)


@rule(
    "missing-key unknown-key bad-locale bad-currency bad-country bad-zone bad-percent bad-choice bad-key",
    "2 4 8 11 18 28",
)
def shape(site: SourceFile) -> Iterator[Finding]:
    """What it does: validates the keys and the structure of catalog.yaml.

    Why: all other files depend on the languages, markets and renditions of catalog.yaml.

    Example: `zone: Berlin`. Fix: `zone: Europe/Berlin`.
    """
    newer = _is_newer(site.document.raw.get("packshot"))
    yield from (finding for finding in site.shape if not newer or finding.at.keys != ("packshot",))


@rule("unknown-locale locale-cycle", "28")
def locales(site: SourceFile) -> Iterator[Finding]:
    """What it does: reports a source locale that is not declared under `locales`, and a fallback chain that does not
    end at the source locale.

    Why: if a text is missing in one language, the text of the next language of its fallback chain is shown. The source
    texts in product.yaml are complete.

    Example: `de: at` and `at: de`. Fix: `de: en`.
    """
    catalog = site.entity
    if catalog is None:
        return
    if catalog.source not in catalog.locales:
        yield report("unknown-locale.source", site.place("source"), name=catalog.source)
    for locale, following in catalog.locales.items():
        at = site.place("locales", locale)
        end = chain_of(locale, catalog.locales.get)[-1]
        if end != catalog.source and (following is None or following in catalog.locales):
            yield _no_end(locale, catalog, at)


def _no_end(locale: str, catalog: Catalog, at: Location) -> Finding:
    """Return the reason why the fallback chain of a locale does not end at the source."""
    source = catalog.source
    chain = chain_of(locale, catalog.locales.get)
    again = catalog.locales.get(chain[-1])
    if again is not None:
        return report("locale-cycle", at, chain=(*chain, again), locale=chain[-1], source=source)
    variant = "no-fallback" if catalog.locales[locale] is None else "no-source"
    return report(f"locale-cycle.{variant}", at, locale=locale, source=source)


@rule("unknown-category-tree unknown-attribute wrong-attribute unknown-tax-class", "21 35")
def names(site: SourceFile) -> Iterator[Finding]:
    """What it does: reports an unknown category tree of the site, an unknown attribute for the tax class or the weight,
    and an attribute for the weight that is not of type `measure`.

    Why: without the tree, the site has no navigation. Without the tax class, prices cannot be converted between net and
    gross. Without the weight, the weight of a bundle cannot be computed from its parts.

    Example: `site: {tree: shopp}`. Fix: write `tree: shop`.
    """
    catalog, reader = site.entity, site.reader
    if catalog is not None and "weight" in catalog.model_fields_set:
        attribute = reader.attribute(catalog.weight)
        if attribute is not None and attribute.type != "measure":
            at = site.place("weight")
            yield report("wrong-attribute", at, attribute=catalog.weight, type=attribute.type)


@rule("severity-fixed")
def severities(site: SourceFile) -> Iterator[Finding]:
    """What it does: warns if `severity:` contains an unknown code, or a code whose severity cannot be changed.

    Why: only the severity of warnings and suggestions can be changed, because a build cannot continue after an error.

    Example: `severity: {unknown-option: suggestion}`. Fix: remove the line.
    """
    for code in site.entity.severity if site.entity else ():
        if code not in ADJUSTABLE:
            yield replace(unlisted("severity-fixed", site.on_key("severity", code), code, ADJUSTABLE), edits=())
