"""Records: entries that products refer to, such as brands and licences, and their translations."""

from typing import ClassVar

from pydantic import Field

from packshot.model.asset import Rights
from packshot.model.frozen import EMPTY, Frozen
from packshot.model.product import Layer
from packshot.model.text_forms import Key, LocaleTag, Scope

LICENCE = "licence"
"""The entity whose records hold rights that many assets share."""


class RecordScope(Layer):
    """What is said of a record for one channel scope."""

    own: ClassVar[frozenset[str]] = frozenset({"assets", "maps"})


class Record(Layer):
    """records/<entity>/<key>.yaml."""

    given: ClassVar[frozenset[str]] = frozenset({"key", "entity"})
    own: ClassVar[frozenset[str]] = frozenset({"key", "entity", "assets", "maps", "related", "slug", "formerly", "for"})

    key: Key = Field(description="The record's key, which is the file's name.")
    entity: Key = Field(description="The family of kind record that it belongs to, which is its folder's name.")
    slug: Key | None = Field(None, description="Its name in addresses.")
    formerly: tuple[Key, ...] = Field((), description="Keys it had before.")
    scopes: Frozen[Scope, RecordScope] = Field(EMPTY, alias="for", description="Channel scope -> what differs there.")


class Licence(Record):
    """records/licence/<key>.yaml: the terms of a shoot or a contract."""

    own: ClassVar[frozenset[str]] = Record.own | {"rights"}

    rights: Rights = Field(Rights.model_construct(), description="Rights of every asset that names this licence.")


class RecordTranslation(Layer):
    """records/<entity>/<key>.<locale>.yaml: the same shape, localizable values only."""

    given: ClassVar[frozenset[str]] = frozenset({"key", "entity", "locale"})
    own: ClassVar[frozenset[str]] = frozenset({"key", "entity", "locale", "assets", "slug", "for"})

    key: Key = Field(description="The record's key.")
    entity: Key = Field(description="Its family of kind record.")
    locale: LocaleTag = Field(description="The locale, which is the file's name.")
    slug: Key | None = Field(None, description="Its name in this locale's addresses.")
    scopes: Frozen[Scope, RecordScope] = Field(EMPTY, alias="for", description="Channel scope -> translations for it.")


def kind_of_record(entity: str) -> type[Record]:
    """Return the class that reads records of an entity."""
    return Licence if entity == LICENCE else Record
