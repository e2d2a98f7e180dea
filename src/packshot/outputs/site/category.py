"""The output `site.category`: the pages of a category, each with some of its products in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from packshot.engine.types import Json, Page, View
from packshot.outputs import addresses
from packshot.outputs.site import jsonld, theme

if TYPE_CHECKING:
    from packshot.outputs.site.frame_shapes import Frame
    from packshot.outputs.site.product_shapes import Card
    from packshot.outputs.site.shapes import CategoryListing, CategoryView, PageLink, Pagination

AROUND = 2
"""Page numbers in the pagination on either side of the current one."""


class CategoryPages:
    """The output that makes the pages of a category: the head of the category, and its products as cards in the order
    of the listing.
    """

    name = "site.category"
    templates = ("site/base.html", "site/cards.html", "site/category.html", "site/pictures.html")

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield the view of one page of a category."""
        whole = cast("CategoryListing", listing["head"])
        head = whole if page.bucket == 0 else further(whole, page.bucket)
        view: CategoryView = {
            "head": head,
            "cards": [cast("Card", data) for _, data in page.items],
            "count": page.count,
            "pages": pagination(whole["frame"]["canonical"], page.bucket, page.buckets),
        }
        market, locale = head["frame"]["market"], head["frame"]["locale"]
        path = addresses.category(market, locale, head["key"], page.bucket)
        yield View(path, self.name, view, theme.HTML, audience=listing["audience"])

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return one page of a category as HTML."""
        view = cast("CategoryView", data)
        head = view["head"]
        nodes = [jsonld.category(view), jsonld.breadcrumb(head["frame"], head["breadcrumb"], head["title"])]
        return theme.page("site/category.html", head["frame"], view=view, head=head, pages=view["pages"], nodes=nodes)


def further(head: CategoryListing, bucket: int) -> CategoryListing:
    """Return the head of a page after the first. It omits most texts, so a new description does not change these pages.

    The head has no alternates, because another market may have fewer pages.
    """
    frame: Frame = {
        **head["frame"],
        "canonical": addresses.numbered(head["frame"]["canonical"], bucket),
        "alternates": [],
    }
    return {**head, "frame": frame, "summary": "", "description": "", "children": [], "prose": ""}


def pagination(href: str, bucket: int, buckets: int) -> Pagination:
    """Return the number of a page in a listing and the links to the first page, the page itself and the pages near it.

    The last page has a link only if it is near, so that growth at the end changes only the pages near the end. A
    listing with one page has no links.
    """
    near = range(max(0, bucket - AROUND), min(buckets, bucket + AROUND + 1))
    shown = sorted({0, *near}) if buckets > 1 else []
    links: list[PageLink] = [
        {
            "href": addresses.numbered(href, number),
            "number": number + 1,
            "gap": index > 0 and shown[index - 1] != number - 1,
        }
        for index, number in enumerate(shown)
    ]
    return {
        "number": bucket + 1,
        "previous": addresses.numbered(href, bucket - 1) if bucket else "",
        "next": addresses.numbered(href, bucket + 1) if bucket + 1 < buckets else "",
        "links": links,
    }


OUTPUT = CategoryPages()
