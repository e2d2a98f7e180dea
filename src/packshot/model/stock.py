"""Stock lists: availability, quantity and availability date of SKUs."""

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
    """The stock of one SKU: a quantity, or a map with `qty`, `state` and `date`."""

    short: ClassVar[bool] = True
    short_forms = (SCALAR,)

    qty: Annotated[int, whole(0, 10**9)] | None = Field(None, description="Quantity in stock.")
    written: State | None = Field(
        None, alias="state", description="Availability; default: in_stock if qty > 0, else out_of_stock."
    )
    date: Annotated[date, dates.day()] | None = Field(None, description="Date from which the SKU is available.")

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: object) -> object:
        return {"qty": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if self.qty is None and self.written is None:
            raise refused("bad-combination.stock")
        return self

    @property
    def state(self) -> State:
        """Return the availability: the written `state`, or a state derived from the quantity if none is written."""
        return self.written or ("in_stock" if self.qty else "out_of_stock")


class StockList(Keyed):
    """A file of catalog/stock/: a stock list.

    `stock` is empty if the file is read without its stock lines.
    """

    label: Label | None = Field(None, description="Display name.")
    authority: Annotated[Key, Names("authority")] | None = Field(
        None, description="Owner of its lines: an authority of catalog.yaml, or packshot."
    )
    unlisted: State = Field("out_of_stock", description="Availability of a SKU without a line.")
    stock: Frozen[Annotated[Sku, Names("sku")], StockLine] = Field(EMPTY, description="SKU -> stock.")
