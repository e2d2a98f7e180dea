"""Stable buckets: the place of a member of a hashed listing does not depend on the other members.

The place of a member is the hash of its group or name. A bucket is a contiguous range of hashes, and the number of
buckets is a power of two. Growth moves no stored item, and a new member changes one bucket. The place of a member of an
ordered listing is its sort key (`ordered_pages.py`).
"""

from __future__ import annotations

from packshot.engine.tables import key
from packshot.engine.types import Task, digest

BITS = 32

ORDERED = "~"
"""The first character of a place in an ordered listing."""


def role_of(member: str) -> str:
    """Return the place of a member or group: the first 32 bits of its hash, in hex."""
    return digest(member.encode("utf-8", "surrogatepass"))[: BITS // 4]


def item_key(listing: str, member: str, record: Task, group: str = "", order: str | None = None) -> str:
    """Return the key of an item in the table of items."""
    place = role_of(group or member) if order is None else f"{ORDERED}{order}"
    return key(listing, place, member, record)


def page_key(listing: str, number: int) -> str:
    """Return the key of a page in the table of pages."""
    return key(listing, f"{number:08x}")


def count_of_buckets(members: int, size: int, fixed: int = 0) -> int:
    """Return `fixed` if it is not 0; otherwise the power of two that gives buckets of about `size` members.

    The computed number is at most 65,536.
    """
    if fixed:
        return fixed
    needed = -(-members // max(size, 1))
    return 1 << min(max(needed - 1, 0).bit_length(), BITS // 2)


def bucket_of(place: str, buckets: int) -> int:
    """Return the number of the bucket that contains a place."""
    return int(place, 16) * buckets >> BITS


def limits_of(listing: str, bucket: int, buckets: int) -> tuple[str, str]:
    """Return the key range of the items of a bucket: the lowest key, and the first key after the range."""
    low, high = (-((-number << BITS) // buckets) for number in (bucket, bucket + 1))
    return key(listing, f"{low:08x}"), key(listing, f"{high:08x}" if high < 1 << BITS else "g")
