"""Small YAML files with a comment wherever one may be, for tests of edits; each comment knows what it belongs to."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

KEYS = ["a", "b", "c", "d e", "f:g", "null", "1", "ü"]
TEXTS = [
    "x",
    "1",
    "true",
    "null",
    "a b",
    "it's",
    "a: b",
    "- x",
    "a, b",
    "#x",
    "x#y",
    "ä",
    '"',
    "[x",
    "{",
    "x  # y",
    "~",
]


@dataclass
class File:
    """Lines, and the keys of the entry that each comment is in (its own line counts as in it)."""

    lines: list[str] = field(default_factory=list)
    comments: dict[str, tuple] = field(default_factory=dict)

    @property
    def text(self):
        """The whole file."""
        return "".join(f"{line}\n" for line in self.lines)

    def comment(self, keys):
        """A new comment."""
        text = f"# {len(self.comments)}"
        self.comments[text] = keys
        return text


@st.composite
def values(draw, depth=0):
    """A text, null, or a map or list of such."""
    kind = draw(st.sampled_from(["text", "text", "null", "map", "list"] if depth < 3 else ["text"]))
    if kind == "map":
        keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True))
        return {key: draw(values(depth + 1)) for key in keys}
    if kind == "list":
        return [draw(values(depth + 1)) for _ in range(draw(st.integers(1, 3)))]
    return None if kind == "null" else draw(st.sampled_from(TEXTS))


@st.composite
def files(draw):
    """A file, and what it says."""
    data = {key: draw(values(1)) for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))}
    file = File()
    _map(draw, file, data, "", ())
    return file, data


def _map(draw, file, data, indent, keys):
    for key, value in data.items():
        _above(draw, file, indent, keys)
        _value(draw, file, f"{indent}{_scalar(draw, key)}:", value, indent, (*keys, key))


def _list(draw, file, data, indent, keys):
    for place, value in enumerate(data):
        _above(draw, file, indent, keys)
        if isinstance(value, dict) and draw(st.booleans()):
            at = len(file.lines)
            inner = File(comments=file.comments)
            for key, each in value.items():
                _value(draw, inner, f"{indent}  {_scalar(draw, key)}:", each, f"{indent}  ", (*keys, place, key))
            file.lines += inner.lines
            file.lines[at] = f"{indent}- {file.lines[at][len(indent) + 2 :]}"
        else:
            _value(draw, file, f"{indent}-", value, indent, (*keys, place))


def _above(draw, file, indent, keys):
    if draw(st.integers(0, 3)) == 0:
        file.lines += [""] * draw(st.integers(0, 1)) + [f"{indent}{file.comment(keys)}"]


def _value(draw, file, head, value, indent, keys):
    end = f"  {file.comment(keys)}" if draw(st.booleans()) else ""
    deep = indent + " " * draw(st.sampled_from([2, 2, 4]))
    if isinstance(value, dict | list) and draw(st.booleans()) and not (head.endswith("-")):
        file.lines.append(f"{head}{end}")
        (_map if isinstance(value, dict) else _list)(draw, file, value, deep, keys)
    elif isinstance(value, str) and draw(st.integers(0, 4)) == 0:
        file.lines += [f"{head} |-{end}", f"{deep}{value}"] + [""] * draw(st.integers(0, 1))
    else:
        file.lines.append(f"{head}{' ' * draw(st.integers(1, 2))}{_flow(draw, value)}{end}")


def _flow(draw, value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(draw, key)}: {_flow(draw, each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(draw, each) for each in value) + "]"
    return "null" if value is None else _scalar(draw, value)


def _scalar(draw, text):
    plain = text.isalnum() and text != "null"
    style = draw(st.sampled_from(["plain", "'", '"'] if plain else ["'", '"']))
    if style == "plain":
        return text
    return "'" + text.replace("'", "''") + "'" if style == "'" else '"' + text.replace('"', '\\"') + '"'
