"""An explanation as people and programs read it: a tree of lines with their places, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from packshot.model.instants import as_instant

if TYPE_CHECKING:
    from rich.tree import Tree

    from packshot.catalog.explanation import Explained, Explanation, Follows, Judged, Said
    from packshot.catalog.offer_explanation import Line, Offer
    from packshot.findings import Locate, Location
    from packshot.model.audience import Audience
    from packshot.outputs.channels.views import RowDecision

LONG = 70
"""Characters shown of a value."""

WIDTH = 160
"""Columns where there is no terminal to ask."""


class Answer(NamedTuple):
    """An explanation with its audience, and what the feeds do with the SKUs."""

    audience: Audience
    told: Explanation
    feeds: Sequence[RowDecision]
    as_of: str
    locate: Locate


def show(answer: Answer) -> None:
    """Print a tree of what was found."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    console.print(_tree(answer))


def _tree(answer: Answer) -> Tree:
    from rich.tree import Tree

    told, audience = answer.told, answer.audience
    product, where = told.product, _place(told.at, answer.locate)
    named = f"{told.sku} of {product.key}" if told.sku and told.sku != product.sku else told.sku or product.key
    tree = Tree(_text((named, "bold"), (f"  {told.name}", ""), (f"  {where}", "dim")))
    tree.add(_text((f"family {product.family}, status {product.status}", "")))
    who = f"market {audience.market}, locale {audience.locale}, scope {audience.scope}, as of {answer.as_of}"
    tree.add(_text((f"asked for {who}", "dim")))
    if told.hidden:
        tree.add(_text((f"not shown: {told.hidden}", "red")))
    for value in told.values:
        _add_value(tree, value, told.assets, answer.locate)
    _add_links(tree, told.links, answer.locate)
    for offer in told.offers:
        _add_offer(tree, offer, answer.locate)
    _add_feeds(tree, answer.feeds)
    return tree


def _text(*parts: tuple[str, str]) -> Any:
    """A line; what files say is made safe for a terminal and is never read as markup."""
    from rich.text import Text

    from packshot.catalog.finding_report import safe

    return Text.assemble(*((safe(text), style) for text, style in parts), no_wrap=True, overflow="fold")


def _add_value(tree: Tree, value: Explained, assets: Iterable[Judged], locate: Locate) -> None:
    if not value.said:
        style = "yellow" if value.required else "dim"
        needed = ", though it is required" if value.required else ""
        tree.add(_text((value.path, style), (f"  absent{needed}: {value.absent}", style)))
        return
    winner, *others = value.said
    back = f"  (falls back to {value.fallback})" if value.fallback else ""
    branch = tree.add(_text((value.path, "cyan"), *_said(winner, locate), (back, "yellow")))
    _add_inputs(branch, winner, locate)
    for other in others:
        branch.add(_text(("overrides", "dim"), *_said(other, locate)))
    for asset in assets:
        if f"assets.{asset.role}" == value.path:
            branch.add(_asset(asset, locate))


def _add_inputs(branch: Tree, said: Said, locate: Locate) -> None:
    """Of a calculated value the expression, and each input with its place."""
    if said.expression:
        branch.add(_text(("= ", "dim"), (said.expression, "")))
    for code, each in said.inputs:
        twig = branch.add(_text((code, "cyan"), *(_said(each, locate) if each else (("  absent", "yellow"),))))
        if each:
            _add_inputs(twig, each, locate)


def _said(said: Said, locate: Locate) -> tuple[tuple[str, str], ...]:
    who = [said.level, f"for {said.scope}" if said.scope else ""]
    by = f"  [{', '.join(filter(None, who))}]" if any(who) else ""
    return (f"  {short(said.value)}", ""), (f"  {_place(said.at, locate)}", "dim"), (by, "dim")


def _asset(asset: Judged, locate: Locate) -> Any:
    until = f" until {asset.until}" if asset.until else ""
    verdict = (f"may be shown{until}", "green") if asset.allowed else (f"not shown: {asset.reason}", "red")
    more = f", {asset.instead} takes its place" if asset.instead else ""
    licence = f" (licence {asset.licence})" if asset.licence else ""
    return _text((f"{asset.id}  ", ""), verdict, (f"{more}{licence}", ""), (f"  {_place(asset.at, locate)}", "dim"))


def _add_links(tree: Tree, links: Iterable[Follows], locate: Locate) -> None:
    """The links that follow from what other products write, by the codes under which they stand here."""
    branches: dict[str, Tree] = {}
    for link in links:
        if link.code not in branches:
            branches[link.code] = tree.add(_text((f"related.{link.code}", "cyan"), ("  computed", "dim")))
        place = _place(link.at, locate)
        branches[link.code].add(_text((link.name, ""), (f"  writes {link.relation}", ""), (f"  {place}", "dim")))


def _add_offer(tree: Tree, offer: Offer, locate: Locate) -> None:
    branch = tree.add(_text((offer.sku, "bold"), (f"  not shown: {offer.hidden}" if offer.hidden else "", "red")))
    for kind, shown, lines in (("price", price(offer), offer.prices), ("stock", stock(offer), offer.stocks)):
        if lines:
            twig = branch.add(_text((kind, "cyan"), (f"  {shown}", "")))
            for line in lines:
                twig.add(_line(line, locate))


def price(offer: Offer) -> str:
    """A price in words."""
    found = offer.price
    if found is None:
        return "none"
    was = f", was {found.was}" if found.was is not None else ""
    rate = f" at {found.rate} %" if found.rate is not None else ""
    until = f", until {found.until}" if found.until else ""
    return f"{found.amount} {found.currency}, tax {found.tax}{rate}{was}{until}"


def stock(offer: Offer) -> str:
    """Stock in words."""
    found = offer.stock
    qty = "" if found.qty is None else f", {found.qty}"
    return f"{found.state}{qty}{f', from {found.date}' if found.date else ''}"


def _line(line: Line, locate: Locate) -> Any:
    said = f": {line.text}" if line.text else ""
    key = f" {line.key}" if line.key else ""
    return _text((f"{line.list}{key}{said}, ", ""), (line.verdict, ""), (f"  {_place(line.at, locate)}", "dim"))


def _add_feeds(tree: Tree, feeds: Iterable[RowDecision]) -> None:
    """The feeds that show it and those that leave it out; equal answers are put together."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    several = len({feed.sku for feed in feeds}) > 1
    for feed in feeds:
        audience = f"{feed.audience.name} {feed.sku}" if several else feed.audience.name
        groups.setdefault((feed.channel, feed.reason), {})[audience] = None
    branch = tree.add(_text(("feeds", "cyan"))) if groups else tree
    for (channel, reason), audiences in groups.items():
        style = "red" if reason else "green"
        verdict = f"left out: {reason}" if reason else "shown"
        branch.add(_text((f"{channel}  ", ""), (verdict, style), (f"  {', '.join(audiences)}", "dim")))


def _place(at: Location, locate: Locate) -> str:
    position = locate(at) if at.path else None
    return f"{at.path}:{position.line}" if position else at.path


def short(value: Any) -> str:
    """A value in one line, cut if it is long."""
    text = _words(value).strip().replace("\n", "⏎ ")
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def _words(value: Any) -> str:
    if value is None:
        return "null (explicitly none)"
    if isinstance(value, tuple):
        return f"[{', '.join(_words(each) for each in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_words(each)}' for key, each in value.items())}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return as_instant(value)
    return str(getattr(value, "to", value))


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer as JSON, with a format version."""
    told, audience, locate = answer.told, answer.audience, answer.locate
    return {
        "packshot": 1,
        "product": told.product.key,
        "sku": told.sku,
        "name": told.name,
        **_where(told.at, locate),
        "market": audience.market,
        "locale": audience.locale,
        "scope": audience.scope,
        "as_of": answer.as_of,
        "hidden": told.hidden or None,
        "values": [_value_json(value, locate) for value in told.values],
        "assets": [_asset_json(asset, locate) for asset in told.assets],
        "links": [_link_json(link, locate) for link in told.links],
        "offers": [_offer_json(offer, locate) for offer in told.offers],
        "feeds": [_feed_json(feed) for feed in answer.feeds],
    }


def _where(at: Location, locate: Locate) -> dict[str, Any]:
    position = locate(at) if at.path else None
    return {"path": at.path or None, "line": position.line if position else None}


def _value_json(value: Explained, locate: Locate) -> dict[str, Any]:
    body: dict[str, Any] = {"value": value.path, "required": value.required}
    if value.said:
        body |= {"fallback": value.fallback or None, "said": [_said_json(said, locate) for said in value.said]}
    else:
        body |= {"absent": value.absent}
    return body


def _said_json(said: Said, locate: Locate) -> dict[str, Any]:
    own = {"locale": said.locale, "scope": said.scope or None, "level": said.level or None}
    body = {"value": plain(said.value), **own, **_where(said.at, locate)}
    if said.expression:
        inputs = {code: _said_json(each, locate) if each else None for code, each in said.inputs}
        body |= {"expression": said.expression, "inputs": inputs}
    return body


def _asset_json(asset: Judged, locate: Locate) -> dict[str, Any]:
    return {
        "role": asset.role,
        "id": asset.id,
        "allowed": asset.allowed,
        "reason": asset.reason or None,
        "until": asset.until,
        "licence": asset.licence or None,
        "instead": asset.instead or None,
        **_where(asset.at, locate),
    }


def _link_json(link: Follows, locate: Locate) -> dict[str, Any]:
    return {"code": link.code, "name": link.name, "relation": link.relation, **_where(link.at, locate)}


def _offer_json(offer: Offer, locate: Locate) -> dict[str, Any]:
    found = offer.price
    amount = found and {
        "amount": str(found.amount),
        "currency": found.currency,
        "tax": found.tax,
        "was": plain(found.was),
        "since": found.since,
        "until": found.until,
    }
    lines = {"prices": offer.prices, "stocks": offer.stocks}
    shown = {kind: [_line_json(line, locate) for line in held] for kind, held in lines.items()}
    stock_ = {"state": offer.stock.state, "qty": offer.stock.qty, "date": plain(offer.stock.date)}
    return {"sku": offer.sku, "hidden": offer.hidden or None, "price": amount, "stock": stock_, **shown}


def _feed_json(feed: RowDecision) -> dict[str, Any]:
    return {"channel": feed.channel, "audience": feed.audience.name, "sku": feed.sku, "reason": feed.reason or None}


def _line_json(line: Line, locate: Locate) -> dict[str, Any]:
    return {"list": line.list, "key": line.key or None, "text": line.text, "verdict": line.verdict} | _where(
        line.at, locate
    )


def plain(value: Any) -> Any:
    """A typed value as plain JSON: exact numbers as text."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return as_instant(value)
    return value.isoformat() if isinstance(value, date) else _words(value)
