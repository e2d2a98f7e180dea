"""A small shop written as text, and how ready its products are."""

from tests.support import files_of

from packshot.catalog.visibility import Visible
from packshot.catalog.whole_tree import read_facts, read_whole
from packshot.git.tree import MemoryTree
from packshot.model.audience import Audience
from packshot.readiness.audiences import measured
from packshot.readiness.completeness import Completeness, completeness, skus
from packshot.readiness.values import Values, values_of

NOW = "2026-10-01T00:00:00Z"

SHOP = """
    --- catalog/catalog.yaml
    packshot: 1
    name: Bowls
    url: https://www.bowls.example
    source: en
    locales: {en: null, de: en, de-AT: de, fr: en}
    markets:
      de: {country: DE, locales: [de, en], currency: EUR, prices: [retail], stock: [central]}
      at: {country: AT, locales: [de-AT, fr], currency: EUR}
    taxonomies: {google: 2021}
    scopes: [print]
    --- catalog/attributes/main.yaml
    attributes:
      name: {type: text, localizable: true}
      story: {type: rich, localizable: true}
      pieces: {type: number}
      safe: {type: boolean}
      color: {type: select, options: color}
      gtin: {type: gtin}
      main: {type: asset, kinds: [image]}
      gallery: {type: asset, kinds: [image], many: true}
      glazes: {type: table, columns: {tone: {type: text}, note: {type: text, localizable: true}}}
    --- catalog/options/color.yaml
    options: {sand: Sand, slate: Slate}
    --- catalog/families/thing.yaml
    attributes: [name, main]
    required: {all: [name]}
    --- catalog/families/bowl.yaml
    parent: thing
    attributes: [story, pieces, safe, color, gtin, gallery, glazes]
    axes: [color]
    required: {web: [story], google: [gtin, assets.main]}
    --- catalog/categories/shop.yaml
    children:
      bowls: {maps: {google: 673}}
      cups: {}
    --- catalog/prices/retail.yaml
    currency: EUR
    tax: included
    prices: {RIM: 24.00, DEEP-SLATE: null}
    --- catalog/stock/central.yaml
    unlisted: in_stock
    stock: {RIM: 3}
    --- catalog/products/rim/product.yaml
    family: bowl
    status: active
    sku: RIM
    name: Bowl with a rim
    --- channels/google.yaml
    extends: google-primary
    markets: [de]
    output: {format: rss, file: "{market}-{locale}.xml"}
    """


class Shop:
    """The shop with some of its files replaced, read as it stands."""

    def __init__(self, changes: str = "", as_of: str = NOW) -> None:
        files: dict[str, bytes | str] = {**files_of(SHOP), **(files_of(changes) if changes else {})}
        self.tree = MemoryTree(files)
        self.reader = read_whole(self.tree, read_facts(self.tree), as_of)

    def audiences(self) -> tuple[Audience, ...]:
        return measured(self.reader)

    def visible(self, scope: str, market: str, locale: str) -> Visible:
        asked = (scope, market, locale)
        return next(
            Visible(self.reader, each) for each in self.audiences() if (each.scope, each.market, each.locale) == asked
        )

    def values(self, key: str = "rim") -> Values:
        found = values_of(self.reader, key)
        assert found is not None
        return found

    def completeness(self, whom: str, key: str = "rim") -> Completeness:
        """For whom: `web de/de-AT`."""
        scope, _, audience = whom.partition(" ")
        visible, values = self.visible(scope, *audience.split("/")), self.values(key)
        return completeness(values, visible, skus(values, visible))
