"""The data of collation: the order of characters, and the letters that a language sorts elsewhere.

Source: Unicode CLDR 48, the root collation and the standard collation of each language (common/collation), limited to
European scripts. A rule has the syntax of CLDR, in lower case: `&c<č` sorts č as a letter after c, `&y<<ü` as a y with
an accent, `&å<<<aa` as another spelling of å, `/h` continues as the letter h, `=` means no difference. CLDR's
`&[before 1]d<č` is `&c<č` here.
"""

from __future__ import annotations

PUNCTUATION = (
    " _-‐‒–—―⁓,;⁏:!¡?¿‽.·'‘’‚‛‹›\"“”„‟«»()[]{}⁅⁆‖§¶⁋@*⁎⁑/\\&⁊#%‰‱†‡•‣‧⁃⁌⁍′‵‸※`^°©®→+±÷×<=>¬|¦~−⁄∞≈≤≥■□●★♥✓¤¢$£¥€"
)
"""Spaces, punctuation and symbols, in order.

Other spaces sort as the first one; other punctuation and symbols sort after these, before digits.
"""

MARKS = (
    "\u0332\u0313\u0314\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304\u0336\u0335"
    "\u0305\u0309\u030f\u0310\u0311\u031b\u0321\u0322\u0323\u0324\u0325\u0326\u032d\u032e\u0330\u0331\u0334\u0345"
)
"""Combining marks, in order. Others sort after them."""

SCRIPTS = {
    "Latn": "abƀɓcdɖɗeǝəɛfƒgɠɣhiıɨɩjkƙlƚmnɲŋoɔɵpqĸrsʃtŧuʉʊvʋwxyƴzƶʒþƿ",
    "Grek": "αβγδεζηθικλμνξοπρστυφχψω",
    "Cyrl": "аәӕбвгғдђҙеєжҗзѕиійјкқҡҝлљмнңњоөпрсҫтћуүұфхҳһцчҷҹџшщъыьѣэюя",
}  # fmt: skip
"""The letters of each script, in order.

Letters that are neither here nor in `SPELLINGS` nor in a rule of the language sort after these, by code point.
"""

FIRST_SCRIPT = {"el": "Grek", **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"), "Cyrl")}
"""The languages that sort their script before the others."""

SPELLINGS = {
    "æ": "a\ue000e", "œ": "o\ue000e", "ß": "s\ue000s", "đ": "d\u0335", "ð": "d\u0334", "ħ": "h\u0335",
    "ł": "l\u0335", "ø": "o\u0338", "ґ": "г\u0335", "\u2011": "\u2010",
}  # fmt: skip
"""Letters that sort as other letters with an accent, and a hyphen that sorts as another one.

U+E000 is the accent of a ligature.
"""

ROOT = "&и<й&σ<<<ς"
"""The rules of all languages."""

_NORDIC = "&d<<đ<<ð&t<<<þ/h&y<<ü<<ű"
_NORWEGIAN = f"{_NORDIC}&z<æ<<ä<<ę<ø<<ö<<ő<<œ<å<<aa"
_CROATIAN = "&c<č<ć&d<dž<đ&l<lj&n<nj&s<š&z<ž"
_TURKISH = "&c<ç&g<ğ&h<ı&o<ö&s<ş&u<ü"

RULES = {
    "az": f"{_TURKISH}&e<ə&h<x<ı&k<q&z<w",
    "bs": _CROATIAN,
    "cs": "&c<č&h<ch&r<ř&s<š&z<ž",
    "cy": "&c<ch&d<dd&f<ff&g<ng&l<ll&p<ph&r<rh&t<th",
    "da": f"{_NORDIC}&oe<<œ&z<æ<<ä<ø<<ö<<ő<å<<<aa",
    "es": "&n<ñ",
    "et": "&s<š<z<ž&w<õ<ä<ö<ü",
    "fi": "&d<<đ&y<<ü&z<å<ä<<æ<ö<<ø",
    "fo": f"{_NORDIC}&z<æ<<ä<<ę<ø<<ö<<ő<<œ<å<<<aa",
    "hr": _CROATIAN,
    "hu": (
        "&c<cs&d<dz<dzs&g<gy&l<ly&n<ny&s<sz&t<ty&z<zs&o<ö<<ő&u<ü<<ű&cs<<<ccs/cs&dz<<<ddz/dz&dzs<<<ddzs/dzs"
        "&gy<<<ggy/gy&ly<<<lly/ly&ny<<<nny/ny&sz<<<ssz/sz&ty<<<tty/ty&zs<<<zzs/zs"
    ),
    "is": "&a<á&d<<đ<ð&e<é&i<í&o<ó&u<ú&y<ý&z<þ<æ<<ä<ö<<ø<å",
    "lt": "&\u0328<<\u0307&c<č&i<<y&s<š&z<ž",
    "lv": "&c<č&g<ģ&i<y&k<ķ&l<ļ&n<ņ&r<ŗ&s<š&z<ž",
    "mt": "&b<ċ&f<ġ&g<għ&h<ħ&y<ż",
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
    "pl": "&a<ą&c<ć&e<ę&l<ł&n<ń&o<ó&s<ś&z<ź<ż",
    "ro": "&a<ă<â&i<î&s<ș=ş&t<ț=ţ",
    "sk": "&a<ä&c<č&h<ch&o<ô&s<š&z<ž",
    "sl": "&c<č<ć&d<đ&s<š&z<ž",
    "sq": "&c<ç&d<dh&e<ë&g<gj&l<ll&n<nj&r<rr&s<sh&t<th&x<xh&z<zh",
    "sv": "&d<<đ<<ð&t<<<þ/h&y<<ü<<ű&z<å<ä<<æ<<ę<ö<<ø<<ő<<œ<<ô",
    "tr": _TURKISH,
    "uk": "&г<ґ",
    "vi": "&\u0300<<\u0309<<\u0303<<\u0301<<\u0323&a<ă<â&d<đ&e<ê&o<ô<ơ&u<ư",
}
"""The rules of each language. Other languages sort in the order of the root."""

UPPER_FIRST = frozenset({"da", "mt"})
"""Languages that sort `A` before `a`."""

BACKWARDS = frozenset({"fr-CA"})
"""Locales that compare accents from the last one."""

DOTLESS = frozenset({"az", "tr"})
"""Languages with the letters ı, I and i, İ."""
