"""Compiled validation rules: rules with parsed expressions and paths, and the findings about their files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from packshot.catalog import nodes
from packshot.catalog.reader import Reader
from packshot.expr import Expression, Failure, Path
from packshot.findings import Finding, Location, report
from packshot.model.schema import Attribute
from packshot.model.validation import ValidationRule
from packshot.rules.paths import OF_RECORDS, Vocabulary, of_assets, of_products, understood
from packshot.rules.samples import samples

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SIZES = frozenset({"number", "measure", "select", "date"})
"""Types of attributes whose values have an order."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled rule. `findings` are about the file of the rule; a rule with findings is not evaluated."""

    noun: ValidationRule
    path: str
    condition: Expression | None
    must: Expression | None
    unique: Path | None
    ladder: tuple[Path, Path | None] | None
    reads: frozenset[Path]
    """All paths that the rule reads, including those of its message."""
    findings: tuple[Finding, ...]

    @property
    def code(self) -> str:
        """Return the code of the findings of the rule."""
        return f"rule-{self.noun.key}"

    @property
    def see(self) -> Location:
        """Return the location of the file of the rule."""
        return Location(self.path)

    def texts(self) -> Iterator[str]:
        """Yield the message and the help of the rule in every language."""
        for label in (self.noun.message, self.noun.help):
            yield from [label] if isinstance(label, str) else (label or {}).values()


def compiled(reader: Reader, name: str) -> Compiled | None:
    """Return a rule that can be evaluated.

    Return None if the file of the rule has findings, or if the file or a declaration of the catalogue cannot be read.
    """
    rule = compiled_with_findings(reader, name)
    return rule if rule and not rule.findings and reader.validation(name) else None


def compiled_with_findings(reader: Reader, name: str) -> Compiled | None:
    """Return a rule with the findings about its file; None if the file or a declaration of the catalogue cannot be
    read.
    """
    return reader.remembered(("validation", name), lambda inner: _compiled(inner, name))


def _compiled(reader: Reader, name: str) -> Compiled | None:
    node = nodes.validation(name)
    rule: ValidationRule | None = reader.read(node).entity
    words = _words(reader, rule) if rule else None
    return _Compilation(reader, rule, reader.path_of(node), words, []).run() if rule and words else None


def _words(reader: Reader, rule: ValidationRule) -> Vocabulary | None:
    if rule.on == "asset":
        return of_assets(reader)
    words = of_products(reader)
    if words is not None and rule.on == "record":
        return replace(words, fixed=OF_RECORDS)
    if words is not None and rule.on == "product":
        return replace(words, fixed={key: below for key, below in words.fixed.items() if key not in _OF_A_SKU})
    return words


_OF_A_SKU = ("price", "stock", "sku")


@dataclass(frozen=True, slots=True)
class _Compilation:
    """The compilation of one rule."""

    reader: Reader
    rule: ValidationRule
    path: str
    words: Vocabulary
    findings: list[Finding]

    def run(self) -> Compiled:
        condition, must = self._expression("if", self.rule.condition), self._expression("must", self.rule.must)
        unique = self._path(self.rule.unique, "unique")
        ladder = self._ladder()
        reads = {path for found in (condition, must) if found for path in found.paths}
        reads |= {path for path in (unique, *(ladder or ())) if path}
        reads.update(self._placeholders())
        return Compiled(self.rule, self.path, condition, must, unique, ladder, frozenset(reads), tuple(self.findings))

    def _expression(self, key: str, text: str | None) -> Expression | None:
        if text is None:
            return None
        at = Location(self.path, (key,))
        found, wrong = understood(text, self.words, at)
        self.findings.extend(wrong)
        if found is not None and (failure := self._type_failure(found)):
            self.findings.append(report("expression-type", at, expression=failure.expression, problem=failure.problem))
        return found

    def _type_failure(self, expression: Expression) -> Failure | None:
        """Return why the types of its values are not compatible; None if they are, tested with a few values of each
        type.
        """
        answers = (expression.evaluate(lookup) for lookup in samples(self.reader, self.words))
        return next((answer for answer in answers if isinstance(answer, Failure)), None)

    def _path(self, text: str | None, *keys: str) -> Path | None:
        if text is None:
            return None
        path, at = tuple(text.split(".")), Location(self.path, keys)
        wrong = self.words.problem(path, at)
        self.findings.extend([wrong] if wrong else [])
        return None if wrong else path

    def _ladder(self) -> tuple[Path, Path | None] | None:
        ladder = self.rule.ladder
        if ladder is None:
            return None
        is_short = isinstance(self.reader.raw(nodes.validation(self.rule.key)).get("ladder"), str)
        of = self._path(ladder.of, "ladder", *(() if is_short else ("of",)))
        along = self._path(ladder.along, "ladder", "along")
        attribute = self.words.attributes.get(along[0]) if along else None
        if along and not _has_order(attribute, along):
            self.findings.append(report("ladder-steps", Location(self.path, ("ladder", "along")), name=ladder.along))
        return (of, along) if of else None

    def _placeholders(self) -> Iterator[Path]:
        """Yield the paths in braces of message and help."""
        for key, label in (("message", self.rule.message), ("help", self.rule.help)):
            texts = {(): label} if isinstance(label, str) else {(tag,): text for tag, text in (label or {}).items()}
            for below, text in texts.items():
                for name in PLACEHOLDER.findall(text):
                    if path := self._path(name, key, *below):
                        yield path


def _has_order(attribute: Attribute | None, path: Path) -> bool:
    return attribute is not None and len(path) == 1 and attribute.type in SIZES and not attribute.many
