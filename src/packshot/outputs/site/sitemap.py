"""The output `site.sitemap`: sitemap files of up to about 1,000 pages each, and the index of these files.

The files contain no dates, because a release does not record modification times. The limits of the protocol (50,000
addresses and 50 MB per file, 1,000 images per address) are never reached: a file contains one bucket of about
`size(...)` pages, and further images are omitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, cast

from packshot.engine.types import Json, Page, View
from packshot.model.audience import OVERVIEW
from packshot.outputs import addresses

if TYPE_CHECKING:
    from packshot.outputs.site.shapes import SitemapItem, SitemapListing, SitemapView

XML = "application/xml"
IMAGES = 1_000
"""Maximum number of images of one address."""
TARGET = 1_000_000
"""Target size of a file in bytes: a change of one page uploads one file."""
ADDRESS = 160
"""Average bytes of one address with its element."""
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
)
INDEX_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


class Sitemap:
    """The output that makes the sitemap: home pages, product pages and the first pages of categories, with their
    language versions and images.
    """

    name = "site.sitemap"
    templates = ()

    def compose(self, listing: Json, page: Page) -> Iterable[View]:
        """Yield the view of the sitemap file of one bucket; for the first bucket, also the view of the index.

        The file of an empty bucket contains the root page, because a sitemap file must not be empty.
        """
        site = cast("SitemapListing", listing)
        root: SitemapItem = {"href": site["base"], "alternates": [], "images": []}
        items = [cast("SitemapItem", data) for _, data in page.items] or [root]
        yield View(file(page.bucket), self.name, _view(site, items=items), XML, flags=(OVERVIEW,))
        if page.bucket == 0:
            files = [site["base"] + file(bucket) for bucket in range(page.buckets)]
            yield View(addresses.SITEMAP, self.name, _view(site, files=files), XML, flags=(OVERVIEW,))

    def make(self, data: Json, originals: Sequence[bytes]) -> bytes:
        """Return one sitemap file, or the sitemap index, as XML."""
        view = cast("SitemapView", data)
        return "".join(_index(view) if view["files"] else _file(view)).encode()


def size(alternates: int, images: int) -> int:
    """Return the target number of pages per sitemap file: from 10 to 1,000, chosen for a file size of about 1 MB.

    `alternates` and `images` are the numbers of language versions and images per page.
    """
    return max(10, min(1_000, TARGET // (ADDRESS * (1 + alternates + images))))


def file(bucket: int) -> str:
    """Return the path of the sitemap file of a bucket.

    The file is in the root folder, because a sitemap applies only to addresses below its folder.
    """
    return f"sitemap-{bucket + 1}.xml"


def _view(site: SitemapListing, items: Sequence[SitemapItem] = (), files: Sequence[str] = ()) -> SitemapView:
    return {"origin": site["origin"], "items": list(items), "files": list(files)}


def _index(view: SitemapView) -> Iterator[str]:
    yield INDEX_HEAD
    yield from (f"<sitemap><loc>{_address(view, path)}</loc></sitemap>\n" for path in view["files"])
    yield "</sitemapindex>\n"


def _file(view: SitemapView) -> Iterator[str]:
    yield HEAD
    for item in view["items"]:
        yield f"<url><loc>{_address(view, item['href'])}</loc>"
        for other in filter(lambda each: each["hreflang"], item["alternates"]):
            tag, href = escape(other["hreflang"]), _address(view, other["href"])
            yield f'<xhtml:link rel="alternate" hreflang="{tag}" href="{href}"/>'
        for image in item["images"][:IMAGES]:
            yield f"<image:image><image:loc>{_address(view, image)}</image:loc></image:image>"
        yield "</url>\n"
    yield "</urlset>\n"


def _address(view: SitemapView, link: str) -> str:
    return escape(addresses.absolute(view["origin"], link))


OUTPUT = Sitemap()
