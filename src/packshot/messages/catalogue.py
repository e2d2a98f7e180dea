"""What the catalogue defines: attributes, categories, options, relations, units, records; names and translations."""

from packshot.messages.message import by, error, suggestion, warning

_ADD_RECORDS = "add catalog/families/{name}.yaml with `kind: record`"
_CASE = "differs from {other!q} only in case"

MESSAGES = (
    error(
        "bad-key.name",
        'invalid key {name!q}: a key is 1 to 100 letters (A to Z, a to z), digits, "-" or "_", begins with a letter or '
        'digit, and is not "null" (ignoring case)',
        by(
            "kind",
            ("rename the {kind}, for example to {better}", "rename the {kind}"),
            asset=("rename the file and its sidecar, for example to {better}", "rename the file and its sidecar"),
        ),
    ),
    error(
        "reserved-name",
        "reserved {kind} {name!q}: Windows does not allow a folder with this name",
        "rename the {kind}, for example to {name}-1",
    ),
    error(
        "reserved-word",
        "reserved word {name!q}: it cannot be the code of an attribute or column",
        "use another code, for example {name}_",
    ),
    error(
        "attribute-twice",
        "duplicate attribute {name!q}: also defined in {path}",
        "delete or rename one of the two attributes: codes are unique, ignoring case",
    ),
    error("attribute-twice.case", f"duplicate attribute {{name!q}}: {_CASE}", "rename one of the two attributes"),
    error(
        "calculated-cycle",
        "circular calculation: {steps:chain}",
        "remove `expr:` from one of these attributes and write its values in the products",
    ),
    suggestion(
        "asset-unused", "unused asset {name!q}", "use the asset in a product, or delete the original and its sidecar"
    ),
    suggestion(
        "attribute-unused",
        "unused attribute {name!q}: no family lists the attribute",
        "add the attribute to `attributes:` of a family, or delete the attribute",
    ),
    suggestion(
        "category-empty", "empty category {name!q}: it has no products", "add products to the category, or delete it"
    ),
    suggestion(
        "list-unused", "unused {kind} list {name!q}: no market lists it", "add the list to a market, or delete the list"
    ),
    error(
        "category-twice",
        (
            "duplicate category {value!q} (ignoring case): also defined as {other} in {path}",
            "duplicate category {value!q} (ignoring case): also defined as {other}",
        ),
        "rename or remove one of the two categories",
    ),
    error(
        "category-cycle",
        "circular categories: {steps:chain}",
        "remove {parent!q} here, or another parent in the cycle",
    ),
    error(
        "option-twice",
        (
            "duplicate option {name!q}: also defined under {parent!q}",
            "duplicate option {name!q}: also defined at the top level of the list",
        ),
        "rename or delete one of the two options",
    ),
    error("option-twice.case", f"duplicate option {{name!q}}: {_CASE}", "rename or delete one of the two options"),
    error(
        "bad-colour",
        "invalid colour {value!q}",
        'write # and six hexadecimal digits in quotes, for example "#b3261e", or the id of an image',
    ),
    error(
        "relation-twice",
        "duplicate code {name!q}: the inverse has the same code as a relation",
        "use another code for the inverse",
    ),
    error("relation-twice.case", f"duplicate code {{name!q}}: {_CASE}", "use another code for one of the two"),
    error(
        "relation-both-ways",
        "relation {name!q} has both `two_way` and `inverse`",
        "keep `two_way` if both directions have the same name; otherwise keep `inverse`",
    ),
    error("unit-family-twice", f"duplicate unit family {{name!q}}: {_CASE}", "rename one of the two unit families"),
    error(
        "taxonomy-code",
        "invalid {taxonomy} code {code!q}",
        by(
            "form",
            attribute_type="write the 8 digits of an attribute type, for example {example}",
            attribute_value="write the 8 digits of an attribute value, for example {example}",
            brick="write the 8 digits of a brick, for example {example}",
            category="write the code of a category, for example {example}",
            dashed="write 8 digits, with or without dashes, for example {example}",
            digits="write 8 digits, of which the first is not 0, for example {example}",
            EC="write EC and 6 digits, for example {example}",
            EF="write EF and 6 digits, for example {example}",
            EV="write EV and 6 digits, for example {example}",
            identifier="write an identifier, for example {example}",
            number="write a number, for example {example}",
            path="write a number or the full path, for example {example}",
        ),
    ),
    error(
        "unknown-family.record",
        "unknown family {name!q}: the records in this folder have no family",
        (
            f"rename the folder to one of these families: {{known}}; or {_ADD_RECORDS}",
            _ADD_RECORDS,
        ),
    ),
    error(
        "wrong-family.record",
        by(
            "kind",
            "invalid family {name!q}: it is a family for products, not records",
            mixin="invalid family {name!q}: it is a mixin, not a family for records",
        ),
        "write `kind: record` in the family, or move the file to the folder of a family for records",
    ),
    error(
        "unknown-file.record",
        "invalid locale {locale!q} in the name of the file: the key of a record cannot contain a dot",
        "for a translation, write a locale between the dots, for example {record}.de.yaml; for a record, remove the "
        "dots from its key",
    ),
    error(
        "orphan-locale-file.record",
        "missing {file} next to this translation",
        "move the file to the folder of its record, rename the file after its record, or delete the file",
    ),
    warning(
        "stray-file",
        "misplaced file: it is not read",
        by(
            "reason",
            "move the file to the folder for its kind, or out of catalog/",
            folder="rename or delete the file: `{folder}/` must be a folder",
            extension="rename the file to {name}.yaml",
            channel="move a channel file to channels/ itself, with the extension .yaml; move any other file out of "
            "channels/",
            product="move the file to catalog/products/<key>/product.yaml, or out of catalog/",
        ),
    ),
    suggestion(
        "translation-unchecked",
        (
            "unverified translation of {fields} and {more:,} more: no hash of the source text",
            "unverified translation of {fields}: no hash of the source text",
        ),
        "if the translation is correct, write the hash of the source text as `<key>.of` (`packshot validate "
        "--format json` lists the hashes)",
    ),
    warning(
        "translation-orphan",
        "orphaned translation: the source text of hash `{key}` no longer exists in {locales:or}",
        "remove `{key}`, and also the translation if it is no longer needed",
    ),
    warning(
        "translation-stale",
        "outdated translation of `{key}`: the {locale} text has changed",
        "review the text in {path}, update the translation and write `{key}.of: {hash}`",
    ),
)
