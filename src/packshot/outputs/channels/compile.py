"""Compilation of a channel file to a `CompiledChannel`, with findings for all errors in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from packshot.expr import Expression, Path
from packshot.findings import Finding, Location, report
from packshot.model.channel import Channel, FeedField, FeedImage, FeedRule, Step
from packshot.model.entity import read
from packshot.model.frozen import Raw
from packshot.model.names import NAME, unlisted
from packshot.model.patterns import is_pattern
from packshot.outputs.channels import formats
from packshot.outputs.channels.compiled import KEY, CompiledChannel, Field, Group, Rule, Select, file_name
from packshot.outputs.channels.field_checks import CHECKS, tests
from packshot.outputs.channels.merge import Layer, Merged, merge
from packshot.outputs.channels.pipe_binding import bind, unfit_units
from packshot.outputs.channels.pipes import Bound
from packshot.outputs.channels.presets import PACKAGED, Presets
from packshot.rules.paths import Vocabulary, understood

LONGEST_PATH = 6
DEEPEST = 4
"""Maximum number of names in the dotted name of a field."""

_LISTED = frozenset({"first", "join"})
_NOT_OF_GROUPS = ("from", "expr", "value", "pipe", "map", "repeat", "join", "omit_empty")
"""Keys of a field that have no effect beside `each`."""


def compile_channel(
    key: str, raw: Raw, path: str, vocabulary: Vocabulary, presets: Presets = PACKAGED
) -> tuple[CompiledChannel | None, list[Finding]]:
    """Return the compiled channel of one file, and all findings about the file. The channel is None if errors in the
    file prevent the compilation.
    """
    if not isinstance(raw, dict):
        return None, read(Channel, raw, Location(path), key=key)[1]
    merged, findings = merge(Layer(path, raw), presets)
    channel, found = read(Channel, merged.raw, Location(path), key=key)
    findings += [replace(each, at=merged.location(*each.at.keys)._replace(on=each.at.on)) for each in found]
    if channel is None:
        return None, findings
    return _Compilation(channel, merged, vocabulary, findings).compiled(), findings


@dataclass(frozen=True, slots=True)
class _Compilation:
    """One compilation: the channel, the locations of its parts, and the findings so far."""

    channel: Channel
    merged: Merged
    vocabulary: Vocabulary
    findings: list[Finding] = field(default_factory=list)

    def compiled(self) -> CompiledChannel:
        """Return the channel with everything resolved; unresolvable parts are left out and reported."""
        fields = tuple(self._fields())
        compiled = CompiledChannel(
            self.channel,
            tuple(self._selects()),
            fields,
            tuple(self._rules(_names_of(fields))),
            formats.find(self.channel.output.format),
        )
        self._format(compiled)
        self._file(compiled)
        self._sorted()
        return compiled

    # selection

    def _selects(self) -> Iterator[Select]:
        for position, select in enumerate(self.channel.select):
            condition = self._expression(select.condition, self.vocabulary, "select", position, "if")
            if condition is not None:
                yield Select(select.id, condition, select.reason)

    # fields

    def _fields(self) -> Iterator[Field | Group]:
        groups = {name: spec for name, spec in self.channel.fields.items() if spec.each is not None}
        for name, spec in self.channel.fields.items():
            if not self._is_name(name, "fields") or any(name.startswith(f"{group}.") for group in groups):
                continue
            made = self._field(name, spec) if spec.each is None else self._group(name, spec, spec.each)
            if made is not None:
                yield made
        for name, image in self.channel.images.items():
            if name in self.channel.fields:
                at = self.merged.location("images", name)
                self._report("field-twice", at, name=name)
            elif self._is_name(name, "images") and (made := self._image(name, image)) is not None:
                yield made

    def _is_name(self, name: str, section: str) -> bool:
        parts = name.split(".")
        if all(map(NAME.fullmatch, parts)) and len(parts) <= DEEPEST:
            return self._is_whole(name, section)
        at = self.merged.location(section, name)._replace(on="key")
        self._report("bad-field-name", at, name=name)
        return False

    def _is_whole(self, name: str, section: str) -> bool:
        """Report a field with a value that other fields name as their whole. A field with `each` has only parts."""
        spec = self.channel.fields.get(name)
        part = next((each for each in self._written() if each.startswith(f"{name}.")), None)
        if part is None or (spec is not None and spec.each is not None):
            return True
        self._report("field-twice.parts", self.merged.location(section, name)._replace(on="key"), name=name, part=part)
        return False

    def _written(self) -> Iterator[str]:
        yield from self.channel.fields
        yield from self.channel.images

    def _group(self, name: str, spec: FeedField, path: str) -> Group | None:
        """Return a repeated nested field with its parts."""
        at = ("fields", name)
        words = [word for word in _NOT_OF_GROUPS if word in self.merged.raw["fields"][name]]
        if words:
            self._report("field-source.each", self.merged.location(*at), name=name, keys=words)
            return None
        found = next(iter(self._sources((path,), (*at, "each"))), None)
        member = None if found is None else self._member(found)
        if found is None or member is None:
            if found is not None:
                self._report("each-of-one", self.merged.location(*at, "each"), name=name, path=path)
            return None
        within = replace(self, vocabulary=replace(self.vocabulary, each=member))
        parts = tuple(within._parts(name))
        if not parts:
            self._report("each-without-parts", self.merged.location(*at), name=name)
        condition = self._optional(spec.condition, self.vocabulary, *at, "if")
        return Group(name, found, parts, condition) if parts else None

    def _parts(self, group: str) -> Iterator[Field]:
        for name, spec in self.channel.fields.items():
            if name.startswith(f"{group}.") and self._is_name(name, "fields"):
                if spec.each is not None:
                    self._report("each-in-each", self.merged.location("fields", name), name=name, group=group)
                elif (made := self._field(name, spec)) is not None:
                    yield made

    def _member(self, path: Path) -> Collection[str] | None:
        """Return the members of a row of a table; none for the member of a list; None if the path is neither."""
        attribute = self.vocabulary.attributes.get(path[0])
        if attribute is not None and attribute.type == "table" and len(path) == 1:
            return (KEY, *attribute.columns)
        return () if self.vocabulary.is_many(path) else None

    def _field(self, name: str, spec: FeedField) -> Field | None:
        at = ("fields", name)
        given = [word for word, value in (("from", spec.sources), ("expr", spec.expr), ("value", spec.value)) if value]
        if len(given) != 1:
            self._report("field-source", self.merged.location(*at), name=name, sources=given)
            return None
        sources = self._sources(spec.sources, (*at, "from"))
        expr = self._optional(spec.expr, self.vocabulary, *at, "expr")
        made = self._shaped(name, spec, Field(name, sources, expr, spec.value))
        is_decidable = spec.condition is None or made.condition is not None
        return made if is_decidable and (sources or expr is not None or spec.value is not None) else None

    def _shaped(self, name: str, spec: FeedField, made: Field) -> Field:
        at = ("fields", name)
        pipes = tuple(self._pipes(spec.pipe, at))
        self._single(spec, made, at)
        where = self._own(self.merged.location(*at, "pipe"))
        self.findings.extend(unfit_units(made.sources, pipes, self.vocabulary, where))
        return replace(
            made,
            condition=self._optional(spec.condition, self.vocabulary, *at, "if"),
            map=spec.map,
            table=self._table(spec.map, at),
            pipes=pipes,
            join=None if spec.join is None else self.merged.raw["fields"][name]["join"],  # a space at its end counts
            repeat=spec.repeat,
            omit_empty=spec.omit_empty,
        )

    def _single(self, spec: FeedField, made: Field, at: tuple[str, str]) -> None:
        """Report a list in a field that neither repeats nor joins it."""
        if spec.repeat or spec.join is not None or any(step.name in _LISTED for step in spec.pipe):
            return
        for source in made.sources:
            if self.vocabulary.is_many(source):
                self._report("list-in-field", self.merged.location(*at), name=at[1], path=".".join(source))

    def _sources(self, texts: Iterable[str], at: tuple[str, str, str]) -> tuple[Path, ...]:
        """Return the known paths. A preset may name attributes that the catalogue does not have; a channel file may
        not.
        """
        found = []
        for position, text in enumerate(texts):
            exact = self.merged.location(*at, position)
            source = exact if exact.keys[-1:] == (position,) else self.merged.location(*at)
            path = self._path(text, source, quiet=not self.merged.is_own(*at[:2]))
            if path is not None:
                found.append(path)
        return tuple(found)

    def _path(self, text: str, at: Location, quiet: bool = False) -> Path | None:
        path = tuple(text.split("."))
        if not all(path) or len(path) > LONGEST_PATH:
            wrong: Finding | None = report("unknown-path.syntax", at, name=text, limit=LONGEST_PATH)
        else:
            wrong = self.vocabulary.problem(path, at)
        if wrong is not None and not quiet:
            self.findings.append(wrong)
        return None if wrong is not None else path

    def _image(self, name: str, spec: FeedImage) -> Field | None:
        at = ("images", name)
        renditions = self.vocabulary.catalog.renditions
        if spec.preset not in renditions:
            where = self.merged.location(*at, "preset")
            self._unlisted("rendition", self._own(where), spec.preset, renditions)
            return None
        assets = self._sources(spec.sources, (*at, "from"))
        paths = tuple(("image", spec.preset, spec.format, *path) for path in assets)
        many = any(self.vocabulary.is_many(path) for path in assets) or (spec.max or 1) > 1
        return Field(name, paths, repeat=many, most=spec.max, is_image=True) if paths else None

    def _own(self, at: Location) -> Location:
        """Return a location in the channel file: requirements of a preset on the catalogue are fixed there."""
        mine = self.merged.layers[0].path
        return at if at.path == mine else Location(mine, ("extends",))

    def _table(self, name: str | None, at: tuple[str, str]) -> Mapping[str, str] | None:
        if name is not None and name not in self.channel.values:
            self._unlisted("map", self.merged.location(*at, "map"), name, self.channel.values)
        return None if name is None else self.channel.values.get(name)

    # pipes

    def _pipes(self, steps: Iterable[Step], at: tuple[str, str]) -> Iterator[Bound]:
        for position, step in enumerate(steps):
            raw = self.merged.raw[at[0]][at[1]]["pipe"][position]
            bound = bind(step, raw, self.merged.location(*at, "pipe", position))
            if isinstance(bound, Bound):
                yield bound
            else:
                self.findings.append(bound)

    # rules

    def _rules(self, made: Collection[str]) -> Iterator[Rule]:
        vocabulary = replace(self.vocabulary, out=self._names())
        for name, spec in self.channel.rules.items():
            self._check_filled(name, spec, made)
            if (rule := self._rule(name, spec, vocabulary)) is not None:
                yield rule

    def _names(self) -> Collection[str]:
        """Return every field that this channel or its presets name, whether this catalogue fills it or not."""
        layers = [layer.raw.get(section) for layer in self.merged.layers for section in ("fields", "images", "rules")]
        names = {name for layer in layers if isinstance(layer, dict) for name in layer}
        return sorted(names | {name.partition(".")[0] for name in names})

    def _check_filled(self, name: str, spec: FeedRule, made: Collection[str]) -> None:
        named = {*self._written(), *(each.partition(".")[0] for each in self._written())}
        if self.merged.is_own("rules", name) and name not in named:
            self._unlisted("field", self.merged.location("rules", name)._replace(on="key"), name, named)
        elif spec.required and spec.when is None and name not in made and not self._is_broken(name):
            at = self._own(self.merged.location("fields", name))
            self._report("field-unfilled", at, name=name)

    def _is_broken(self, name: str) -> bool:
        """Return whether the channel file has the field, so that another finding reports why it is missing."""
        sections = {"fields": self.channel.fields, "images": self.channel.images}
        return any(name in names and self.merged.is_own(section, name) for section, names in sections.items())

    def _rule(self, name: str, spec: FeedRule, vocabulary: Vocabulary) -> Rule | None:
        if spec.check is not None and spec.check not in CHECKS:
            self._unlisted("check", self.merged.location("rules", name, "check"), spec.check, CHECKS)
            return None
        if spec.pattern is not None and not is_pattern(spec.pattern):
            at = self.merged.location("rules", name, "pattern")
            self._report("bad-pattern.channel", at, pattern=spec.pattern)
            return None
        when = self._optional(spec.when, vocabulary, "rules", name, "when")
        if spec.when is not None and when is None:
            return None
        return Rule(name, tuple(tests(spec)), when, spec.required, spec.severity == "error", spec.reason)

    # expressions

    def _optional(self, text: str | None, vocabulary: Vocabulary, *keys: str) -> Expression | None:
        return None if text is None else self._expression(text, vocabulary, *keys)

    def _expression(self, text: str, vocabulary: Vocabulary, *keys: str | int) -> Expression | None:
        found, wrong = understood(text, vocabulary, self.merged.location(*keys))
        if self.merged.is_own(*keys) or any(finding.code == "expression" for finding in wrong):
            self.findings.extend(wrong)
        return found

    # output

    def _format(self, channel: CompiledChannel) -> None:
        """Report an unknown format, and the fields that the format cannot carry."""
        name = self.channel.output.format
        if channel.format is None:
            self._unlisted("format", self.merged.location("output", "format"), name, formats.names())
        for each in channel.fields if channel.format and not channel.format.repeats else ():
            if isinstance(each, Group) or each.repeat:
                section = "fields" if each.name in self.channel.fields else "images"
                at = self._own(self.merged.location(section, each.name))
                kind = "group" if isinstance(each, Group) else "list" if section == "fields" else "image"
                self._report("list-in-field.format", at, name=each.name, format=name, kind=kind)

    def _sorted(self) -> None:
        for position, text in enumerate(self.channel.group.sort if self.channel.group else ()):
            self._path(text, self.merged.location("group", "sort", position))

    def _file(self, channel: CompiledChannel) -> None:
        output, where = self.channel.output, self.merged.location("output", "file")
        sample = file_name(self.channel, "m", "l")
        files = [file_name(self.channel, market, locale) for market, locale in self._audiences()]
        allowed = channel.format.extensions if channel.format else ("",)
        if not _is_file_name(sample):
            self._report("bad-file-name", where, name=output.file)
        elif not sample.casefold().endswith(allowed):
            self._report("bad-file-extension", where, name=output.file, format=output.format, known=allowed)
        elif len(set(files)) < len(files):
            self._report("file-twice", where, name=output.file)

    def _audiences(self) -> Iterator[tuple[str, str]]:
        markets = self.vocabulary.catalog.markets
        for key in dict.fromkeys(self.channel.markets):
            yield from ((key, locale) for locale in (markets[key].locales if key in markets else ()))

    def _report(self, message: str, at: Location, **params: object) -> None:
        self.findings.append(report(message, at).with_params(**params))

    def _unlisted(self, kind: str, at: Location, name: str, known: Iterable[str]) -> None:
        self.findings.append(unlisted(f"unknown-{kind}", at, name, sorted(known)))


def _names_of(fields: Iterable[Field | Group]) -> set[str]:
    """Return the names of fields, of their parts, and of the fields that consist of parts."""
    leaves = {leaf.name for field in fields for leaf in (field.fields if isinstance(field, Group) else (field,))}
    return leaves | {".".join(name.split(".")[:depth]) for name in leaves for depth in range(1, name.count(".") + 1)}


def _is_file_name(text: str) -> bool:
    plain = text.replace("-", "").replace("_", "").replace(".", "")
    return plain.isalnum() and plain.isascii() and not text.startswith(".") and len(text) <= 100
