"""The output `site.home`: the home page of one market in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from packshot.engine.types import Json, Page, View
from packshot.outputs import addresses
from packshot.outputs.site import jsonld, theme

if TYPE_CHECKING:
    from packshot.outputs.site.shapes import HomeView


class HomePage:
    """The output that makes a home page: an opening section, the categories, and some products.

    Every visible product with an image adds its card to the listing. The page shows the cards of the first bucket. They
    are a pseudo-random sample, so most changes of products do not change the page. Other buckets yield nothing.
    """

    name = "site.home"
    templates = ("site/base.html", "site/cards.html", "site/home.html", "site/pictures.html")

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield the view of the home page for the first bucket; nothing for other buckets."""
        if page.bucket == 0:
            head = cast("HomeView", listing["head"])
            market, locale = head["frame"]["market"], head["frame"]["locale"]
            data = {**head, "highlights": [card for _, card in page.items]}
            yield View(addresses.home(market, locale), self.name, cast(Json, data), theme.HTML, listing["audience"])

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return the home page as HTML."""
        view = cast("HomeView", data)
        return theme.page("site/home.html", view["frame"], view=view, nodes=[jsonld.organization(view)])


OUTPUT = HomePage()
