"""From which families a family takes, and in which order it counts."""

import pytest
from shop import read

from packshot.model.cycles import way_back
from packshot.model.lineage import lineage
from packshot.model.schema import Family


def ordered(name: str, **families: str) -> str:
    """The lineage of a family, each family given as what it says."""
    found = {key: read(Family, text, key=key) for key, text in families.items()}
    return " ".join(family.key for family in lineage(name, found.get))


@pytest.mark.parametrize(
    ("families", "order"),
    [
        ({"jacket": "parent: goods", "goods": "label: Goods"}, "goods jacket"),
        (
            {
                "jacket": "parent: goods\nmixins: [a, b]",
                "goods": "mixins: [c]",
                "a": "label: X",
                "b": "label: X",
                "c": "label: X",
            },
            "c goods a b jacket",
        ),
        ({"jacket": "parent: goods\nmixins: [a]", "goods": "mixins: [a]", "a": "label: X"}, "a goods jacket"),
        ({"jacket": "mixins: [a]", "a": "mixins: [b]", "b": "mixins: [a]"}, "b a jacket"),
        ({"jacket": "parent: jacket\nmixins: [gone]"}, "jacket"),
    ],
)
def test_parents_come_before_mixins_before_the_family(families: dict[str, str], order: str) -> None:
    assert ordered("jacket", **families) == order


def test_a_long_line_is_no_burden() -> None:
    many = {f"f{number}": f"parent: f{number + 1}" for number in range(3000)} | {"f3000": "label: X"}

    assert ordered("f0", **many).split()[:2] == ["f3000", "f2999"]


def test_the_way_back_is_the_shortest() -> None:
    steps = {"a": "bc", "b": "d", "c": "a", "d": "a"}

    assert way_back("a", "b", lambda name: steps[name]) == ("a", "b", "d", "a")
    assert way_back("a", "a", lambda name: steps[name]) == ("a", "a")
    assert way_back("b", "c", {"c": "d", "d": ""}.__getitem__) == ()
