"""Settings of a repository: catalog.yaml, families, the life cycle, and who may change what."""

from packshot.messages.message import ONE_OF, around, error, suggestion, warning

_FALLBACK = "write `{locale}: {source}`"
_OWNED = "`{field}` is owned by {owner!q} and must not be edited here"
_EDITS = ("changed from {before!q} to {after!q}", "added {after!q}", "removed {before!q}")
_REVERT = "revert this edit, and change `{field}` in {owner!q}"

MESSAGES = (
    # catalog.yaml
    error(
        "newer-format",
        "unsupported format version {version}: this packshot reads version {supported}",
        "install a newer version of packshot",
    ),
    error(
        "unknown-locale.source",
        "unknown source locale {name!q}: it is not listed under `locales:`",
        "add `{name}: null` under `locales:`",
    ),
    error("locale-cycle", "circular locale fallback: {chain:chain}", _FALLBACK),
    error(
        "locale-cycle.no-fallback",
        "missing fallback of locale {locale!q}: only the source locale {source!q} may have none",
        _FALLBACK,
    ),
    error(
        "locale-cycle.no-source",
        "the fallback chain of locale {locale!q} does not end at the source locale {source!q}",
        _FALLBACK,
    ),
    error(
        "wrong-attribute",
        "wrong type of attribute `{attribute}`: its type is `{type}`, but a weight must have type `measure`",
        "use an attribute of type `measure`",
    ),
    warning(
        "severity-fixed",
        "{name!q} is not the code of a warning or suggestion: its severity cannot be set",
        ("remove the line, or use one of: {known} (and {more:,} more)", "remove the line, or use one of: {known}"),
    ),
    error(
        "wrong-currency",
        "wrong currency: price list {list!q} is in {currency}, but market `{market}` uses {expected}",
        "use a price list in {expected}",
    ),
    error(
        "customers-unsaid",
        "missing `customers:`: the price lists of market `{market}` are for several customer groups",
        "set `customers:` to the group whose prices are shown in pages and feeds (one of: {groups}); a channel file "
        "can set another group",
    ),
    error(
        "unknown-tax-class",
        "unknown tax class {name!q} of option list `{list}`",
        (*ONE_OF, "add the tax class to the option list"),
    ),
    error(
        "market-twice",
        "duplicate market {name!q}: it differs from {other!q} only in case",
        "rename one of the two markets",
    ),
    error(
        "rendition-twice",
        "duplicate rendition {name!q}: it differs from {other!q} only in case",
        "rename one of the two renditions",
    ),
    error(
        "reserved-market",
        "reserved market key {name!q}: a folder of the release may have this name",
        "choose another market key, for example shop-{name}",
    ),
    suggestion(
        "hreflang-shared",
        "pages of {name} and {other} have the same language and country, {tag}: of two versions of a page, only the "
        "version of {other} gets an `hreflang` link",
        "use another country or locale, or write `severity: {{hreflang-shared: off}}` if this is intended",
    ),
    warning(
        "market-without-list",
        "missing price list of market `{market}`: its products have no prices",
        (
            "set `prices:` to one or more of: {known} (and {more:,} more)",
            "set `prices:` to one or more of: {known}",
            "add a price list in catalog/prices/, and set `prices:` of the market to it",
        ),
    ),
    # every file
    error(
        "wrong-family.entity",
        "wrong family {name!q}: it has `kind: {kind}`, expected `kind: record`",
        (*ONE_OF, "create a family with `kind: record`"),
    ),
    warning(
        "label-locale",
        "unknown locale {name!q} in {count:text|texts}: texts in this locale are never shown",
        (
            "remove the text, add the locale to catalog.yaml, or use one of: {known} (and {more:,} more)",
            "remove the text, add the locale to catalog.yaml, or use one of: {known}",
            "remove the text, or add the locale to catalog.yaml",
        ),
    ),
    # families
    error(
        "wrong-family.mixin-parent",
        "wrong parent {name!q}: it has `kind: mixin`, expected `kind: {expected}`",
        "remove `parent:`, and add {name} to `mixins:`",
    ),
    error(
        "wrong-family.parent",
        "wrong parent {name!q}: it has `kind: {kind}`, expected `kind: {expected}`",
        (*ONE_OF, "use a parent with `kind: {expected}`, or change `kind:` of this family"),
    ),
    error(
        "wrong-family.mixin",
        "wrong mixin {name!q}: it has `kind: {kind}`, expected `kind: mixin`",
        around(
            (*ONE_OF, "create a family with `kind: mixin`"),
            "if this family has `kind: {kind}`, write `parent: {name}`; otherwise ",
        ),
    ),
    error("mixin-twice", "duplicate mixin {name!q}", "remove this entry"),
    error("family-cycle", "circular parents or mixins: {families:chain}", "remove one of these parents or mixins"),
    error(
        "missing-input",
        "missing inputs of `{attribute}` in family `{family}`: {missing}",
        "add the missing attributes to `attributes:` of the family",
    ),
    error(
        "unknown-path.family",
        "unknown path {name!q} of this family",
        (*ONE_OF, "write the code of an attribute of the family; paths of assets begin with `assets.`"),
    ),
    # the life cycle
    error(
        "status-from-itself",
        "circular `from:`: status `{status}` lists itself",
        "remove the status from its own `from:`",
    ),
    # changes
    warning(
        "name-gone.page",
        "address {name!q} of product {product!q} is gone: links to it return 404",
        "add `formerly: [{name}]`, so that the address redirects",
        about="With `validate --since`: a product that the site shows has another key or slug than in the older "
        "commit, or no longer exists, and no file lists the old name under `formerly`. The same is reported for SKUs "
        "and categories.",
    ),
    warning(
        "name-gone.product",
        "product {product!q} is deleted: links to its page return 404",
        "restore the product with `status: retired` and `replaced_by:`, or add `formerly: [{name}]` to its successor",
    ),
    warning(
        "name-gone.sku",
        "SKU {name!q} of product {product!q} is gone: links to the SKU show the product page without the SKU",
        "add `formerly: [{name}]` to the variant that replaces the SKU, or restore the SKU with `status: retired`",
    ),
    warning(
        "name-gone.category",
        "category {name!q} is gone: links to its page return 404",
        "add `formerly: [{name}]` to the category that replaces it",
    ),
    error("owned-elsewhere", (*(f"{_OWNED}: {edit} by {{editor}}" for edit in _EDITS), _OWNED), _REVERT),
    warning("owned-elsewhere.uncommitted", (*(f"{_OWNED}: {edit}" for edit in _EDITS), _OWNED), _REVERT),
    error(
        "status-move",
        (
            "invalid status change from `{origin}` to `{status}`: `{status}` can only follow {allowed:or}",
            "invalid status change from `{origin}` to `{status}`: no status can change to `{status}`",
        ),
        ("write `status: {first}` first", "write `status: {origin}`"),
    ),
    error(
        "status-approval",
        "missing approval: status `{status}` must be set by a member of {owners:or}, not by {editor}",
        "ask a member of {owners:or} to commit the change",
    ),
    suggestion(
        "status-approval.uncommitted",
        "status `{status}` must be committed by a member of {owners:or}",
        "ask a member of {owners:or} to commit the change",
    ),
)
