"""What happens to the bytes of one file: slips of a hand, of an editor, of a disk, of another program.

Each function takes the dice and what stood in the file, and gives what stands there now.
"""

import io
import json
import re
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

from PIL import Image

from packshot.yaml import reader

DEEP = 20_000
LONG = 10_000_000

ODD = (
    *("null", "~", "[]", "{}", "true", "yes", "''", '""', "x", "[a, b]", "{a: b}", "[[a]]", "{a: {b: c}}", "- a"),
    *("0", "-1", "1.5", "1,5", "1e999", "9" * 400, "0." + "0" * 400 + "1", "1/0", "0/1", "-1/3", ".inf", "0x1F"),
    *("2026-13-45", "0000-00-00", "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00"),
    *("9999-12-31T23:59:59-14:00", "2026-01-01T25:00:00Z", "Europe/Nowhere", "../UTC"),
    *('"\\0"', '"\\ud800"', "\0", "\t", "\u202e", "\u2028", "\x1b[2J", "\x9b2J", "\ufeff", "👍🏽", "e\u0301", "ß", "İ"),
    *("&a *a", "*a", "<<", "!!python/object:os.system x", "%", "@x", "`x", "# x", "|", ">-", "? a", ": ", "a: b: c"),
    *("..", ".", "../../etc/passwd", "/etc/passwd", "a/b", "a.b", "a\\b", "CON", "nul.yaml", "~/x", "a" * 300, "*"),
    *("{name}", "{0.__class__}", "{name", "}", "{{7*7}}", "%s%n", "<script>alert(1)</script>", "</title>", "&lt;"),
    *("(" * 300, "1+" * 5000 + "1", "not " * 5000 + "true", "-" * 5000 + "1", "a." * 5000 + "a", "[" * 3000),
    *("(a+)+$", "[", "(?P<n", "a{99999999}", "name + name", "1 / 0", "name.upper().upper()", "status == ", "'"),
    *("en", "de", "web", "all", "null: null", "540 g", "1e5 g", "540 xyz", "g", "9" * 40 + " g", "100 %", "EUR", "/*"),
    *("{x: 1, y: 2}", "{from: 2026-02-30}", "{1: 5, 10: 4}", "{0: 1}", "{-1: 1}", "{EUR: 1}", "https://[", "http://x:9e9/"),
    *("{" * DEEP, "[" * DEEP + "]" * DEEP, "{a: " * DEEP + "b" + "}" * DEEP, "9 ** 9 ** 9"),
)  # fmt: skip
"""What a value may become that nobody expected there."""


# Bytes.


def flipped(dice: Random, data: bytes) -> bytes:
    """Some bytes are others."""
    held = bytearray(data or b"\0")
    for _ in range(dice.choice((1, 1, 2, 8))):
        held[dice.randrange(len(held))] = dice.randrange(256)
    return bytes(held)


def cut(dice: Random, data: bytes) -> bytes:
    """The disk was full."""
    return data[: dice.randrange(len(data) + 1)]


def emptied(dice: Random, data: bytes) -> bytes:
    return dice.choice((b"", b"\n", b" ", b"\n\n\n"))


def holed(dice: Random, data: bytes) -> bytes:
    """A stretch is gone, or NUL."""
    begin = dice.randrange(len(data) + 1)
    end = min(len(data), begin + dice.choice((1, 5, 60)))
    return data[:begin] + dice.choice((b"", b"\0" * (end - begin))) + data[end:]


def sown(dice: Random, data: bytes) -> bytes:
    """Something stands where nothing should."""
    at = dice.randrange(len(data) + 1)
    texts = ("\0", "👍🏽", "\xa0", "\t", "\r", "\u2028", "\ufeff", "\x1b]0;x\x07", "\x7f", ": ", " #", "'", '"')
    odd = (dice.choice(texts).encode(), b"\xff", b"\xc3", b"\xed\xa0\x80", b"{", b"]", b"- ", b"\n")
    return data[:at] + dice.choice(odd) + data[at:]


# Texts.


def recoded(dice: Random, data: bytes) -> bytes:
    """Saved in another encoding, or with other ends of lines."""
    text = data.decode("utf-8", "replace")
    forms = ("utf-16", "utf-16-be", "utf-8-sig", "utf-32", "cp500")
    ends = (text.replace("\n", "\r\n"), text.replace("\n", "\r"), text.replace("\n", "\x85"), text.replace("  ", "\t"))
    return dice.choice((*(text.encode(form, "replace") for form in forms), *(each.encode() for each in ends)))


def line_moved(dice: Random, data: bytes) -> bytes:
    """A line is doubled, deleted, swapped, indented, or stands elsewhere."""
    lines = data.split(b"\n")
    for _ in range(dice.choice((1, 1, 3))):
        one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines = dice.choice(_LINES)(lines, one, other) or [b""]
    return b"\n".join(lines)


_LINES: tuple[Callable[[list[bytes], int, int], list[bytes]], ...] = (
    lambda lines, one, other: [*lines[:one], lines[one], *lines[one:]],
    lambda lines, one, other: [*lines[:one], *lines[one + 1 :]],
    lambda lines, one, other: [*lines[:one], *lines[max(one, other) :]],
    lambda lines, one, other: [*lines[:other], lines[one], *lines[other:]],
    lambda lines, one, other: [lines[other] if at == one else each for at, each in enumerate(lines)],
    lambda lines, one, other: [b"  " + each if at == one else each for at, each in enumerate(lines)],
    lambda lines, one, other: [b"  " + each if at >= one else each for at, each in enumerate(lines)],
    lambda lines, one, other: [each.lstrip() if at == one else each for at, each in enumerate(lines)],
    lambda lines, one, other: [
        *lines[:one],
        b"<<<<<<< HEAD",
        lines[one],
        b"=======",
        lines[other],
        b">>>>>>> b",
        *lines,
    ],
)


def value_replaced(dice: Random, data: bytes) -> bytes:
    """Behind some colon stands something else, written by hand."""
    return _put(dice, data, re.compile(rb"(?<=: )[^\n,{}\[\]]+"), dice.choice(ODD).encode("utf-8", "surrogatepass"))


def key_replaced(dice: Random, data: bytes) -> bytes:
    """Before some colon stands something else: another key of the file, or a word."""
    keys = re.findall(rb"[\w.*/-]+(?=:)", data) or [b"x"]
    new = dice.choice((dice.choice(keys), dice.choice(keys), dice.choice(ODD).encode("utf-8", "surrogatepass")))
    return _put(dice, data, re.compile(rb"[\w.*/-]+(?=:)"), new)


def grown(dice: Random, data: bytes) -> bytes:
    """A value is longer than anybody reads."""
    return _put(dice, data, re.compile(rb"(?<=: )[^\n,{}\[\]]+"), dice.choice((b"x", b"a b ", b"[a], ")) * (LONG // 4))


def _put(dice: Random, data: bytes, where: re.Pattern[bytes], new: bytes) -> bytes:
    places = list(where.finditer(data))
    if not places:
        return data + new
    place = dice.choice(places)
    return data[: place.start()] + new + data[place.end() :]


# Structures.


def value_of_another_kind(dice: Random, data: bytes) -> bytes:
    """The file is sound YAML, but somewhere stands a value of another type, or one that belongs elsewhere."""
    raw = reader.load(data, "a.yaml").value
    places = _places(raw)
    new = dice.choice((*_ODD_VALUES, *(_at(raw, dice.choice(places)) for _ in range(12))))
    for _ in range(dice.choice((1, 1, 2))):
        raw = _changed(raw, dice.choice(places), new)
    return (json.dumps(raw, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


_ODD_VALUES: tuple[Any, ...] = (
    *(None, "x", "true", "1", ["x"], {"x": "y"}, [["x"]], {"x": {"y": "z"}}, [None], {"x": None}, [{"x": "y"}]),
    *("9" * 400, "a" * 300, "1/0", "{name}", "[", ["a", "a"], {"a" * 300: "b"}, {"1": "1"}, "x/*", "\u202e"),
)  # fmt: skip


def _places(raw: Any, keys: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [keys, *(each for key, value in inside for each in _places(value, (*keys, key)))]


def _at(raw: Any, keys: tuple[Any, ...]) -> Any:
    for key in keys:
        raw = raw[key]
    return raw


def _changed(raw: Any, keys: tuple[Any, ...], value: Any) -> Any:
    if not keys:
        return value
    if isinstance(raw, dict):
        return {key: _changed(each, keys[1:], value) if key == keys[0] else each for key, each in raw.items()}
    if isinstance(raw, list):
        return [_changed(each, keys[1:], value) if place == keys[0] else each for place, each in enumerate(raw)]
    return value


def json_of_another_kind(dice: Random, data: bytes) -> bytes:
    """A file of the program's own is sound JSON, but says something else."""
    try:
        raw = json.loads(data)
    except ValueError:
        return flipped(dice, data)
    new = dice.choice((*_ODD_VALUES, 1, -1, True, 10**30, 1.5, [], {}, "", "0" * 64, "../../x", "--output=x"))
    return json.dumps(_changed(raw, dice.choice(_places(raw)), new)).encode()


# Pictures.


def another_picture(dice: Random, data: bytes) -> bytes:
    """Another picture, a text, or a file that only claims to be a picture."""
    kinds = (("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("GIF", "P"), ("TIFF", "1"))
    form, mode = dice.choice(kinds)
    held = io.BytesIO()
    Image.new(mode, dice.choice(((1, 1), (9, 700), (12, 8)))).save(held, form)
    return dice.choice((held.getvalue(), held.getvalue()[:40], b"hello\n", b"<svg/>", b"%PDF-1.4\n", _boundless(), LFS))


LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12\n"


def _boundless() -> bytes:
    """A PNG that says it has more pixels than any machine could hold."""
    head = b"IHDR" + (60_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0"
    whole = (13).to_bytes(4) + head + zlib.crc32(head).to_bytes(4)
    return b"\x89PNG\r\n\x1a\n" + whole + b"\0\0\0\0IDAT\x35\xaf\x06\x1e"


ANY = (flipped, cut, emptied, holed, sown)
TEXTS = (*ANY, recoded, line_moved, line_moved, value_replaced, value_replaced, key_replaced, value_of_another_kind)
YAML = (*TEXTS, *[value_of_another_kind, value_replaced, line_moved] * 3)
PICTURES = (*ANY, another_picture, another_picture)
OWN = (*ANY, json_of_another_kind, json_of_another_kind, json_of_another_kind)
