"""The types of keys in words, as the reference pages show them."""

import re
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from packshot.model import text_forms as forms
from packshot.model.entity import Entity

HEADINGS = {
    "Branch": "Category",
    "Stage": "Status",
    "Preset": "Rendition",
    "Step": "Pipe step",
    "Layer": "Values of one level",
    "Scope": "Values of one channel scope",
    "RecordScope": "Values of one channel scope",
    "Gate": "Requirements of assets",
    "ProductGate": "Requirements of products",
    "Channels": "Channel scopes",
}
"""Class -> heading, where the words of the class name are another term."""

WORDS: Mapping[int, str] = {
    id(form.__metadata__[0]): word
    for form, word in (
        (forms.Key, "key"),
        (forms.Code, "code"),
        (forms.Name, "code"),
        (forms.Sku, "SKU"),
        (forms.LocaleTag, "locale"),
        (forms.Currency, "currency code"),
        (forms.Country, "country code"),
        (forms.Text, "text"),
        (forms.Flag, "`true` or `false`"),
        (forms.Amount, "number, 0 or more"),
        (forms.Ratio, "number or fraction"),
        (forms.Percent, "percentage, such as `80 %`"),
        (forms.Days, "days, such as `14 days`"),
        (forms.Zone, "time zone"),
        (forms.InstantText, "timestamp"),
        (forms.MomentText, "date or timestamp"),
    )
}
"""Form -> its name."""

NAMED = {
    "name": "product key or SKU",
    "sku": "SKU",
    "price-key": "SKU or `<product key>/*`",
    "requirement": "channel scope or `all`",
    "path": "path",
    "entity": "family of kind record",
    "product-family": "family",
    "options": "option list",
    "unit": "unit family",
    "prices": "price list",
    "stock": "stock list",
    "tree": "category tree",
    "scope": "channel scope",
    "record/licence": "record of the family licence",
}
"""Kind of name -> its term, where that is not the kind itself."""


def described(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """Return a type in words; entities are links to their sections."""
    if get_origin(annotation) is Annotated:
        base, *own = get_args(annotation)
        return described(base, (*own, *metadata))
    if annotation == Any:
        return "any value"
    named = [each.kind for each in metadata if isinstance(each, forms.Names)]
    if named and annotation is str:
        return NAMED.get(named[-1], named[-1])
    form = next((each for each in metadata if isinstance(each, forms.Form)), None)
    if form is not None:
        return WORDS.get(id(form)) or limited(form.json)
    return composed(annotation)


def composed(annotation: Any) -> str:
    """Return a list, a map, a choice or an entity in words."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return ", ".join(f"`{each}`" for each in inner)
    if origin in (Union, types.UnionType):
        words = ["null" if each is type(None) else described(each) for each in inner]
        return (", or " if words[-1].startswith("map") else " or ").join(words)
    if origin is tuple:
        return f"list of {described(inner[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"map: {described(inner[0])} → {described(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Entity):
        return f"[{heading(annotation)}](#{anchor(heading(annotation))})"
    return {str: "text", int: "whole number", bool: "`true` or `false`"}.get(annotation, "date")


def limited(json: Mapping[str, Any]) -> str:
    """Return a number or text with its limits."""
    if json.get("type") in ("integer", "number"):
        word = "whole number" if json["type"] == "integer" else "number"
        least, most = json.get("minimum"), json.get("maximum")
        if most is None or most >= 10**9:
            return f"{word}, {least or 0:,.0f} or more"
        return f"{word}, {least:,.0f} to {most:,.0f}"
    if json.get("format") == "date":
        return "date"
    longest = json.get("maxLength")
    return f"text, up to {longest} characters" if longest else "text"


def field_type(field: FieldInfo) -> str:
    """Return the type of a field; null is left out where it says the same as an absent key."""
    annotation = field.annotation
    inner = get_args(annotation)
    if get_origin(annotation) in (Union, types.UnionType) and type(None) in inner and field.default is None:
        rest = [each for each in inner if each is not type(None)]
        return " or ".join(described(each, tuple(field.metadata)) for each in rest)
    return described(annotation, tuple(field.metadata))


def heading(model: type[Entity]) -> str:
    """Return the heading of an entity: the words of its class."""
    words = re.findall(r"[A-Z][a-z]*", model.__name__)
    return HEADINGS.get(model.__name__) or " ".join([words[0], *(word.lower() for word in words[1:])])


def anchor(title: str) -> str:
    """Return the anchor of a heading."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
