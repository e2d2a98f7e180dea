"""fmt on made files with comments anywhere: it never changes what a file says, keeps every comment, and ends."""

import random
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packshot.authoring import fmt
from packshot.authoring.styles import text_of
from packshot.catalog.layout import role_of
from packshot.yaml.reader import load

PATHS = [
    *("catalog/products/a/x/product.yaml", "catalog/products/a/x/de.yaml", "catalog/prices/eu.yaml"),
    *("catalog/categories/shop.yaml", "catalog/options/c.yaml", "catalog/attributes/m.yaml", "catalog/catalog.yaml"),
    *("assets/a.jpg.yaml", "channels/g.yaml", "catalog/records/brand/n.yaml"),
]
WORDS = st.sampled_from(
    [
        *("a", "red", "540 g", "a: b", "x #y", "null", "Null", "true", "1,5", "- a", "it's", 'say "x"', "two\nlines"),
        *("long " * 30 + "end", "ü", "@x", "0012", "a, b", "{x}", "[y]", "*z", ":", "#no", "|", "a\n\nb\n  c"),
    ]
)
KEYS = st.sampled_from(
    [
        *("name", "variants", "prices", "stock", "categories", "features", "by", "for", "assets", "label", "children"),
        *("A", "B-1", "42", "a b", "x:y", "note", "options", "formerly", "axes", "rights", "'q'"),
    ]
)
VALUES = st.recursive(
    st.one_of(WORDS, st.none()),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)
COMMENT = re.compile(r"#c\d+#")


def commented(text, seed):
    """The text with comments on lines of their own and behind values, and with blank lines."""
    dice, out, block = random.Random(seed), [], None
    for line in text.split("\n")[:-1]:
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or indent > block):
            out.append(line)
            continue
        if dice.random() < 0.25:
            out.append(" " * dice.choice([indent, 0]) + f"# #c{len(out)}#")
        if dice.random() < 0.1:
            out.append("")
        block = indent if line.endswith(" |") else None
        out.append(line if block is not None or dice.random() > 0.25 else f"{line}  # #c{len(out)}#")
    return "\n".join(out) + "\n"


@given(
    data=st.dictionaries(KEYS, VALUES, min_size=1, max_size=5), path=st.sampled_from(PATHS), seed=st.integers(0, 999)
)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
def test_it_says_the_same_keeps_comments_and_stays(data, path, seed):
    top = fmt.SORTED.get(role_of(path).kind)
    if isinstance(data.get(top), dict):
        data[top] = dict(sorted(data[top].items()))
    written = text_of(path, data)
    messy = commented(written, seed)
    before, after = load(written.encode(), path), load(messy.encode(), path)
    if before.findings or after.findings or after.value != before.value:
        return

    done = fmt.formatted(messy, path)
    assert fmt._comparable(load(done.encode(), path)) == fmt._comparable(after)
    assert sorted(COMMENT.findall(done)) == sorted(COMMENT.findall(messy))
    assert fmt.formatted(done, path) == done
    assert fmt.formatted(written, path) == written
