"""Why a product, SKU or asset is hidden from an audience, and why a price list is skipped."""

from packshot.messages.message import note

MESSAGES = (
    note("hidden.absent", "not in the catalogue"),
    note("hidden.no-sku", "the product has no SKU"),
    note("hidden.status", ("status `{status}`, hidden in `{scope}`", "status `{status}`")),
    note("hidden.out-of-stock", "status `{status}`, and out of stock"),
    note("hidden.not-sold", "not sold in this market"),
    note("hidden.available-from", "available from {date}"),
    note("hidden.available-until", "available until {date}"),
    note("hidden.bundle-cycle", "circular bundle: {path:chain}"),
    note("hidden.bundle-deep", "bundle nested too deeply: {path:chain}"),
    note("hidden.part", "part {sku} is hidden: {reasons:notes}"),
    note("rights.no-asset", "the asset does not exist"),
    note("rights.no-original", "the original is missing"),
    note("rights.no-licence", "licence {licence} does not exist"),
    note("rights.territory", ("not licensed in {country}", "not licensed for use without a country")),
    note("rights.channel", ("not licensed for channel scope {scope}", "not licensed for use without a channel scope")),
    note("rights.embargo", "under embargo until {embargo}"),
    note("rights.expired", "rights ended at {expires}"),
    note("price.no-line", "no entry"),
    note("price.unreadable", "unknown or invalid price list, or invalid price; run `packshot validate`"),
    note("price.not-sold", "not sold in this market"),
    note("price.currency", "ignored: the currency of the market is {currency}"),
    note("price.not-in-force", ("no price in force; the next change is at {change}", "no price in force")),
    note("price.group", "only for customer group {group}"),
)
