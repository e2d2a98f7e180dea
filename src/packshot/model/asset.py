"""Sidecars: the metadata, creators and rights of an original."""

from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from packshot.model.entity import Entity
from packshot.model.frozen import EMPTY, Frozen
from packshot.model.lifecycle import Status
from packshot.model.problems import refuse
from packshot.model.text_forms import (
    Country,
    Flag,
    InstantText,
    Key,
    Label,
    MomentText,
    Names,
    Scope,
    Text,
    number,
    text,
    whole,
)

Share = Annotated[Decimal, number(Decimal(0), Decimal(1))]


class Choice(Entity):
    """A list of allowed names or a list of denied names, not both."""

    allow: tuple[str, ...] | None = None
    deny: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _is_one_of_them(self) -> Self:
        refuse((self.allow is not None and self.deny is not None, "bad-combination.choice"))
        return self


class Territory(Choice):
    """The countries in which an asset may be shown, or the countries in which it may not be shown; not both."""

    allow: tuple[Country, ...] | None = Field(None, description="The only countries in which the asset may be shown.")
    deny: tuple[Country, ...] | None = Field(
        None, description="Countries in which the asset may not be shown; it may be shown in all others."
    )


class Channels(Choice):
    """The channel scopes that may use an asset, or the channel scopes that may not use it; not both."""

    allow: tuple[Scope, ...] | None = Field(None, description="The only channel scopes that may use the asset.")
    deny: tuple[Scope, ...] | None = Field(
        None, description="Channel scopes that may not use the asset; all others may use it."
    )


class Rights(Entity):
    """The period (embargo <= as_of < expires), countries and channel scopes in which an asset may be shown."""

    embargo: InstantText | None = Field(None, description="Timestamp from which the asset may be shown; null: at once.")
    expires: InstantText | None = Field(
        None, description="Timestamp from which the asset may no longer be shown; null: no end."
    )
    territory: Territory | None = Field(None, description="Permitted countries; null: all.")
    channel: Channels | None = Field(None, description="Permitted channel scopes; null: all.")

    @model_validator(mode="after")
    def _is_a_window(self) -> Self:
        refuse(
            (
                self.embargo and self.expires and self.embargo >= self.expires,
                "bad-combination.rights",
                {"embargo": self.embargo, "expires": self.expires},
            )
        )
        return self


class Point(Entity):
    """A point in an image, as fractions of its width and height from the top left corner."""

    x: Share = Field(description="From the left edge, 0 to 1.")
    y: Share = Field(description="From the top edge, 0 to 1.")


class Box(Entity):
    """A rectangle in an image, as fractions of its width and height."""

    x: Share = Field(description="Left edge, 0 to 1.")
    y: Share = Field(description="Top edge, 0 to 1.")
    w: Share = Field(description="Width, 0 to 1.")
    h: Share = Field(description="Height, 0 to 1.")

    @model_validator(mode="after")
    def _is_inside(self) -> Self:
        refuse(
            (
                self.w == 0 or self.h == 0 or self.x + self.w > 1 or self.y + self.h > 1,
                "bad-combination.crop",
            )
        )
        return self


class Person(Entity):
    """A creator of an asset."""

    name: Text = Field(description="Name.")
    id: Text | None = Field(None, description="Identifier of the person, such as an address or a number.")
    role: Text | None = Field(None, description="Contribution of the person.")


class Copyright(Entity):
    """The copyright of an asset: year, holder, notice, and whether the asset is under copyright."""

    year: Annotated[int, whole(1, 9999)] | None = Field(None, description="First year of publication.")
    holder: Text | None = Field(None, description="Copyright holder.")
    notice: Label | None = Field(None, description="Copyright notice, as displayed and embedded.")
    marked: Flag | None = Field(None, description="Whether the asset is under copyright.")


class OnExpiry(Entity):
    """The replacement of an asset whose rights have expired."""

    replace: Annotated[Key, Names("asset")] = Field(description="Id of the replacement asset.")


class Asset(Entity):
    """A sidecar, `<file>.yaml` next to an original. packshot generates the block at the top of the file."""

    given: ClassVar[frozenset[str]] = frozenset({"id"})

    id: Key = Field(description="File name without the extension; products refer to it.")

    sha256: Annotated[str, text(64, 64, "[0-9a-f]{64}")] = Field(
        description="SHA-256 digest of the original, its identity."
    )
    bytes: Annotated[int, whole(0)] = Field(description="Size of the original in bytes.")
    width: Annotated[int, whole(1)] | None = Field(None, description="Width in pixels, after orientation.")
    height: Annotated[int, whole(1)] | None = Field(None, description="Height in pixels, after orientation.")
    orientation: Annotated[int, whole(1, 8)] | None = Field(None, description="EXIF orientation of the file, 1 to 8.")
    profile: Text | None = Field(None, description="Class of the colour profile, such as srgb.")
    duration: Annotated[Decimal, number(Decimal(0))] | None = Field(
        None, description="Length of audio or video in seconds."
    )

    status: Status = Field("active", description="Lifecycle status, as for products; see lifecycle.yaml.")
    type: Key | None = Field(None, description="Type: packshot, lifestyle, swatch, logo, manual, ...")
    view: Text | None = Field(None, description="Side or angle: front, back, 45, ...")
    title: Label | None = Field(None, description="Title.")
    description: Label | None = Field(None, description="Long description.")
    alt: Label | None = Field(None, description="Alternative text.")
    decorative: Flag = Field(False, description="Whether the asset is decorative and needs no alternative text.")
    keywords: tuple[Text, ...] = Field((), description="Search keywords.")
    focal_point: Point | None = Field(None, description="Point that is kept at the centre of crops.")
    crops: Frozen[Annotated[str, text(40)], Box] = Field(EMPTY, description="Manual crops by preset or aspect ratio.")

    creator: tuple[Person, ...] = Field((), description="Creators.")
    created: MomentText | None = Field(None, description="Date or timestamp of creation.")
    credit: Text | None = Field(None, description="Credit line.")
    copyright: Copyright | None = Field(None, description="Copyright.")
    licence: Annotated[Key, Names("record/licence")] | None = Field(
        None, description="Licence record whose rights apply."
    )
    source: Key | None = Field(None, description="IPTC digital source type, such as digitalCapture.")
    rights: Rights | None = Field(None, description="Rights of this asset; each entry replaces that of the licence.")
    on_expiry: OnExpiry | None = Field(None, description="Replacement when the rights of the asset have expired.")
    formerly: tuple[Key, ...] = Field((), description="Previous ids.")
