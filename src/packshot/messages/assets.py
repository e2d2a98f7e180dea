"""Originals and sidecars: their files, rights and texts, and what attributes require of assets."""

from packshot.messages.message import by, error, suggestion, warning

_SHOWN_WITHOUT = "product {product!q} is shown without the asset"
_RENEW = "renew the licence and write its new end in {file} (`rights.expires`), or use another {noun}"
_EXTEND = "use another {noun}, or extend `rights.{reason}` in {file}"
_NO_MARKET = "none of the markets that show the product ({markets})"
_NO_SCOPE = "none of the channel scopes that show the product in {markets:and}"
_LICENCE = "licence {licence!q} of asset {asset!q}"
_RIGHTS = "the rights of asset {asset!q}"
"""For rights that the sidecar defines."""

MESSAGES = (
    error(
        "asset-twice",
        (
            "duplicate asset id {name!q}: {path} has the id {other!q}, which differs only in case or Unicode form",
            "duplicate asset id {name!q}: also used by {path}",
        ),
        "rename one of the originals, and its sidecar if it has one: the file name without extension is the id",
    ),
    error(
        "asset-twice.case",
        "duplicate asset id {value!q}: {path} has the id {other!q}, which differs only in case",
        "rename one of the originals together with its sidecar",
    ),
    error(
        "asset-without-original",
        "missing original {file!q}: it is not in the folder of its sidecar",
        (
            "if the sidecar describes {other}, rename the sidecar to {other}.yaml; otherwise add {file}",
            "add {file}, or delete the sidecar",
        ),
    ),
    warning(
        "asset-without-sidecar",
        "missing sidecar: the file is not published",
        "run `packshot assets add` to write the sidecar, or delete the original",
    ),
    warning(
        "asset-without-extension",
        "missing file extension in {name!q}: the file cannot have a sidecar and is not published",
        "rename the file, for example to {name}.jpg, or move it out of assets/",
    ),
    warning(
        "asset-without-extension.sidecar",
        "missing extension of the original in {name!q}: the file is not read as a sidecar",
        "rename the file after its original, for example to {stem}.jpg.yaml, or delete it",
    ),
    error(
        "unknown-key.products",
        "unknown key `products`: a sidecar does not list products",
        "remove `products`; to use the asset, write its id under `assets:` of a product",
    ),
    error(
        "original-differs.sha256",
        "original does not match its sidecar: the `sha256` values differ",
        "restore the original, or review the new one and run `packshot assets add --replaced`",
    ),
    warning(
        "rights-never",
        "rights are never in force: embargo until {embargo}, expiry at {expires}",
        "set `rights.expires` to a timestamp after {embargo}, or correct the dates of licence {licence!q}",
    ),
    error(
        "replacement-cycle",
        "circular replacement: {steps:chain}",
        "remove `on_expiry.replace` from one of these assets",
    ),
    warning(
        "alt-missing",
        "missing alt text in {locales}",
        "describe the image under `alt:`, or write `decorative: true` if it conveys no information",
    ),
    suggestion(
        "alt-untranslated",
        "missing translation of the alt text in {locales}: the alt text of another language is used",
        "add the translation under `alt:`",
    ),
    error(
        "wrong-asset",
        "invalid asset {name!q}: `{attribute}` does not accept assets of kind `{kind}`",
        "use an asset of one of these kinds: {known}; or add `{kind}` to `kinds:` of the attribute",
    ),
    error(
        "wrong-asset.format",
        "invalid asset {name!q}: `{attribute}` does not accept files of format `{format}`",
        "use an asset in one of these formats, or convert the original to one of them: {known}",
    ),
    warning(
        "image-not-rendered",
        "image {name!q} of `{attribute}` is not published: packshot cannot make images from {format}",
        "save the original in one of these formats: {known}",
    ),
    error(
        "asset-too-small",
        "asset {name!q} is too small: {found:,} pixels {side}, `{attribute}` requires {limit:,}",
        "use an image that is at least {limit:,} pixels {side}; do not upscale the original",
    ),
    error(
        "asset-too-large",
        "asset {name!q} is too large: {found:,} bytes, `{attribute}` allows {limit:,}",
        "use a file of at most {limit:,} bytes, or reduce the file size of the original",
    ),
    warning(
        "asset-hidden",
        by(
            "reason",
            (
                f"{_LICENCE} covers {_NO_MARKET}; {_SHOWN_WITHOUT}",
                f"{_RIGHTS} cover {_NO_MARKET}; {_SHOWN_WITHOUT}",
            ),
            channel=(
                f"{_LICENCE} covers {_NO_SCOPE}; {_SHOWN_WITHOUT}",
                f"{_RIGHTS} cover {_NO_SCOPE}; {_SHOWN_WITHOUT}",
            ),
            status=f"asset {{asset!q}} has status `{{status}}`; {_SHOWN_WITHOUT}",
            embargo=f"asset {{asset!q}} is under embargo until {{day}}; {_SHOWN_WITHOUT}",
            expires=(
                f"{_LICENCE} ended on {{day}}; {_SHOWN_WITHOUT}",
                f"{_RIGHTS} ended on {{day}}; {_SHOWN_WITHOUT}",
            ),
        ),
        by(
            "reason",
            _EXTEND,
            status="write `status: active` in {file}, or use another {noun}",
            embargo="write `available_from: {day}` in the product, use another {noun}, or change `rights.embargo` in "
            "{file}",
            expires=_RENEW,
        ),
    ),
    suggestion(
        "asset-ending",
        (
            f"{_LICENCE} ends on {{day}}; from then on {_SHOWN_WITHOUT}",
            f"{_RIGHTS} end on {{day}}; from then on {_SHOWN_WITHOUT}",
        ),
        _RENEW,
    ),
)
