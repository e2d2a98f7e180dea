"""The importer for the CSV export of Akeneo.

It reads the tables and all products, declares the names in use, and returns the files of the repository. If there are
errors, it returns no files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from packshot.authoring.emit import File
from packshot.authoring.importers import Conversion, Market, Options
from packshot.authoring.importers._report import Report
from packshot.authoring.importers.akeneo import commerce, declarations
from packshot.authoring.importers.akeneo.assets import Assets, sidecar
from packshot.authoring.importers.akeneo.data import Data, Files
from packshot.authoring.importers.akeneo.layers import Slot
from packshot.authoring.importers.akeneo.products import Product, Reader
from packshot.authoring.importers.akeneo.records import Shapes
from packshot.authoring.importers.akeneo.schema import Attribute, Schema, load
from packshot.authoring.styles import text_of
from packshot.findings import Location, Severity, in_order


def convert(source: Path, options: Options) -> Conversion:
    """Return the conversion of an export, which is a folder of CSV files."""
    report = Report()
    files: list[File] = []
    if source.is_dir():
        schema = load(source, report, options.source_locale)
        files = [] if report.findings else _convert(source, schema, options)
    else:
        report.problem("source", Location(str(source)), source=source)
    return Conversion(files, report, in_order(report.findings))


def _convert(source: Path, schema: Schema, options: Options) -> list[File]:
    """Return the files of the repository; none if there are errors."""
    assets = Assets(source, schema.report)
    sold = commerce.markets(schema, options)
    products = list(Reader(schema, assets).products())
    assets.take_rest()
    files: list[File] = []
    if not any(finding.severity is Severity.ERROR for finding in schema.report.findings):
        _name_images(products, assets, schema.source)
        order = declarations.in_order(schema)
        files += [_file(*each) for each in commerce.catalog_file(schema, options, sold, source.resolve().name)]
        files += [_file(*each) for each in _declared(schema, order, sold, products)]
        files += _asset_files(assets, schema.source)
        files += _product_files(products, Shapes(schema, order))
        _count(schema.report, files, products)
    return files


def _declared(schema: Schema, order: list[Attribute], sold: Sequence[Market], products: Sequence[Product]) -> Files:
    yield from declarations.attribute_files(schema, order)
    yield from declarations.option_files(schema, order)
    yield from declarations.family_files(schema, order, products)
    yield from declarations.category_files(schema)
    yield from declarations.relation_file(schema)
    yield from declarations.unit_file(schema, order)
    yield from commerce.price_files(schema, sold, products)
    yield from commerce.stock_file(schema)
    yield from commerce.feed_file(schema, sold, order)


def _file(path: str, data: Data, prose: set[str] | None = None) -> File:
    return File(path, text_of(path, data, prose or frozenset()).encode())


def _product_files(products: Sequence[Product], shapes: Shapes) -> Iterator[File]:
    for product in products:
        for name, data in shapes.files(product):
            yield _file(f"catalog/products/{product.family}/{product.key}/{name}", data, shapes.prose)


def _asset_files(assets: Assets, locale: str) -> Iterator[File]:
    for asset in assets.by_digest.values():
        data, problems = sidecar(asset, locale)
        assets.report.findings += problems
        if asset.alt:
            assets.report.invented("alt", Location(asset.path), asset=asset.id, alt=asset.alt)
        yield File(asset.path, asset.source)
        yield _file(f"{asset.path}.yaml", data)


def _name_images(products: Sequence[Product], assets: Assets, locale: str) -> None:
    """Set the alt text of images that have none to the name of the first product that uses them."""
    by_id = {asset.id: asset for asset in assets.by_digest.values()}
    for product in products:
        for values in (product.values, *(variant.values for variant in product.variants)):
            name = (
                values.get(Slot("variation_name", locale))
                or values.get(Slot("name"))
                or values.get(Slot("name", locale))
            )
            for slot, value in values.items():
                asset = by_id.get(str(value)) if slot.path.startswith("assets.") else None
                if asset and not asset.alt and isinstance(name, str):
                    asset.alt = " ".join(name.split())


def _count(report: Report, files: Sequence[File], products: Sequence[Product]) -> None:
    in_products = [file.path for file in files if file.path.startswith("catalog/products/")]
    report.written |= Counter(
        {
            "files": len(files),
            "products": len(products),
            "SKUs": sum(len(product.variants) for product in products),
            "translations": sum(not path.endswith("/product.yaml") for path in in_products),
            "assets": sum(isinstance(file.content, Path) for file in files),
        }
    )
