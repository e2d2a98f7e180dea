"""The text of YAML files: encoding, characters, syntax, and features outside the accepted subset."""

from packshot.messages.message import by, error

_NO_VALUE = "write `null` for an empty value, or delete the key or list entry"
_QUOTED = "put the whole text in quotes"
_IN_QUOTES = (f"{_QUOTED}: `{{key}}: {{quoted}}`", _QUOTED)

MESSAGES = (
    error(
        "yaml-anchor",
        "unsupported anchor `&{name}`",
        f"delete the anchor and repeat the values where they are used, or {_QUOTED}",
    ),
    error("yaml-anchor.alias", "unsupported alias `*{name}`", f"replace the alias with the value, or {_QUOTED}"),
    error(
        "yaml-byte-order-mark",
        "invisible byte order mark at the start of the file",
        "save the file as UTF-8 without BOM",
    ),
    error(
        "yaml-comment-trap",
        "ambiguous comment {comment!q}: a space and `#` start a comment, so the rest of the line is not a value",
        f"{_QUOTED}, or write two spaces before a comment",
    ),
    error(
        "yaml-control-character",
        "invalid character U+{code:04X}",
        by(
            "kind", "delete the character", escape="delete the escape", line_end="replace the character with a line end"
        ),
    ),
    error("yaml-directive", "unsupported `%` directive", "delete this line and the line `---`"),
    error("yaml-document-marker", "unsupported document marker `{marker}`", "delete `{marker}`"),
    error(
        "yaml-duplicate-key",
        "duplicate key {key!q}: the key is already in line {line}",
        "remove or rename one of the two keys",
    ),
    error("yaml-empty-file", "empty file", "write `key: value` lines, or delete the file"),
    error(
        "yaml-empty-value",
        by("kind", "missing value", list="empty list", mapping="empty mapping", text="empty text"),
        _NO_VALUE,
    ),
    error(
        "yaml-empty-value.flow",
        "missing colon and value after {text!q}",
        f"if the comma before {{text!q}} is part of the text, {_QUOTED}; otherwise write a colon, a space and a value",
    ),
    error(
        "yaml-encoding",
        (
            "invalid byte 0x{byte:02x}: not UTF-8; in Windows-1252 it is {character!q}",
            "invalid byte 0x{byte:02x}: not UTF-8",
        ),
        "save the file with the encoding UTF-8",
    ),
    error(
        "yaml-encoding.utf-16",
        "invalid encoding UTF-16 (Windows calls it Unicode)",
        "save the file with the encoding UTF-8",
    ),
    error(
        "yaml-key",
        "invalid key {key!q}",
        "write a key that is not empty; put `null`, `Null`, `NULL` and `~` in quotes",
    ),
    error(
        "yaml-key.collection",
        "invalid key: a mapping or list cannot be a key",
        "write a text as the key; if the braces or brackets are part of a text, put that whole text in quotes",
    ),
    error("yaml-merge-key", "unsupported merge key `<<`", "copy the merged keys into this mapping"),
    error(
        "yaml-merge-conflict",
        "unresolved Git merge conflict: both versions of these lines are in the file",
        "keep the correct lines, and delete the marker lines (<<<<<<<, =======, >>>>>>>)",
    ),
    error("yaml-not-a-mapping", "invalid file: its content is not a mapping", "write `key: value` lines"),
    error(
        "yaml-null-spelling",
        "invalid spelling of null: `{value}`",
        "write `null` for an empty value; if `{value}` is text, put it in quotes",
    ),
    error("yaml-several-documents", "several documents in one file", "move each document to its own file"),
    error("yaml-syntax", "invalid YAML: {problem}", "check the indentation, quotes and brackets"),
    error(
        "yaml-syntax.closed-quote",
        "invalid text of {key!q}: it continues after the closing quote",
        _IN_QUOTES,
    ),
    error(
        "yaml-syntax.colon",
        "invalid text of {key!q}: a colon and a space start another key",
        _IN_QUOTES,
    ),
    error("yaml-syntax.dash", "invalid value `-`", _NO_VALUE),
    error(
        "yaml-syntax.deeper",
        "invalid indentation: deeper than line {above}, which already has a value",
        "indent the line like line {above}, by {indent:space|spaces}",
    ),
    error(
        "yaml-syntax.escape",
        "invalid escape in double quotes",
        "write the backslash twice, or put the text in single quotes",
    ),
    error(
        "yaml-syntax.first-character",
        "invalid text: it starts with {sign!q} and is not in quotes",
        _IN_QUOTES,
    ),
    error(
        "yaml-syntax.indentation",
        "invalid indentation: it differs from that of the other keys",
        "indent all keys of a mapping by the same number of spaces",
    ),
    error(
        "yaml-syntax.key",
        "unexpected key: the value above is not complete",
        f"check the indentation; if a text contains `: `, {_QUOTED}",
    ),
    error(
        "yaml-syntax.line",
        "invalid line: not `key: value`",
        "write `key: value`; start a text of several lines with `|` after its key, and indent it below the key",
    ),
    error(
        "yaml-syntax.list",
        "invalid list: it starts on the line of its key",
        f"write `[entry, entry]`, or each entry on its own line below the key; if the value is a text, {_QUOTED}",
    ),
    error(
        "yaml-syntax.open-bracket",
        "unclosed bracket, or missing comma before line {line}, column {column}",
        "close the bracket with `{bracket}`, or write a comma between the entries",
    ),
    error("yaml-syntax.open-quote", "unclosed quote", "write the closing quote at the end of the text"),
    error("yaml-syntax.space", "missing space after the colon of {key!q}", "write `{key}: {value}`"),
    error("yaml-tab", "invalid tab character", "replace the tab with spaces; in a text, write `\\t` in double quotes"),
    error("yaml-tag", "unsupported tag `{tag}`", f"delete the tag, or {_QUOTED}"),
    error(
        "yaml-too-deep",
        "too many levels: mappings and lists are nested more than {limit} deep",
        "reduce the nesting to at most {limit} levels",
    ),
    error(
        "yaml-too-large",
        "file too large: {bytes:,} bytes (limit: {limit:,})",
        "split the file into files of at most {limit:,} bytes",
    ),
)
