"""The views of feeds: the rows of a product in each feed, and the feeds of a channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packshot.catalog.audiences import audiences
from packshot.catalog.hidden import Hidden
from packshot.catalog.offer import Offer
from packshot.catalog.reader import Reader
from packshot.catalog.visibility import Visible, VisibleProduct
from packshot.engine.types import Item, Listing, View
from packshot.findings import Note, note
from packshot.model.audience import Audience
from packshot.model.product import iter_skus
from packshot.outputs.channels import feed, gate, rows
from packshot.outputs.channels.catalog_channels import compiled
from packshot.outputs.channels.compiled import CompiledChannel
from packshot.outputs.channels.lookup import Row


def views(reader: Reader, kind: str, key: str) -> Iterator[View | Item | Listing]:
    """Yield the rows of a product in all feeds, or the feeds of a channel; nothing for other kinds."""
    if kind == "product":
        yield from entries(reader, key)
    elif kind == "channel":
        yield from declared(reader, key)


def customers_of_scope(reader: Reader, scope: str) -> str | None:
    """Return the customer group of the first channel that has this scope and a customer group; None if there is no such
    channel.
    """
    channels = [channel.channel for stem in reader.channels() if (channel := compiled(reader, stem))]
    return next((channel.customers for channel in channels if channel.scope == scope and channel.customers), None)


def built(reader: Reader) -> Iterator[tuple[CompiledChannel, Audience]]:
    """Yield every channel that this version builds, with each audience of the channel."""
    for stem in reader.channels():
        channel = compiled(reader, stem)
        if channel and channel.is_built:
            yield from ((channel, audience) for audience in _audiences(reader, channel))


def _audiences(reader: Reader, channel: CompiledChannel) -> tuple[Audience, ...]:
    found = channel.channel
    return audiences(reader, found.scope, found.markets, found.customers, found.key)


def declared(reader: Reader, stem: str) -> Iterator[Listing | View]:
    """Yield the listings of the feeds of a channel, one for each market and locale. If the format is rendered in parts,
    also yield the head and the tail of each feed.
    """
    channel, catalog = compiled(reader, stem), reader.catalog()
    if channel is not None and channel.is_built and catalog is not None:
        for audience in _audiences(reader, channel):
            title = f"{catalog.name} – {channel.channel.key} {audience.market} {audience.locale}"
            path, head = channel.file(audience.market, audience.locale), feed.Head(title, catalog.url, title)
            listing = feed.feed(path, channel.channel.output.format, head, channel.columns, audience.id)
            yield listing
            yield from feed.frame(listing.data)


def entries(reader: Reader, key: str) -> Iterator[Item | View]:
    """Yield the rows of a product in every feed, and the renditions that the rows refer to."""
    catalog = reader.catalog()
    for channel, audience in built(reader):
        shown = Visible(reader, audience).product(key)
        if isinstance(shown, VisibleProduct) and catalog is not None:
            path = channel.file(audience.market, audience.locale)
            for sku in shown.skus:
                yield from _entry(channel, path, Row(Offer(shown, sku), channel.channel, catalog.url))


def _entry(channel: CompiledChannel, path: str, lookup: Row) -> Iterator[Item | View]:
    if rows.unselected(channel, lookup) or gate.below(lookup.offer):
        return
    made = rows.rendered(channel, lookup)
    if isinstance(made, rows.Row):
        yield Item(f"feed/{path}", lookup.sku, made.data(), group=lookup.shown.key)
        yield from lookup.media.values()


@dataclass(frozen=True, slots=True)
class RowDecision:
    """The decision whether a feed includes a SKU. `reasons` is empty if the SKU is included."""

    channel: str
    audience: Audience
    sku: str
    reasons: tuple[Note, ...]
    notes: tuple[Note, ...] = ()
    """The violated rules of an included SKU: dropped fields and warnings."""

    @property
    def reason(self) -> str:
        """Return the reasons on one line."""
        return "; ".join(reason.text for reason in self.reasons)

    @property
    def is_gated(self) -> bool:
        """Return whether the SKU is excluded because of its completeness."""
        return any(reason.message == gate.THRESHOLD for reason in self.reasons)


def left_out(reader: Reader, key: str) -> Iterator[RowDecision]:
    """Yield the decisions that exclude a SKU of a product from a feed."""
    return (decision for decision in row_decisions(reader, key) if decision.reasons)


def row_decisions(reader: Reader, key: str) -> Iterator[RowDecision]:
    """Yield the decision of each feed about each SKU of a product."""
    product, catalog = reader.product(key), reader.catalog()
    for channel, audience in built(reader) if product and catalog else ():
        shown = Visible(reader, audience).product(key)
        for sku in iter_skus(product) if product else ():
            reasons, notes = _decided(channel, shown, sku, catalog.url if catalog else "")
            yield RowDecision(channel.channel.key, audience, sku, reasons, notes)


Notes = tuple[Note, ...]


def _decided(channel: CompiledChannel, shown: VisibleProduct | Hidden, sku: str, url: str) -> tuple[Notes, Notes]:
    """Return why a feed leaves a SKU out; nothing if it does not, but the violated rules of its row."""
    if isinstance(shown, Hidden):
        return (note("left-out.hidden", reasons=shown.reasons),), ()
    if sku not in shown.skus:
        return (note("left-out.unseen"),), ()
    lookup = Row(Offer(shown, sku), channel.channel, url)
    if (unselected := rows.unselected(channel, lookup)) is not None:
        return unselected.reasons, ()
    below, made = gate.below(lookup.offer), rows.rendered(channel, lookup)
    reasons = (*((below,) if below else ()), *(made.reasons if isinstance(made, rows.Excluded) else ()))
    return reasons, made.notes if isinstance(made, rows.Row) and not reasons else ()
