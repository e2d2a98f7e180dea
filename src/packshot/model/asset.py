"""Sidecars: what is known of an original, who made it, and who may show it."""

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
    """Names that are allowed, or names that are denied; one of the two."""

    allow: tuple[str, ...] | None = None
    deny: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _is_one_of_them(self) -> Self:
        refuse((self.allow is not None and self.deny is not None, "bad-combination.choice"))
        return self


class Territory(Choice):
    """Countries in which an asset may or may not be shown; one of the two."""

    allow: tuple[Country, ...] | None = Field(None, description="Only in these countries.")
    deny: tuple[Country, ...] | None = Field(None, description="Everywhere but in these countries.")


class Channels(Choice):
    """Channel scopes for which an asset may or may not be used; one of the two."""

    allow: tuple[Scope, ...] | None = Field(None, description="Only for these channel scopes.")
    deny: tuple[Scope, ...] | None = Field(None, description="For all but these channel scopes.")


class Rights(Entity):
    """When, where and for what an asset may be shown. Half-open: embargo <= as_of < expires."""

    embargo: InstantText | None = Field(None, description="First instant at which it may be shown; null: at once.")
    expires: InstantText | None = Field(
        None, description="First instant at which it may not be shown; null: never ends."
    )
    territory: Territory | None = Field(None, description="Countries; null: everywhere.")
    channel: Channels | None = Field(None, description="Channel scopes; null: all.")

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
    """A place in a picture, as shares of its width and height from the top left corner."""

    x: Share = Field(description="From the left edge, 0 to 1.")
    y: Share = Field(description="From the top edge, 0 to 1.")


class Box(Entity):
    """A part of a picture, as shares of its width and height."""

    x: Share = Field(description="Left edge, 0 to 1.")
    y: Share = Field(description="Top edge, 0 to 1.")
    w: Share = Field(description="Width, 0 to 1.")
    h: Share = Field(description="Height, 0 to 1.")

    @model_validator(mode="after")
    def _lies_inside(self) -> Self:
        refuse(
            (
                self.w == 0 or self.h == 0 or self.x + self.w > 1 or self.y + self.h > 1,
                "bad-combination.crop",
            )
        )
        return self


class Person(Entity):
    """Somebody who made an asset."""

    name: Text = Field(description="Name.")
    id: Text | None = Field(None, description="Address or number that identifies the person.")
    role: Text | None = Field(None, description="What the person did.")


class Copyright(Entity):
    """Whose work it is."""

    year: Annotated[int, whole(1, 9999)] | None = Field(None, description="First year of publication.")
    holder: Text | None = Field(None, description="Who holds the copyright.")
    notice: Label | None = Field(None, description="The notice as it is shown and embedded.")
    marked: Flag | None = Field(None, description="Whether it is under copyright at all.")


class OnExpiry(Entity):
    """What happens to a place where the asset may no longer be shown."""

    replace: Annotated[Key, Names("asset")] = Field(description="The asset that takes its place.")


class Asset(Entity):
    """`<file>.yaml` beside an original. The block at its top is written by the program."""

    given: ClassVar[frozenset[str]] = frozenset({"id"})

    id: Key = Field(description="The file's name without its extension; what products write.")

    sha256: Annotated[str, text(64, 64, "[0-9a-f]{64}")] = Field(description="Digest of the original: its identity.")
    bytes: Annotated[int, whole(0)] = Field(description="Size of the original.")
    width: Annotated[int, whole(1)] | None = Field(None, description="Width in pixels, after orientation.")
    height: Annotated[int, whole(1)] | None = Field(None, description="Height in pixels, after orientation.")
    orientation: Annotated[int, whole(1, 8)] | None = Field(None, description="EXIF orientation of the file, 1 to 8.")
    profile: Text | None = Field(None, description="Colour profile: its class, such as srgb.")
    duration: Annotated[Decimal, number(Decimal(0))] | None = Field(None, description="Seconds of sound or film.")

    status: Status = Field("active", description="Its life, as that of products; see lifecycle.yaml.")
    type: Key | None = Field(None, description="packshot, lifestyle, swatch, logo, manual, ...")
    view: Text | None = Field(None, description="Side or angle: front, back, 45, ...")
    title: Label | None = Field(None, description="Its title.")
    description: Label | None = Field(None, description="What it shows, at length.")
    alt: Label | None = Field(None, description="What a person who cannot see it should know.")
    decorative: Flag = Field(False, description="Whether it says nothing that needs an alt text.")
    keywords: tuple[Text, ...] = Field((), description="Words to find it by.")
    focal_point: Point | None = Field(None, description="What crops keep in the middle.")
    crops: Frozen[Annotated[str, text(40)], Box] = Field(EMPTY, description="Crops made by hand, by preset or ratio.")

    creator: tuple[Person, ...] = Field((), description="Who made it.")
    created: MomentText | None = Field(None, description="When it was made.")
    credit: Text | None = Field(None, description="The credit line.")
    copyright: Copyright | None = Field(None, description="Whose work it is.")
    licence: Annotated[Key, Names("record/licence")] | None = Field(
        None, description="The licence record whose rights it shares."
    )
    source: Key | None = Field(None, description="IPTC digital source type, such as digitalCapture.")
    rights: Rights | None = Field(None, description="Its own rights; each entry replaces the licence's.")
    on_expiry: OnExpiry | None = Field(None, description="What takes its place when it may not be shown.")
    formerly: tuple[Key, ...] = Field((), description="Ids it had before.")
