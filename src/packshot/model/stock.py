"""Stock lists: whether a SKU can be had, how many, and from when."""

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from packshot.model import dates
from packshot.model.entity import Entity, Keyed
from packshot.model.frozen import EMPTY, Frozen
from packshot.model.problems import refused
from packshot.model.text_forms import SCALAR, Key, Label, Names, Sku, whole

State = Literal["in_stock", "out_of_stock", "backorder", "preorder"]


class StockLine(Entity):
    """What a stock list says of one SKU: a number, or qty, state and date."""

    short: ClassVar[bool] = True
    short_forms = (SCALAR,)

    qty: Annotated[int, whole(0, 10**9)] | None = Field(None, description="How many are there.")
    written: State | None = Field(
        None, alias="state", description="Where unwritten: in_stock if qty > 0, else out_of_stock."
    )
    date: Annotated[date, dates.day()] | None = Field(None, description="Day from which it can be had.")

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: object) -> object:
        return {"qty": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.qty is None and self.written is None:
            raise refused("bad-combination.stock")
        return self

    @property
    def state(self) -> State:
        """Whether it can be had."""
        return self.written or ("in_stock" if self.qty else "out_of_stock")


class StockList(Keyed):
    """A file of catalog/stock/: its head, and its lines where the whole file is read."""

    label: Label | None = Field(None, description="What people call it.")
    authority: Annotated[Key, Names("authority")] | None = Field(
        None, description="Who keeps its lines: an authority of catalog.yaml, or packshot."
    )
    unlisted: State = Field("out_of_stock", description="What a SKU without a line is.")
    stock: Frozen[Annotated[Sku, Names("sku")], StockLine] = Field(EMPTY, description="The lines by SKU.")
