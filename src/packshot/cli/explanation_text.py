"""Prints an explanation as a tree of lines with their locations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from packshot.catalog.explanation import AssetDecision, Explained, IncomingLink, ValueOrigin
from packshot.catalog.finding_report import safe
from packshot.catalog.offer_explanation import Line, Offer
from packshot.findings import Locate, Location
from packshot.model.instants import as_instant
from packshot.outputs.channels.views import RowDecision
from packshot.reporting.explanation import Answer

WIDEST = 1 << 16
"""Maximum number of columns of a line."""

LONG = 70
"""Maximum number of characters shown of a value."""

Styled = tuple[str, str]
"""A text and its style."""


def show(answer: Answer) -> None:
    """Print an explanation as a tree."""
    tree, console = _tree(answer), Console(highlight=False)
    console.width = console.measure(tree, options=console.options.update(width=WIDEST)).maximum
    console.print(tree)  # no line is cut: a terminal breaks a line that is too long


def _tree(answer: Answer) -> Tree:
    found, audience, locate = answer.explanation, answer.audience, answer.locate
    product = found.product
    named = f"{found.sku} of {product.key}" if found.sku and found.sku != product.sku else found.sku or product.key
    tree = Tree(_text((named, "bold"), (f"  {found.name}", ""), _place(found.at, locate)))
    tree.add(_text((f"family {product.family}, status {product.status}", "")))
    who = f"market {audience.market}, locale {audience.locale}, scope {audience.scope}, as of {answer.as_of}"
    tree.add(_text((f"for {who}", "dim")))
    if found.hidden:
        tree.add(_text((f"not shown: {found.hidden}", "red")))
    for value in found.values:
        _add_value(tree, value, found.assets, locate)
    _add_links(tree, found.links, locate)
    for offer in found.offers:
        _add_offer(tree, offer, locate)
    _add_feeds(tree, answer.feeds)
    return tree


def _text(*parts: Styled) -> Text:
    """Return a line; texts from files are made safe for a terminal and are never read as markup."""
    return Text.assemble(*((safe(text), style) for text, style in parts), no_wrap=True, overflow="fold")


def _if(form: str, value: object) -> str:
    """Return `form` with the value filled in; empty for None and empty text."""
    return "" if value in (None, "") else form.format(value)


def _place(at: Location, locate: Locate) -> Styled:
    position = locate(at) if at.path else None
    return f"  {at.path}:{position.line}" if position else f"  {at.path}", "dim"


def _add_value(tree: Tree, value: Explained, assets: Iterable[AssetDecision], locate: Locate) -> None:
    if not value.said:
        style, required = ("yellow", " (required)") if value.required else ("dim", "")
        tree.add(_text((value.path, style), (f"  {value.absent}{required}", style)))
        return
    winner, *others = value.said
    back = _if("  (fallback: {})", value.fallback), "yellow"
    branch = tree.add(_text((value.path, "cyan"), *_origin(winner, locate), back))
    _add_inputs(branch, winner, locate)
    for other in others:
        branch.add(_text(("overrides", "dim"), *_origin(other, locate)))
    for asset in assets:
        if f"assets.{asset.role}" == value.path:
            branch.add(_asset(asset, locate))


def _add_inputs(branch: Tree, origin: ValueOrigin, locate: Locate) -> None:
    """Add the expression of a calculated value, and each input with its location."""
    if origin.expression:
        branch.add(_text(("= ", "dim"), (origin.expression, "")))
    for code, each in origin.inputs:
        twig = branch.add(_text((code, "cyan"), *(_origin(each, locate) if each else (("  not set", "yellow"),))))
        if each:
            _add_inputs(twig, each, locate)


def _origin(origin: ValueOrigin, locate: Locate) -> tuple[Styled, ...]:
    level = ", ".join(filter(None, [origin.level, _if("for {}", origin.scope)]))
    return (f"  {_short(origin.value)}", ""), _place(origin.at, locate), (_if("  [{}]", level), "dim")


def _asset(asset: AssetDecision, locate: Locate) -> Text:
    shown = f"shown{_if(' until {}', asset.until)}"
    verdict = (shown, "green") if asset.allowed else (f"not shown: {asset.reason}", "red")
    more = _if(", replaced by {}", asset.instead) + _if(" (licence {})", asset.licence)
    return _text((f"{asset.id}  ", ""), verdict, (more, ""), _place(asset.at, locate))


def _add_links(tree: Tree, links: Iterable[IncomingLink], locate: Locate) -> None:
    """Add the links that are computed from links of other products, grouped by code."""
    branches: dict[str, Tree] = {}
    for link in links:
        if link.code not in branches:
            branches[link.code] = tree.add(_text((f"related.{link.code}", "cyan"), ("  computed", "dim")))
        branches[link.code].add(_text((f"{link.name}  sets {link.relation}", ""), _place(link.at, locate)))


def _add_offer(tree: Tree, offer: Offer, locate: Locate) -> None:
    branch = tree.add(_text((offer.sku, "bold"), (_if("  not shown: {}", offer.hidden), "red")))
    for kind, summary, lines in (("price", _price(offer), offer.prices), ("stock", _stock(offer), offer.stocks)):
        if lines:
            twig = branch.add(_text((kind, "cyan"), (f"  {summary}", "")))
            for line in lines:
                twig.add(_line(line, locate))


def _price(offer: Offer) -> str:
    found = offer.price
    if found is None:
        return "none"
    more = _if(" at {} %", found.rate), _if(", was {}", found.was), _if(", until {}", found.until)
    return f"{found.amount} {found.currency}, tax {found.tax}{''.join(more)}"


def _stock(offer: Offer) -> str:
    return offer.stock.state + _if(", {}", offer.stock.qty) + _if(", from {}", offer.stock.date)


def _line(line: Line, locate: Locate) -> Text:
    named = line.list + _if(" {}", line.key) + _if(": {}", line.text)
    separator = ", " if line.key or line.text else ": "
    return _text((f"{named}{separator}{line.verdict}", ""), _place(line.at, locate))


def _add_feeds(tree: Tree, feeds: Iterable[RowDecision]) -> None:
    """Add the feeds that include the SKU, and those that leave it out with the reason; equal results are grouped."""
    groups: dict[tuple[str, str, str], dict[str, None]] = {}
    several = len({feed.sku for feed in feeds}) > 1
    for feed in feeds:
        audience = f"{feed.audience.name} {feed.sku}" if several else feed.audience.name
        notes = "; ".join(note.text for note in feed.notes)
        groups.setdefault((feed.channel, feed.reason, notes), {})[audience] = None
    branch = tree.add(_text(("feeds", "cyan"))) if groups else tree
    for (channel, reason, notes), audiences in groups.items():
        verdict = (f"left out: {reason}", "red") if reason else ("included", "green")
        more = (f" ({notes})" if notes else "", "yellow")
        branch.add(_text((f"{channel}  ", ""), verdict, more, (f"  {', '.join(audiences)}", "dim")))


def _short(value: Any) -> str:
    """Return a value on one line, cut if it is long."""
    text = _words(value).strip().replace("\n", "⏎ ")
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_words, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_words(each)}' for key, each in value.items())}}}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, datetime):
        return as_instant(value)
    return str(getattr(value, "to", value))
