"""Whatever edit is made of whatever small file: it says what a plain model says, and its comments stay."""

from copy import deepcopy

from commented import KEYS, files, values
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from packshot.authoring import edit_file
from packshot.authoring.edit_file import edited
from packshot.authoring.operations import Operation
from packshot.yaml.positions import KeyPositions
from packshot.yaml.reader import load

PATH = "catalog/products/cup/mug/product.yaml"
KINDS = ("set", "insert", "remove", "rename", "move")
SLOW = settings(suppress_health_check=list(HealthCheck), deadline=None)


def entries(data, keys=()):
    """The keys of all entries."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*keys, key)
        if isinstance(value, dict | list):
            yield from entries(value, (*keys, key))


def at(data, keys):
    for key in keys:
        data = data[key]
    return data


def replaced(data, keys, change):
    """The data with another parent of an entry."""
    if len(keys) == 1:
        return change(data)
    new = deepcopy(data)
    new[keys[0]] = replaced(new[keys[0]], keys[1:], change)
    return new


def without(key):
    def change(parent):
        if isinstance(parent, dict):
            return {each: value for each, value in parent.items() if each != key}
        return [value for place, value in enumerate(parent) if place != key]

    return change


def added(key, value, after):
    def change(parent):
        if not isinstance(parent, dict):
            return [*parent[:key], value, *parent[key:]]
        place = max([0, *(n + 1 for n, each in enumerate(parent) if each in after)])
        pairs = list(parent.items())
        return dict([*pairs[:place], (key, value), *pairs[place:]])

    return change


def changed(key, value):
    def change(parent):
        new = parent.copy()
        new[key] = value
        return new

    return change


def modelled(data, operation):
    """What the file says then, told without the code under test."""
    kind, keys, value, to, after = operation
    last = keys[-1]
    if kind == "set":
        return replaced(data, keys, changed(last, value))
    if kind == "insert":
        return replaced(data, keys, added(last, value, after))
    if kind == "remove":
        return replaced(data, keys, without(last))
    if kind == "rename":
        return replaced(
            data, keys, lambda parent: {value if key == last else key: each for key, each in parent.items()}
        )
    return replaced(replaced(data, keys, without(last)), to, added(to[-1], at(data, keys), after))


def inverse(data, operation):
    """The edit that takes another back; `data` is what the file said before."""
    kind, keys, value, to, _ = operation
    parent = at(data, keys[:-1])
    earlier = tuple(parent)[: list(parent).index(keys[-1])] if isinstance(parent, dict) and kind != "insert" else ()
    match kind:
        case "set":
            return Operation("set", keys, at(data, keys))
        case "insert":
            return Operation("remove", keys)
        case "remove":
            return Operation("insert", keys, at(data, keys), after=earlier)
        case "rename":
            return Operation("rename", (*keys[:-1], value), keys[-1])
    return Operation("move", to, to=keys, after=earlier)


@st.composite
def new_places(draw, data):
    """The keys of an entry that is not there yet, and what it is behind."""
    parents = [(), *(keys for keys in entries(data) if isinstance(at(data, keys), dict | list))]
    keys = draw(st.sampled_from(parents))
    parent = at(data, keys)
    if isinstance(parent, list):
        return (*keys, draw(st.integers(0, len(parent)))), ()
    key = draw(st.sampled_from(KEYS))
    assume(key not in parent)
    return (*keys, key), tuple(parent)[: draw(st.integers(0, len(parent)))]


@st.composite
def operations(draw, data, kind):
    keys = draw(st.sampled_from(list(entries(data))))
    if kind == "set":
        return Operation(kind, keys, draw(values(2)))
    if kind == "insert":
        to, after = draw(new_places(data))
        return Operation(kind, to, draw(values(2)), after=after)
    parent = at(data, keys[:-1])
    if kind == "rename":
        name = draw(st.sampled_from(KEYS))
        assume(isinstance(parent, dict) and name not in parent)
        return Operation(kind, keys, name)
    assume(len(parent) > 1)  # else nothing is left of a map or list
    if kind == "remove":
        return Operation(kind, keys)
    left = replaced(data, keys, without(keys[-1]))
    to, after = draw(new_places(left))
    return Operation(kind, keys, to=to, after=after)


def lost(file, operation):
    """The comments that an edit may take away."""
    kind, keys = operation.kind, operation.keys
    return {text for text, place in file.comments.items() if kind in ("set", "remove") and place[: len(keys)] == keys}


def chosen(pick):
    file, data = pick.draw(files())
    held = load(file.text.encode(), PATH)
    assert (held.value, held.findings) == (data, []), file.text
    return file, data, pick.draw(operations(data, pick.draw(st.sampled_from(KINDS))))


@given(pick=st.data())
@SLOW
def test_an_edit_says_what_it_says_and_keeps_comments(pick):
    file, data, operation = chosen(pick)
    made = edited(PATH, file.text.encode(), [operation])
    event(f"{operation.kind}: {'made' if made else 'not made'}")
    if made is None:
        return
    assert list(entries(load(made, PATH).value)) == list(entries(modelled(data, operation)))
    assert load(made, PATH) == (modelled(data, operation), [])
    there = [text for _, text in KeyPositions(made, PATH).comments()]
    assert len(there) == len(set(there))
    assert set(file.comments) - lost(file, operation) <= set(there) <= set(file.comments)


@given(pick=st.data())
@SLOW
def test_a_cut_leaves_the_lines_of_other_entries(pick):
    file, data, operation = chosen(pick)
    kept, edit_file.LARGEST = edit_file.LARGEST, -1  # no round trip
    try:
        made = edited(PATH, file.text.encode(), [operation])
    finally:
        edit_file.LARGEST = kept
    if made is None:
        return
    places = KeyPositions(file.text.encode(), PATH)
    for key in data:
        start, end, _ = places.lines((key,))
        if key not in (operation.keys[0], *operation.to[:1]):
            assert file.text[start:end] in made.decode()


@given(pick=st.data())
@SLOW
def test_an_edit_can_be_taken_back(pick):
    file, data, operation = chosen(pick)
    made = edited(PATH, file.text.encode(), [operation])
    if made is None:
        return
    back = edited(PATH, made, [inverse(data, operation)])
    event(f"{operation.kind}: {'taken back' if back else 'stays'}")
    if back is not None:
        assert list(entries(load(back, PATH).value)) == list(entries(data))
        assert load(back, PATH).value == data


@given(pick=st.data())
@SLOW
def test_a_round_trip_never_fails_otherwise_than_by_leaving_the_file(pick):
    file, data, operation = chosen(pick)
    cut, edit_file.spliced = edit_file.spliced, lambda *_: None
    try:
        made = edited(PATH, file.text.encode(), [operation])
    finally:
        edit_file.spliced = cut
    assert made is None or load(made, PATH) == (modelled(data, operation), [])
