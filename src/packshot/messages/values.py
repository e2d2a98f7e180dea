"""Values of a wrong type or format: texts, numbers, measurements, dates, codes, lists, rich text."""

from packshot.messages.message import ONE_OF, by, error, suggestion, warning

_FIX = "write {fix}"
_KEY_FORM = "letters, digits, `-` and `_`, beginning with a letter or digit, at most 100 characters"
SKU_FORM = (
    "1 to 100 printable characters (Unicode form NFC), without spaces at the ends, without `/*` at the end, "
    "and not `null`"
)
_AMBIGUOUS = "{value!q}: thousands separator or decimal point?"
_EITHER = ("write {decimal} or {whole}", "write {whole}, or a number with fewer decimals")
_DIGITS = "write at most 24 digits before the decimal point and 24 after it"
_TIMESTAMP = "write date, time and time zone, for example 2027-03-01T00:00:00+01:00"
_ZONE = "write {local}+01:00 (one hour ahead of UTC) or {local}Z (UTC)"
_DATE = "write a valid date, for example 2026-11-22"
_UNIT = "write a number, a space and a unit"

_MARKDOWN = {
    **dict.fromkeys(("<b>", "<strong>"), "write `**text**` for bold"),
    **dict.fromkeys(("<i>", "<em>"), "write `*text*` for italic"),
    **dict.fromkeys(("<p>", "<div>"), "write an empty line between paragraphs"),
    **dict.fromkeys(("<ul>", "<li>"), "begin each entry of a list with `- `"),
    **dict.fromkeys((f"<h{level}>" for level in range(1, 7)), "begin a heading with `# `"),
    **dict.fromkeys(("<code>", "<tt>", "<kbd>", "<samp>"), "write code between backticks"),
    **dict.fromkeys(
        ("<table>", "<thead>", "<tbody>", "<tr>", "<th>", "<td>"), "replace the table with an attribute of type `table`"
    ),
    **dict.fromkeys(("<script>", "<style>", "<iframe>", "<object>"), "remove {hints}"),
    **dict.fromkeys(("<span>", "<font>", "<u>", "<small>", "<section>", "<center>"), "remove {hints}"),
    "<a>": "write `[text](https://address)` for a link",
    "<blockquote>": "begin a quotation with `> `",
    "<br>": "write `\\` at the end of a line for a line break",
    "<hr>": "write `---` between empty lines for a horizontal line",
    "<img>": "add the id of the image under `assets:`",
    "<ol>": "begin each entry of a numbered list with `1. `",
    "<pre>": "begin each line of code with four spaces",
    "<sub>": "replace <sub> with a subscript character, for example ₂",
    "<sup>": "replace <sup> with a superscript character, for example ²",
    "<!-- -->": "replace the comment with a YAML comment above the key",
}

MESSAGES = (
    # text
    error("null-here", "null is not allowed here", "write a value, or remove the key or list entry"),
    error(
        "not-text",
        "expected a single value, found {value!q}",
        ("write {only} without brackets", "write a single value"),
    ),
    error("not-text.asset", "expected a single asset id, found {value!q}", "write a single asset id"),
    error(
        "not-text.key", "expected a single key, found {value!q}", ("write {fix} without brackets", "write a single key")
    ),
    error(
        "empty",
        "empty text",
        "write a value, or remove the key or list entry",
    ),
    error("empty.entries", "empty list or map", "write an entry, or remove the key"),
    error(
        "too-short",
        "text too short: {value!q} has fewer than {limit:character|characters}",
        "write at least {limit:character|characters}",
    ),
    error(
        "too-long",
        "text too long: {value!q} has more than {limit:character|characters}",
        "shorten the text to at most {limit:character|characters}",
    ),
    error(
        "bad-pattern",
        "invalid value {value!q}: it does not match the pattern `{pattern}`",
        "write a value that matches `{pattern}`",
    ),
    error(
        "html-in-text",
        (
            "unsupported HTML in rich text: {tags} and {more:,} more (shown as text, not rendered)",
            "unsupported HTML in rich text: {tags} (shown as text, not rendered)",
        ),
        by(
            "hints",
            "remove {hints}; if `<` does not start a tag, write `\\<`",
            **_MARKDOWN,
            entities="keep entities such as `&amp;`, which are allowed",
        ),
    ),
    suggestion(
        "emphasis-in-word",
        "`*` inside a word makes emphasis in rich text and is not shown",
        "write a backslash before each `*`, for example `30\\*40\\*20`; for emphasis, put spaces around the word",
    ),
    warning(
        "table-in-text",
        "table in rich text: it is shown as lines with `|`, because rich text has no tables",
        "write a list, or put the values into an attribute of type `table`",
    ),
    # choices, keys, lists, maps
    error("bad-boolean", "invalid boolean {value!q}", (_FIX, "write `true` or `false`")),
    error(
        "bad-choice", ("invalid key {value!q} of `{map}`", "invalid {key} {value!q}", "invalid value {value!q}"), ONE_OF
    ),
    error(
        "not-a-list", "expected a list, found {value!q}", ("write `{listed!q}`", "write a list, for example `[a, b]`")
    ),
    error(
        "not-a-map",
        "expected a map, found {value!q}",
        by(
            "key",
            "write keys with values, one per line",
            bundle="write each SKU with its quantity, for example `{{SKU-1: 1, SKU-2: 2}}`",
            variants="write each SKU as a key on its own line, followed by its values: `SKU-1: {{color: red}}`",
        ),
    ),
    error(
        "wrong-value",
        "invalid value {value!q} (validation error `{type}`)",
        "write a value that the schema of the file allows; to see it in an editor, run `packshot schema`",
    ),
    error(
        "bad-key",
        "invalid key {value!q}",
        (
            "write only the last part: {last}",
            "write the key instead of the label, for example {slug} (letters, digits, `-` and `_`)",
            "write " + _KEY_FORM + "; the word `null` is not allowed",
        ),
    ),
    error("bad-key.asset", "invalid asset id {value!q}", "write " + _KEY_FORM + "; the word `null` is not allowed"),
    error(
        "asset-path",
        "{value!q} is a path, not an asset id",
        (_FIX, "write the file name without folders and extension"),
    ),
    error(
        "bad-name",
        "invalid code {value!q}",
        "write letters, digits and `_`, beginning with a letter, at most 100 characters, and not a reserved word",
    ),
    error(
        "bad-sku",
        "invalid SKU {value!q}",
        "write " + SKU_FORM,
    ),
    # numbers and measurements
    error("bad-number", "invalid number {value!q}", (_FIX, "write digits with a decimal point, for example 1234.5")),
    error("bad-number.ambiguous", f"ambiguous number {_AMBIGUOUS}", _EITHER),
    error("bad-number.digits", "invalid number {value!q}: too many digits", ("write at most {limit} digits", _DIGITS)),
    error("bad-number.fraction", "invalid number {value!q}", "write a number such as 0.45, or a fraction such as 5/9"),
    error("bad-number.whole", "invalid whole number {value!q}", (_FIX, "write digits only, for example 12")),
    error("too-many-decimals.ambiguous", f"ambiguous number {_AMBIGUOUS}", _EITHER),
    error(
        "too-many-decimals",
        by(
            "limit",
            "too many decimals: {value!q} has more than {limit:decimal place|decimal places}",
            **{"0": "too many decimals: {value!q} is not a whole number"},
        ),
        by(
            "limit",
            "round the number to {limit:decimal place|decimal places}",
            **{"0": "round the number to a whole number"},
        ),
    ),
    error("too-small", "value too small: {value!q} is less than {limit}", "write {limit} or more"),
    error("too-small.date", "date too early: {value!q} is before {limit}", "write {limit} or later"),
    error("too-large", "value too large: {value!q} is more than {limit}", "write {limit} or less"),
    error("too-large.date", "date too late: {value!q} is after {limit}", "write {limit} or earlier"),
    error("bad-percent", "invalid percentage {value!q}", (_FIX, "write a number, a space and `%`, for example `19 %`")),
    error(
        "bad-measure",
        "invalid measurement {value!q}",
        (
            _FIX,
            _UNIT + ", for example `{amount} {unit}` (units: {known} and {more:,} more)",
            _UNIT + ", for example `{amount} {unit}` (units: {known})",
            "write the amount with a decimal point, for example `1.5 {unit}`",
            _UNIT,
        ),
    ),
    error("bad-measure.ambiguous", f"ambiguous measurement {_AMBIGUOUS}", _EITHER),
    error("bad-measure.digits", "invalid measurement {value!q}: too many digits", _DIGITS),
    error("unknown-unit", ("unknown unit {unit!q} of unit family `{family}`", "unknown unit {unit!q}"), ONE_OF),
    # dates and times
    error("bad-date", "invalid date {value!q}", (_FIX, _DATE)),
    error(
        "bad-date.ambiguous",
        "ambiguous date {value!q}: day or month first?",
        "write {day_first} (day first) or {month_first} (month first)",
    ),
    error("bad-date.day", "invalid date {value!q}: {month} has {days} days", "write a day up to {last}"),
    error("bad-date.moment", "invalid date or timestamp {value!q}", (_ZONE, f"{_DATE}, or a timestamp with time zone")),
    error(
        "bad-date.month",
        (
            "invalid date {value!q}: year {year} does not exist",
            "invalid date {value!q}: month {month:02} does not exist",
        ),
        ("write {fix} (year, month, day)", _DATE),
    ),
    error("bad-instant", "invalid timestamp {value!q}", (_FIX, _TIMESTAMP)),
    error("bad-instant.day", "invalid timestamp {value!q}: {month} has {days} days", "write a day up to {last}"),
    error(
        "bad-instant.month",
        (
            "invalid timestamp {value!q}: year {year} does not exist",
            "invalid timestamp {value!q}: month {month:02} does not exist",
        ),
        ("begin with {swapped} (year, month, day)", _TIMESTAMP),
    ),
    error("bad-instant.zone", "invalid timestamp {value!q}: the time zone is missing", _ZONE),
    error("bad-zone", "unknown time zone {value!q}", "write the name of a time zone, for example Europe/Berlin"),
    error(
        "bad-days",
        "invalid number of days {value!q}",
        "write a whole number and `days`, for example `14 days`",
        about="A span of time, such as `full_every` of a channel, must be a whole number and the word `days`. A build "
        "stops until the value is fixed.",
    ),
    # codes and addresses
    error("bad-gtin", "invalid GTIN {value!q}", (_FIX, "write 8, 12, 13 or 14 digits")),
    error(
        "bad-gtin.check-digit",
        "invalid GTIN {value!q}: the check digit should be {digit}",
        "copy the number from the package again",
    ),
    error(
        "bad-gtin.rounded",
        "invalid GTIN {value!q}: a spreadsheet has rounded it, and the last digits are lost",
        "copy the number from the package again, into a column formatted as text",
    ),
    error(
        "bad-gtin.zeros",
        by(
            "zeros",
            "invalid GTIN {value!q}: it becomes valid with {zeros} leading zeros",
            **{"1": "invalid GTIN {value!q}: it becomes valid with a leading zero"},
        ),
        "write {fix} (spreadsheets drop leading zeros)",
    ),
    error(
        "bad-isbn",
        "invalid ISBN {value!q}",
        (_FIX, "write 13 digits beginning with 978 or 979, or 10 digits, of which the last may be X"),
    ),
    error(
        "bad-isbn.check-digit",
        "invalid ISBN {value!q}: the check digit should be {digit}",
        "copy the number from the imprint again",
    ),
    error(
        "bad-mpn",
        "invalid part number {value!q}",
        "write up to {limit} printable characters, without spaces at the ends",
    ),
    error(
        "bad-asin",
        "invalid ASIN {value!q}",
        (_FIX, "write the ten characters after `/dp/` in the address of the Amazon page, for example B07H8KQ2ZX"),
    ),
    error("bad-locale", "invalid locale {value!q}", (_FIX, "write a language and optionally a region: `de`, `de-AT`")),
    error("bad-currency", "invalid currency {value!q}", (_FIX, "write three capital letters, for example EUR")),
    error("bad-country", "invalid country {value!q}", (_FIX, "write two capital letters, for example DE")),
    error("bad-email", "invalid email address {value!q}", (_FIX, "write one address, for example service@example.com")),
    error(
        "bad-url",
        "invalid URL {value!q}",
        (_FIX, "write the complete address, beginning with `https://` and a valid host"),
    ),
    error(
        "bad-url.characters",
        "invalid URL {value!q}: it is too long or has characters that must be encoded",
        (_FIX, "write at most {limit:,} characters, and encode special characters, for example a space as `%20`"),
    ),
    error(
        "bad-url.credentials",
        "invalid URL {value!q}: it contains a user name or a password",
        "remove the user name, the password and the `@`, for example `https://example.com/`: the file and the "
        "published data are visible to others",
    ),
)
