"""Originals, and the data of originals in their sidecars."""

from packshot.messages.message import error, suggestion, warning

_FIX = "run `packshot validate --fix` to update the sidecar from the original"

MESSAGES = (
    error(
        "original-broken",
        ("image cannot be decoded: {reason}", "image cannot be decoded: {type}"),
        "export the image again from its source, and replace the original",
    ),
    error(
        "original-differs",
        (
            "`{field}` is {value}, but the original has {found}",
            "`{field}` is {value}, but the original has no such value",
        ),
        _FIX,
    ),
    error(
        "original-differs.size",
        "the sidecar has {width} x {height} pixels, but the original has {found_width} x {found_height}",
        _FIX,
    ),
    error("original-empty", "empty file", "replace the empty file with the original"),
    error(
        "original-pointer",
        "missing Git LFS file: only the pointer of the original is on this machine",
        "run `git lfs pull`",
    ),
    error(
        "original-swapped",
        "replaced original: `sha256` in the sidecar begins with {value:short}, but the hash of the original "
        "begins with {found:short}",
        "restore the reviewed original, or review the new one and run `packshot assets add --replaced`",
    ),
    error("original-too-large", "image too large: {reason}", "reduce the width and height of the image"),
    error(
        "original-too-large.bytes",
        "image too large: {bytes:,} bytes (limit: {limit:,})",
        "reduce the file size to at most {limit:,} bytes",
    ),
    error(
        "original-too-large.pixels",
        "image too large: {width} x {height} pixels (limit: {limit} megapixels)",
        "resize the image to at most {limit} megapixels",
    ),
    error(
        "original-too-large.scans",
        "too many scans: the progressive JPEG has more than {limit} scans",
        "save the image as a baseline JPEG",
    ),
    error(
        "original-unknown",
        "unknown file format: the file begins with the bytes {head}",
        "replace the file with one in a known format, such as JPEG, PNG, TIFF, SVG, PDF, MP4 or glTF",
    ),
    error(
        "original-unknown.image", "unsupported image format for renditions", "convert the original to one of: {known}"
    ),
    error(
        "original-unreadable",
        "original cannot be read: {reason}",
        "add the original to the folder of its sidecar, or make the original readable",
    ),
    warning(
        "picture-cmyk-untagged",
        "CMYK image without a colour profile: it is read as coated offset print",
        "embed a colour profile, or save the image as sRGB",
    ),
    warning(
        "picture-profile-broken",
        "unreadable colour profile: the image is read as if it had no profile",
        "save the image with a valid profile",
    ),
    suggestion("sidecar-incomplete", "missing `{field}`: the value is known from the original", _FIX),
)
