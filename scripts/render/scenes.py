"""The pictures of the catalogue: a name (that of the original in assets/) and the function that builds its scene."""

from collections.abc import Callable
from functools import partial

import pieces
import studio
from studio import camera, put
from surfaces import glazed, linen, plain, wood

UNDYED, OAT, MOSS = (0.66, 0.60, 0.50), (0.45, 0.34, 0.22), (0.115, 0.145, 0.080)


def bowl(glaze: str, size: float = 1.0) -> None:
    """One bowl, seen a little from above."""
    put(pieces.bowl(size), glazed(glaze))
    studio.sweep()
    studio.softboxes()
    camera((0.6, -5.3, 2.75), (0, 0, 0.32 * size))


def bowls_above(glaze: str) -> None:
    """The three sizes of the bowl, from above."""
    for size, at in ((1.375, (-0.75, 0.35, 0)), (1.0, (1.15, 0.75, 0)), (0.75, (0.62, -0.95, 0))):
        put(pieces.bowl(size), glazed(glaze), at)
    studio.sweep()
    studio.softboxes(reach=1.25, rim=0)
    camera((0, -4.0, 10.4), (0.06, 0.05, 0.2))


def plates(glaze: str) -> None:
    """Four dinner plates and three side plates in one stack."""
    material = glazed(glaze)
    for index in range(4):
        put(pieces.plate(), material, (0.012 * (-1) ** index, 0.01 * index, 0.118 * index), 67 * index)
    for index in range(3):
        put(pieces.plate(0.78), material, (0.01 * index, 0.012, 0.118 * 4 + 0.093 * index), 41 * index)
    studio.sweep()
    studio.softboxes(reach=1.15)
    camera((0.8, -7.0, 3.3), (0, 0, 0.33))


def plate(glaze: str) -> None:
    """One plate, leaning into the light."""
    put(pieces.plate(), glazed(glaze))
    studio.sweep()
    studio.softboxes(reach=1.15, rim=0)
    camera((0.4, -5.9, 4.9), (0, 0, 0.08))


def deep_plates(glaze: str) -> None:
    """Two deep plates, one in the other."""
    for index in range(2):
        put(pieces.deep_plate(), glazed(glaze), (0.012 * index, 0, 0.15 * index), 73 * index)
    studio.sweep()
    studio.softboxes(reach=1.1)
    camera((0.5, -5.9, 3.6), (0, 0, 0.24))


def mug(glaze: str, size: float = 1.0) -> None:
    """One mug, its ear to the right."""
    put(pieces.mug(size), glazed(glaze, soften=0.025), turn=-28)
    studio.sweep()
    studio.softboxes(aim=(0, 0, 0.45))
    camera((0.35, -4.6, 1.75), (0.11 * size, 0, 0.43 * size))


def cups(glaze: str) -> None:
    """Two espresso cups, one before the other."""
    put(pieces.mug(0.62), glazed(glaze, soften=0.02), (-0.34, 0.28, 0), -30)
    put(pieces.mug(0.62), glazed(glaze, soften=0.02), (0.30, -0.22, 0), -65)
    studio.sweep()
    studio.softboxes(aim=(0, 0, 0.3))
    camera((0.25, -3.6, 1.75), (0.06, 0, 0.25))


def teapot(glaze: str) -> None:
    """The teapot, its spout to the right."""
    put(pieces.teapot(), glazed(glaze, soften=0.035), turn=-14)
    studio.sweep()
    studio.softboxes(aim=(0, 0, 0.6), reach=1.1)
    camera((0.3, -7.3, 2.6), (-0.02, 0, 0.60))


def carafe(glaze: str) -> None:
    """Both carafes side by side."""
    put(pieces.carafe(), glazed(glaze), (-0.42, 0.1, 0))
    put(pieces.carafe(0.79), glazed(glaze), (0.72, -0.3, 0))
    studio.sweep()
    studio.softboxes(aim=(0, 0, 1.0), reach=1.3)
    camera((0.3, -7.6, 2.5), (0.1, 0, 1.03))


def platter(glaze: str) -> None:
    """The platter on its own."""
    put(pieces.platter(), glazed(glaze))
    studio.sweep()
    studio.softboxes(reach=1.3, rim=0)
    camera((0.5, -7.4, 5.4), (0, 0, 0.1))


def salt(glaze: str) -> None:
    """The salt cellar, filled."""
    put(pieces.salt_cellar(), glazed(glaze))
    studio.sweep()
    studio.softboxes(aim=(0, 0, 0.2), reach=0.8)
    camera((0.3, -3.0, 1.5), (0, 0, 0.19), 95)


def napkins(colour: tuple[float, float, float]) -> None:
    """Four napkins in a pile, each folded by hand."""
    for index, turn in enumerate((31, 27, 34, 29)):
        put(pieces.napkin(4), linen(colour), (0.02 * index, 0.02 * (index % 2), 0.135 * index), turn)
    studio.sweep()
    studio.softboxes(reach=1.1)
    camera((0.2, -6.1, 4.2), (0, 0, 0.2))


def ash_board() -> None:
    """The serving board, at an angle."""
    put(pieces.serving_board(3.4), wood(), turn=24)
    studio.sweep()
    studio.softboxes(reach=1.3)
    camera((0.4, -7.2, 5.0), (0, 0, 0.1))


def oil() -> None:
    """The bottle of board oil: amber glass, a paper label, a black cap."""
    glass, label, cap, printed = pieces.bottle()
    put(glass, plain("amber", (0.16, 0.045, 0.008), 0.06, coat_weight=0.4))
    put(label, plain("label", (0.80, 0.76, 0.68), 0.8))
    put(cap, plain("cap", (0.02, 0.02, 0.02), 0.45))
    put(printed, plain("ink", (0.03, 0.045, 0.05), 0.7))
    studio.sweep()
    studio.softboxes(aim=(0, 0, 0.8))
    camera((0.2, -5.4, 1.8), (0, 0, 0.78))


def breakfast() -> None:
    """A morning table: teapot, bowl, mug and plates on ash, a linen napkin, the window on the left."""
    put(pieces.teapot(), glazed("deep-teal", soften=0.035), (-1.25, 1.55, 0), -22)
    put(pieces.plate(), glazed("sand"), (0.55, -0.35, 0))
    put(pieces.plate(0.78), glazed("sand"), (0.55, -0.35, 0.075), 40)
    put(pieces.bowl(0.75), glazed("deep-teal"), (0.55, -0.35, 0.135))
    put(pieces.mug(), glazed("ember", soften=0.025), (-1.35, -0.55, 0), -150)
    put(pieces.napkin(4, 0.8), linen(UNDYED), (2.38, -0.45, 0), 3)
    put(pieces.bowl(1.375), glazed("sand"), (1.25, 2.35, 0))
    studio.table()
    studio.window()
    camera((0.7, -8.2, 4.3), (0.36, 1.0, 0.30), 56, 0.6, focus=(0.55, -0.6, 0.3))


def supper() -> None:
    """An evening table for two, from above: board, deep plates, carafe, small bowls."""
    put(pieces.serving_board(3.3), wood(shift=2.0), (0.95, 1.35, 0), 12)
    put(pieces.bowl(0.75), glazed("ember"), (1.75, 1.55, 0.2))
    put(pieces.salt_cellar(), glazed("sand"), (0.75, 1.45, 0.2))
    put(pieces.deep_plate(), glazed("sand"), (-1.45, -0.75, 0))
    put(pieces.deep_plate(), glazed("deep-teal"), (1.70, -1.35, 0))
    put(pieces.carafe(0.79), glazed("sand"), (-1.6, 1.55, 0))
    put(pieces.mug(0.62), glazed("ember", soften=0.02), (-0.15, 0.45, 0.2), 215)
    put(pieces.napkin(4, 0.62), linen(MOSS), (0.15, -1.55, 0), 2)
    studio.table()
    studio.window()
    camera((0.2, -6.9, 8.0), (0.05, 0.2, 0.1), 62, 1.4)


SCENES: dict[str, Callable[[], None]] = {
    "vik-bowl-deep-teal": partial(bowl, "deep-teal"),
    "vik-plate-sand": partial(plates, "sand"),
    "vik-mug-ember": partial(mug, "ember"),
    "breakfast-table": breakfast,
    "vik-bowl-sand": partial(bowl, "sand"),
    "vik-bowl-ember": partial(bowl, "ember"),
    "vik-bowl-sizes": partial(bowls_above, "deep-teal"),
    "vik-plate-deep-teal": partial(plate, "deep-teal"),
    "vik-plate-ember": partial(plate, "ember"),
    "vik-mug-sand": partial(mug, "sand"),
    "vik-mug-deep-teal": partial(mug, "deep-teal"),
    "torv-teapot-deep-teal": partial(teapot, "deep-teal"),
    "torv-teapot-sand": partial(teapot, "sand"),
    "bre-carafe-sand": partial(carafe, "sand"),
    "vik-deep-plate-sand": partial(deep_plates, "sand"),
    "vik-deep-plate-deep-teal": partial(deep_plates, "deep-teal"),
    "vik-espresso-cup-sand": partial(cups, "sand"),
    "vik-espresso-cup-ember": partial(cups, "ember"),
    "lin-napkin-undyed": partial(napkins, UNDYED),
    "lin-napkin-oat": partial(napkins, OAT),
    "lin-napkin-moss": partial(napkins, MOSS),
    "ask-board": ash_board,
    "ask-board-oil": oil,
    "multe-platter": partial(platter, "cloudberry"),
    "stein-salt-cellar": partial(salt, "sand"),
    "supper-table": supper,
}
