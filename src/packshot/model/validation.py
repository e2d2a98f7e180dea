"""Validation rules of a repository for products, SKUs, records and assets. Expressions are kept as text."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from packshot.model.entity import Entity, Keyed
from packshot.model.problems import refuse
from packshot.model.text_forms import SCALAR, CatalogLocale, Key, Label, MomentText, Names, Scope, Text

On = Literal["product", "sku", "record", "asset"]


class Waiver(Entity):
    """A temporary exception from a rule, with its end, its reason and the person responsible."""

    target: Annotated[Text, Names("name")] = Field(
        alias="for", description="SKU, product key, record key or asset id that is exempt from the rule."
    )
    until: MomentText = Field(description="Date or timestamp from which the rule applies again.")
    by: Text = Field(description="Person responsible.")
    reason: Text = Field(description="Reason for the exception.")


class Ladder(Entity):
    """A requirement that values are in order: prices by quantity, or values across the SKUs of a product."""

    short_forms = (SCALAR,)

    of: Text = Field(description="`price.tiers`, or the path whose values must be in order.")
    along: Text | None = Field(None, description="Path by which the SKUs of a product are sorted, such as volume.")
    direction: Literal["rises", "falls"] | None = Field(
        None, description="Required direction of the values; default: falls for price.tiers, else rises."
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
        """Return whether the values must decrease."""
        return self.direction == "falls" if self.direction else self.of == "price.tiers"


class ValidationRule(Keyed):
    """A file catalog/rules/<name>.yaml: one rule; its findings have the code `rule-<name>`."""

    on: On = Field(description="Kind of entry to validate: product, sku, record or asset.")
    families: tuple[Annotated[Key, Names("family")], ...] = Field(
        (), description="Only entries of these families and the families that inherit from them."
    )
    categories: tuple[Annotated[Key, Names("category")], ...] = Field(
        (), description="Only products in these categories or their subcategories."
    )
    markets: tuple[Annotated[Key, Names("market")], ...] = Field(
        (), description="Markets in which the rule is evaluated."
    )
    scopes: tuple[Scope, ...] = Field((), description="Channel scopes for which the rule is evaluated.")
    locales: tuple[CatalogLocale, ...] = Field((), description="Locales in which the rule is evaluated.")
    condition: Text | None = Field(None, alias="if", description="Expression; the rule applies if it is true.")
    must: Text | None = Field(None, description="Expression that must be true.")
    unique: Text | None = Field(None, description="Path whose values must be unique.")
    within: Literal["everything", "family", "category", "market"] = Field(
        "everything", description="Range within which no value of `unique` may be repeated."
    )
    ladder: Ladder | None = Field(None, description="Values that must be in order.")
    linked: Literal["category", "price", "use"] | None = Field(
        None, description="category: in a category; price: in a price list of a market; use: referenced by an entry."
    )
    message: Label = Field(description="Message of the finding; {path} is replaced by the value.")
    help: Label | None = Field(None, description="Help of the finding; {path} is replaced by the value.")
    severity: Literal["error", "warning", "suggestion"] = Field("error", description="Severity of its findings.")
    waivers: tuple[Waiver, ...] = Field((), description="Temporary exceptions.")

    @model_validator(mode="after")
    def _has_one_requirement(self) -> Self:
        present = [name for name in DEMANDS if getattr(self, name) is not None]
        params = {"on": self.on, "linked": self.linked, "within": self.within}
        is_of_asset, is_sold = self.on == "asset", self.on in ("product", "sku")
        refuse(
            (len(present) != 1, "bad-combination.demands", {"names": present, "known": DEMANDS}),
            (self.linked and (self.linked == "use") != is_of_asset, "bad-combination.linked", params),
            (self.linked and self.on == "record", "bad-combination.linked-record"),
            (self.ladder and self.on != "sku", "bad-combination.ladder-on", params),
            (self.within in ("category", "market") and not is_sold, "bad-combination.within", params),
        )
        return self


DEMANDS = ("must", "unique", "ladder", "linked")
"""The keys of which a rule has exactly one."""
