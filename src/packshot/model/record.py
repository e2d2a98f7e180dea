"""Records: entries that products refer to, such as brands and licences, and their translations."""

from typing import ClassVar

from pydantic import Field

from packshot.model.asset import Rights
from packshot.model.frozen import EMPTY, Frozen
from packshot.model.product import Layer
from packshot.model.text_forms import Key, LocaleTag, Scope

LICENCE = "licence"
"""The entity whose records define rights shared by several assets."""


class RecordScope(Layer):
    """The values of a record for one channel scope."""

    own: ClassVar[frozenset[str]] = frozenset({"assets", "maps"})


class Record(Layer):
    """A file catalog/records/<entity>/<key>.yaml: a record."""

    given: ClassVar[frozenset[str]] = frozenset({"key", "entity"})
    own: ClassVar[frozenset[str]] = frozenset({"key", "entity", "assets", "maps", "related", "slug", "formerly", "for"})

    key: Key = Field(description="Key of the record, which is the file name.")
    entity: Key = Field(description="Family of kind record, which is the folder name.")
    slug: Key | None = Field(None, description="Name in URLs.")
    formerly: tuple[Key, ...] = Field((), description="Previous keys.")
    scopes: Frozen[Scope, RecordScope] = Field(EMPTY, alias="for", description="Channel scope -> differing values.")


class Licence(Record):
    """A file catalog/records/licence/<key>.yaml: the rights of all assets of a photo shoot or a contract."""

    own: ClassVar[frozenset[str]] = Record.own | {"rights"}

    rights: Rights = Field(Rights.model_construct(), description="Rights of all assets under this licence.")


class RecordTranslation(Layer):
    """A file catalog/records/<entity>/<key>.<locale>.yaml: the structure of a record with localizable values only."""

    given: ClassVar[frozenset[str]] = frozenset({"key", "entity", "locale"})
    own: ClassVar[frozenset[str]] = frozenset({"key", "entity", "locale", "assets", "slug", "for"})

    key: Key = Field(description="Key of the record.")
    entity: Key = Field(description="Family of kind record.")
    locale: LocaleTag = Field(description="Locale, from the file name.")
    slug: Key | None = Field(None, description="Name in URLs of this locale.")
    scopes: Frozen[Scope, RecordScope] = Field(EMPTY, alias="for", description="Channel scope -> translations.")


def kind_of_record(entity: str) -> type[Record]:
    """Return the model class for the records of an entity: `Licence` for `licence`, `Record` for all others."""
    return Licence if entity == LICENCE else Record
