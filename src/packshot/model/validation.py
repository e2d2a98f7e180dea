"""Validation rules of a repository: what must hold of products, SKUs, records or assets. Expressions stay text here."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from packshot.model.entity import Entity, Keyed
from packshot.model.problems import refuse
from packshot.model.text_forms import SCALAR, CatalogLocale, Key, Label, MomentText, Names, Scope, Text

On = Literal["product", "sku", "record", "asset"]


class Waiver(Entity):
    """An exception that somebody answers for, until a day."""

    target: Annotated[Text, Names("name")] = Field(
        alias="for", description="SKU, product key, record key or asset id that may break the rule."
    )
    until: MomentText = Field(description="First day or instant at which the rule holds for it again.")
    by: Text = Field(description="Who answers for it.")
    reason: Text = Field(description="Why it is granted.")


class Ladder(Entity):
    """Steps that must be in order: prices by quantity, or the SKUs of a product."""

    short_forms = (SCALAR,)

    of: Text = Field(description="price.tiers, or the path whose values must be in order.")
    along: Text | None = Field(None, description="Path that puts the SKUs of a product in order, such as volume.")
    direction: Literal["rises", "falls"] | None = Field(
        None, description="Whether values may only rise or only fall; unwritten: tiers fall, all else rises."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        return {"of": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _has_steps(self) -> Self:
        has_steps = self.along is not None or self.of == "price.tiers"
        refuse((not has_steps, "bad-combination.ladder", {"of": self.of}))
        return self

    @property
    def falls(self) -> bool:
        """Whether values may only fall."""
        return self.direction == "falls" if self.direction else self.of == "price.tiers"


class ValidationRule(Keyed):
    """catalog/rules/<name>.yaml: one rule; its findings bear the code `rule-<name>`."""

    on: On = Field(description="What is judged: product, sku, record or asset.")
    families: tuple[Annotated[Key, Names("family")], ...] = Field(
        (), description="Only these families and those below them."
    )
    categories: tuple[Annotated[Key, Names("category")], ...] = Field(
        (), description="Only products in these categories or below them."
    )
    markets: tuple[Annotated[Key, Names("market")], ...] = Field((), description="Judged in each of these markets.")
    scopes: tuple[Scope, ...] = Field((), description="Judged as each of these channel scopes sees the values.")
    locales: tuple[CatalogLocale, ...] = Field((), description="Judged in each of these locales.")
    condition: Text | None = Field(None, alias="if", description="Expression; the rule applies where it is true.")
    must: Text | None = Field(None, description="Expression that must be true.")
    unique: Text | None = Field(None, description="Path whose value no two may share.")
    within: Literal["everything", "family", "category", "market"] = Field(
        "everything", description="Where a value of unique: may stand once only."
    )
    ladder: Ladder | None = Field(None, description="Values that must be in order.")
    linked: Literal["category", "price", "use"] | None = Field(
        None, description="category: stands in one; price: is in some market's price list; use: something names it."
    )
    message: Label = Field(description="What is told; {path} stands for a value.")
    help: Label | None = Field(None, description="What to do; {path} stands for a value.")
    severity: Literal["error", "warning", "suggestion"] = Field("error", description="Severity of its findings.")
    waivers: tuple[Waiver, ...] = Field((), description="Exceptions, each with its end.")

    @model_validator(mode="after")
    def _demands_one_thing(self) -> Self:
        demanded = [name for name in DEMANDS if getattr(self, name) is not None]
        params = {"on": self.on, "linked": self.linked, "within": self.within}
        is_of_asset, is_sold = self.on == "asset", self.on in ("product", "sku")
        refuse(
            (len(demanded) != 1, "bad-combination.demands", {"names": demanded, "known": DEMANDS}),
            (self.linked and (self.linked == "use") != is_of_asset, "bad-combination.linked", params),
            (self.linked and self.on == "record", "bad-combination.linked-record"),
            (self.ladder and self.on != "sku", "bad-combination.ladder-on", params),
            (self.within in ("category", "market") and not is_sold, "bad-combination.within", params),
        )
        return self


DEMANDS = ("must", "unique", "ladder", "linked")
"""The things that a rule can demand."""
