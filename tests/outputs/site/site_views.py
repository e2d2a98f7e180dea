"""Views of a small tableware catalogue, as the pages get them; tests change what they are about."""

from __future__ import annotations

from typing import Any

from packshot.outputs import addresses
from packshot.outputs.site import style
from packshot.outputs.site.frame_shapes import Alternate, Frame, Link
from packshot.outputs.site.product_shapes import Availability, Card, Picture, Price, ProductView, Variant
from packshot.outputs.site.shapes import CategoryListing, HomeView, MarketHomes

ORIGIN = "https://www.havn.example"
STYLE = "/" + style.path({"accent": "", "accent_dark": ""})
PLACES = {
    ("de", "de"): ("de-DE", "Deutschland – Deutsch"),
    ("de", "en"): ("en-DE", "Deutschland – English"),
    ("ch", "de"): ("de-CH", "Schweiz – Deutsch"),
    ("ch", "fr"): ("fr-CH", "Suisse – Français"),
    ("us", "en"): ("en-US", "United States – English"),
}


def frame(rest: str, market: str = "de", locale: str = "de", **changes: Any) -> Frame:
    def at(m: str, lo: str) -> str:
        return f"/{m}/{lo}/{rest}"

    others: list[Alternate] = [
        {"hreflang": code, "href": at(m, lo), "label": label} for (m, lo), (code, label) in PLACES.items()
    ]
    made: Frame = {
        "site": "Havn",
        "origin": ORIGIN,
        "market": market,
        "locale": locale,
        "place": PLACES[market, locale][1],
        "canonical": at(market, locale),
        "alternates": [*others, {"hreflang": "x-default", "href": at("us", "en"), "label": ""}],
        "home": f"/{market}/{locale}/",
        "chooser": "/",
        "style": STYLE,
        "nav": [
            {"href": f"/{market}/{locale}/categories/{key}/", "label": label}
            for key, label in [("bowls", "Schalen"), ("plates", "Teller"), ("cups", "Becher"), ("glass", "Glas")]
        ],
        "section": f"/{market}/{locale}/categories/bowls/",
        "words": {},
    }
    return {**made, **changes}  # type: ignore[typeddict-item] # a test may change any key


def picture(name: str, alt: str, side: int = 640, credit: str = "") -> Picture:
    return {
        "alt": alt,
        "src": f"/media/{name}-{side}.jpg",
        "width": side,
        "height": side,
        "sources": [
            {"type": "image/webp", "srcset": f"/media/{name}-{side}.webp {side}w, /media/{name}-1280.webp 1280w"},
            {"type": "image/jpeg", "srcset": f"/media/{name}-{side}.jpg {side}w, /media/{name}-1280.jpg 1280w"},
        ],
        "zoom": f"/media/{name}-1280.jpg",
        "rights": {
            "credit": credit,
            "notice": "© 2026 Havn",
            "creator": "Inga Lind",
            "license": "https://www.havn.example/terms",
            "acquire": "https://www.havn.example/press",
        }
        if credit
        else None,
    }


def price(amount: str, was: str = "", **changes: Any) -> Price:
    def text(number: str) -> str:
        return number.replace(".", ",") + "\u00a0€" if number else ""

    made: Price = {
        "text": text(amount),
        "amount": amount,
        "currency": "EUR",
        "was": text(was),
        "was_amount": was,
        "until": "2026-12-01" if was else "",
        "tax_included": True,
        "note": "inkl. 19 % MwSt.",
        "tiers": [],
    }
    return {**made, **changes}  # type: ignore[typeddict-item] # a test may change any key


IN_STOCK: Availability = {"code": "in_stock", "label": "Auf Lager", "date": ""}
LATER: Availability = {"code": "preorder", "label": "Lieferbar ab 1. Dezember 2026", "date": "2026-12-01"}
GONE: Availability = {"code": "out_of_stock", "label": "Nicht vorrätig", "date": ""}
GLAZES = [("Kreide", "#e9e4d8"), ("Moos", "#6f7f63"), ("Fjord", "#3f5f73"), ("Rost", "#a65a3a")]
SIZES = ["14 cm", "18 cm", "24 cm"]


def variant(glaze: int, size: int) -> Variant:
    label, swatch = GLAZES[glaze]
    sku = f"SK-{label.upper()[:3]}-{SIZES[size].split()[0]}"
    return {
        "sku": sku,
        "anchor": addresses.anchor(sku),
        "name": f"Schale Skagen {label} {SIZES[size]}",
        "values": [label, SIZES[size]],
        "swatch": swatch,
        "picture": picture(f"bowl-{glaze}", f"Schale Skagen in {label}"),
        "price": price(f"{29 + 10 * size}.00", "49.00" if (glaze, size) == (3, 1) else ""),
        "availability": [IN_STOCK, LATER, GONE][(glaze + size) % 3],
        "gtin": f"95200000100{glaze}{size}",
        "mpn": "",
        "badge": "",
    }


def trail(market: str = "de", locale: str = "de") -> list[Link]:
    return [
        {"href": f"/{market}/{locale}/", "label": "Start"},
        {"href": f"/{market}/{locale}/categories/tableware/", "label": "Geschirr"},
        {"href": f"/{market}/{locale}/categories/bowls/", "label": "Schalen"},
    ]


TITLES = [
    "Schale Skagen",
    "Becher Tide",
    "Teller Dune",
    "Karaffe Sund",
    "Servierschale Fanø",
    "Becher Tide, doppelwandig",
]


def card(number: int, **changes: Any) -> Card:
    title = TITLES[number % len(TITLES)]
    made: Card = {
        "href": f"/de/de/products/product-{number}/",
        "title": title,
        "subtitle": "Havn Studio",
        "picture": picture(f"bowl-{number % 4}", title, credit=""),
        "price": f"{19 + number},00\u00a0€",
        "price_from": number % 2 == 0,
        "was": "39,00\u00a0€" if number == 2 else "",
        "badge": "Neu" if number == 1 else "",
        "swatches": [{"label": label, "color": color} for label, color in GLAZES[: number % 5]],
    }
    return {**made, **changes}  # type: ignore[typeddict-item] # a test may change any key


DESCRIPTION = """
Auf der Scheibe gedreht und von Hand glasiert: Jede Schale **Skagen** ist ein *Einzelstück* aus dichtem Steinzeug.

Die Glasur ist matt, liegt weich in der Hand und verträgt Spülmaschine und Mikrowelle.

- Bleifrei glasiert, lebensmittelecht
- Bei 1260 °C gebrannt
- Stapelbar; siehe [Pflegehinweise](https://www.havn.example/care)
"""


def product(**changes: Any) -> ProductView:
    made: ProductView = {
        "frame": frame("products/skagen/"),
        "key": "skagen",
        "title": "Schale Skagen",
        "summary": "Steinzeugschale, von Hand gedreht und matt glasiert, in vier Farben und drei Größen.",
        "description": DESCRIPTION,
        "brand": {"name": "Havn Studio", "href": ""},
        "badge": "",
        "breadcrumb": trail(),
        "pictures": [
            picture("bowl-0", "Schale Skagen in Kreide, von vorn", credit="Inga Lind"),
            picture("bowl-1", "Schale Skagen in Moos, von oben"),
            picture("bowl-2", "Schale Skagen in Fjord"),
        ],
        "features": ["Steinzeug, von Hand gedreht", "Spülmaschine und Mikrowelle", "Stapelbar"],
        "price": price("29.00"),
        "price_from": True,
        "availability": IN_STOCK,
        "sku": "",
        "gtin": "",
        "mpn": "",
        "properties": {"material": "Steinzeug"},
        "axes": [
            {
                "label": "Glasur",
                "property": "color",
                "values": [
                    {"label": label, "swatch": color, "href": f"#{variant(n, 0)['anchor']}"}
                    for n, (label, color) in enumerate(GLAZES)
                ],
            },
            {
                "label": "Durchmesser",
                "property": "",
                "values": [
                    {"label": size, "swatch": "", "href": f"#{variant(0, n)['anchor']}"} for n, size in enumerate(SIZES)
                ],
            },
        ],
        "variants": [variant(glaze, size) for glaze in range(4) for size in range(3)],
        "groups": [
            {
                "label": "Technik",
                "rows": [
                    {"label": "Gewicht", "values": ["540 g"]},
                    {"label": "Fassungsvermögen", "values": ["0,7 l"]},
                    {"label": "Geeignet für", "values": ["Spülmaschine", "Mikrowelle", "Backofen bis 220 °C"]},
                ],
                "tables": [],
            },
            {
                "label": "Material",
                "rows": [],
                "tables": [
                    {
                        "label": "Zusammensetzung",
                        "columns": ["", "Stoff", "Anteil"],
                        "rows": [["Körper", "Steinzeug", "92 %"], ["Glasur", "Feldspat", "8 %"]],
                    }
                ],
            },
        ],
        "parts": [],
        "downloads": [
            {"href": "/media/ab/care-de.pdf", "label": "Pflegehinweise", "kind": "PDF", "size": "1,2 MB", "lang": "de"}
        ],
        "notes": [
            {"label": "Hersteller", "text": "Havn A/S, Havnegade 1, 9990 Skagen, [havn.example](https://havn.example)"}
        ],
        "related": [{"label": "Passt dazu", "cards": [card(n) for n in range(1, 5)]}],
    }
    return {**made, **changes}  # type: ignore[typeddict-item] # a test may change any key


def simple(**changes: Any) -> ProductView:
    """A product without variants."""
    tiers = [
        {"quantity": quantity, "text": f"{amount},00\u00a0€", "amount": f"{amount}.00"}
        for quantity, amount in [(1, 24), (6, 21), (24, 18)]
    ]
    plain: dict[str, Any] = {
        "frame": frame("products/tide/"),
        "key": "tide",
        "title": "Becher Tide",
        "axes": [],
        "variants": [],
        "sku": "TIDE-1",
        "gtin": "9520000010010",
        "mpn": "T 1",
        "price": price("24.00", "29.00", tiers=tiers),
        "price_from": False,
        "properties": {"color": "Kreide", "material": "Steinzeug"},
        "pictures": [picture("bowl-3", "Becher Tide", credit="Inga Lind")],
        "parts": [{"card": card(3), "quantity": "2 Stück"}, {"card": card(4), "quantity": "1 Stück"}],
    }
    return product(**{**plain, **changes})


def listing(**changes: Any) -> CategoryListing:
    made: CategoryListing = {
        "frame": frame("categories/bowls/"),
        "key": "bowls",
        "title": "Schalen",
        "summary": "Schalen aus Steinzeug und Porzellan.",
        "description": "Für Suppe, Salat und alles, was in der Mitte des *Tisches* steht.",
        "breadcrumb": trail()[:2],
        "children": [
            {"href": "/de/de/categories/small-bowls/", "label": "Kleine Schalen", "picture": picture("bowl-1", "")},
            {"href": "/de/de/categories/serving/", "label": "Servierschalen", "picture": picture("bowl-2", "")},
        ],
        "prose": "",
    }
    return {**made, **changes}  # type: ignore[typeddict-item] # a test may change any key


def declared(**changes: Any) -> dict[str, Any]:
    """The data of the listing of a category."""
    return {"audience": "de/de", "head": listing(**changes)}


def home(**changes: Any) -> HomeView:
    made: HomeView = {
        "frame": frame("", section=""),
        "title": "Havn – Geschirr aus dem Norden",
        "summary": "Steinzeug, Porzellan und Glas, in Skagen entworfen.",
        "hero": {
            "title": "Ruhe auf dem Tisch",
            "text": "Steinzeug aus Skagen, von Hand gedreht, matt glasiert und für jeden Tag gemacht.",
            "picture": picture("hero", "Drei Schalen auf einem hellen Tisch", 1280),
            "action": {"href": "/de/de/categories/bowls/", "label": "Schalen ansehen"},
        },
        "tiles": [
            {"href": f"/de/de/categories/{key}/", "label": label, "picture": picture(f"bowl-{n}", "")}
            for n, (key, label) in enumerate([("bowls", "Schalen"), ("plates", "Teller"), ("cups", "Becher")])
        ],
        "highlights": [card(n) for n in range(4)],
        "prose": "",
        "logo": "/media/logo.png",
    }
    return {**made, **changes}  # type: ignore[typeddict-item] # a test may change any key


def places() -> list[MarketHomes]:
    return [
        {
            "label": label,
            "pages": [{"hreflang": code, "href": f"/{market}/{code[:2]}/", "label": name} for code, name in pages],
        }
        for market, label, pages in [
            ("de", "Deutschland", [("de-DE", "Deutsch"), ("en-DE", "English")]),
            ("ch", "Schweiz", [("de-CH", "Deutsch"), ("fr-CH", "Français")]),
            ("us", "United States", [("en-US", "English")]),
        ]
    ]


def root() -> Frame:
    """The frame of the pages that belong to no market."""
    return frame("", "us", "en", place="", canonical="/", alternates=[], home="/", nav=[], section="")


def pages() -> dict[str, bytes]:
    """A small site, path -> bytes: one page of each kind, every layout once."""
    from packshot.engine.types import Page
    from packshot.outputs.site import category, chooser, missing, redirect
    from packshot.outputs.site import home as home_output
    from packshot.outputs.site import product as product_output

    made = {
        "de/de/products/skagen/index.html": product_output.OUTPUT.make(product(), []),
        "de/de/products/tide/index.html": product_output.OUTPUT.make(simple(), []),
        "de/de/index.html": home_output.OUTPUT.make(home(), []),
        "index.html": chooser.OUTPUT.make({"frame": root(), "places": places()}, []),
        "404.html": missing.OUTPUT.make({"frame": root(), "places": places()}, []),
        "de/de/products/skagen-old/index.html": redirect.OUTPUT.make(moved(), []),
        STYLE[1:]: style.OUTPUT.make({"accent": "", "accent_dark": ""}, []),
    }
    for bucket, count in [(0, 24), (1, None)]:
        cards = [(f"p{n}", card(n)) for n in range(12)]
        for view in category.OUTPUT.compose(declared(), Page(bucket, 9, count, cards)):
            made[view.path] = category.OUTPUT.make(view.data, [])
    return made


def moved() -> dict[str, Any]:
    return {
        "site": "Havn",
        "origin": ORIGIN,
        "locale": "de",
        "style": STYLE,
        "href": "/de/de/products/skagen/",
        "title": "Schale Skagen",
        "words": {},
    }
