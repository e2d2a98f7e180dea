"""The collection: each function makes one piece of tableware, standing on the table at the origin."""

import bpy
from shapes import board, fold, join, lathe, lettering, sweep


def bowl(size: float = 1.0) -> bpy.types.Object:
    """The bowl: a small foot, a generous belly, a lip that turns in a little. Size 1 is 16 cm across."""
    profile = [
        (0, 0.02), (0.30, 0.02), (0.315, 0.0), (0.36, 0.0), (0.375, 0.03), (0.39, 0.06),
        (0.56, 0.14), (0.70, 0.29), (0.78, 0.48), (0.80, 0.64), (0.797, 0.685), (0.782, 0.697),
        (0.766, 0.685), (0.755, 0.60), (0.72, 0.46), (0.63, 0.29), (0.48, 0.165), (0.28, 0.105),
        (0.1, 0.09), (0, 0.09),
    ]  # fmt: skip
    return lathe("bowl", [(r * size, z * size) for r, z in profile], rim=11, foot=0.045 * size)


def plate(size: float = 1.0) -> bpy.types.Object:
    """The coupe plate: flat, then a rim that rises in one line. Size 1 is 27 cm across."""
    profile = [
        (0, 0.015), (0.68, 0.015), (0.70, 0.0), (0.76, 0.0), (0.78, 0.02), (0.80, 0.035),
        (1.02, 0.06), (1.20, 0.115), (1.32, 0.195), (1.346, 0.222), (1.345, 0.24), (1.328, 0.243),
        (1.305, 0.225), (1.18, 0.145), (1.0, 0.088), (0.80, 0.066), (0.5, 0.06), (0.2, 0.06),
        (0, 0.06),
    ]  # fmt: skip
    return lathe("plate", [(r * size, z * size) for r, z in profile], rim=11, foot=0.03 * size, wobble=0.002)


def deep_plate() -> bpy.types.Object:
    """The deep plate: 24 cm across, as much a bowl as a plate."""
    profile = [
        (0, 0.015), (0.50, 0.015), (0.52, 0.0), (0.58, 0.0), (0.60, 0.025), (0.64, 0.05),
        (0.92, 0.13), (1.09, 0.27), (1.17, 0.42), (1.19, 0.475), (1.185, 0.495), (1.168, 0.497),
        (1.15, 0.475), (1.06, 0.30), (0.92, 0.175), (0.70, 0.11), (0.45, 0.085), (0.2, 0.08),
        (0, 0.08),
    ]  # fmt: skip
    return lathe("deep plate", profile, rim=11, foot=0.04)


def platter() -> bpy.types.Object:
    """The serving platter: 36 cm across, almost flat, a low upright lip."""
    profile = [
        (0, 0.02), (1.20, 0.02), (1.22, 0.0), (1.30, 0.0), (1.32, 0.025), (1.36, 0.045),
        (1.60, 0.075), (1.74, 0.15), (1.79, 0.25), (1.80, 0.285), (1.79, 0.30), (1.77, 0.302),
        (1.755, 0.285), (1.70, 0.18), (1.58, 0.115), (1.3, 0.085), (0.8, 0.08), (0.3, 0.08),
        (0, 0.08),
    ]  # fmt: skip
    return lathe("platter", profile, rim=11, foot=0.035, wobble=0.004)


def mug(size: float = 1.0) -> bpy.types.Object:
    """The mug: a quiet cylinder with a rounded foot and an ear for three fingers. Size 1 holds 0.3 l."""
    profile = [
        (0, 0.02), (0.26, 0.02), (0.275, 0.0), (0.325, 0.0), (0.345, 0.03), (0.375, 0.09),
        (0.405, 0.22), (0.415, 0.45), (0.41, 0.70), (0.408, 0.87), (0.407, 0.90), (0.397, 0.913),
        (0.382, 0.90), (0.376, 0.80), (0.38, 0.5), (0.375, 0.25), (0.33, 0.12), (0.22, 0.08),
        (0.1, 0.075), (0, 0.075),
    ]  # fmt: skip
    body = lathe("mug", [(r * size, z * size) for r, z in profile], rim=11, foot=0.05 * size)
    ear = [
        (0.395, 0, 0.73), (0.47, 0, 0.765), (0.60, 0, 0.765), (0.70, 0, 0.68), (0.715, 0, 0.53),
        (0.655, 0, 0.37), (0.53, 0, 0.26), (0.395, 0, 0.215),
    ]  # fmt: skip
    grip = sweep("ear", [(x * size, y, z * size) for x, y, z in ear], lambda t: _flared(t, 0.082 * size, 0.034 * size))
    return join(body, grip)


def _flared(t: float, wide: float, thick: float) -> tuple[float, float]:
    """A handle is wider where it is pressed on to the body."""
    end = (2 * t - 1) ** 6
    return wide * (1 + 0.28 * end), thick * (1 + 0.75 * end)


def teapot() -> bpy.types.Object:
    """The teapot: a low round body, a short spout, an ear and a lid with a pebble for a knob. 1.1 l."""
    profile = [
        (0, 0.02), (0.44, 0.02), (0.455, 0.0), (0.52, 0.0), (0.545, 0.03), (0.60, 0.07),
        (0.79, 0.24), (0.87, 0.46), (0.83, 0.70), (0.66, 0.92), (0.47, 1.01), (0.42, 1.025),
        (0.40, 1.04), (0.385, 1.03), (0.38, 1.01), (0.45, 0.97), (0.62, 0.86), (0.78, 0.68),
        (0.81, 0.46), (0.73, 0.26), (0.5, 0.1), (0.2, 0.08), (0, 0.08),
    ]  # fmt: skip
    body = lathe("teapot", profile, rim=12, foot=0.05)
    spout = sweep(
        "spout", [(0.66, 0, 0.40), (0.86, 0, 0.47), (1.01, 0, 0.63), (1.09, 0, 0.80), (1.19, 0, 0.955)], _spout
    )
    ear = [
        (-0.66, 0, 0.87), (-0.80, 0, 0.985), (-1.03, 0, 1.02), (-1.23, 0, 0.90), (-1.27, 0, 0.68),
        (-1.17, 0, 0.47), (-1.0, 0, 0.36), (-0.82, 0, 0.33),
    ]  # fmt: skip
    grip = sweep("ear", ear, lambda t: _flared(t, 0.095, 0.045))
    return join(body, spout, grip, _lid())


def _spout(t: float) -> tuple[float, float]:
    return 0.23 - 0.13 * t**0.8, 0.215 - 0.13 * t**0.8


def _lid() -> bpy.types.Object:
    profile = [
        (0, 0.99), (0.36, 0.99), (0.37, 1.02), (0.395, 1.035), (0.40, 1.05), (0.375, 1.07),
        (0.25, 1.105), (0.12, 1.125), (0.075, 1.14), (0.07, 1.17), (0.115, 1.215), (0.135, 1.26),
        (0.11, 1.30), (0.05, 1.318), (0, 1.32),
    ]  # fmt: skip
    return lathe("lid", profile, rim=4, foot=0)


def carafe(size: float = 1.0) -> bpy.types.Object:
    """The carafe: a drop with a long neck and a lip that pours without a drip. Size 1 holds one litre."""
    profile = [
        (0, 0.02), (0.38, 0.02), (0.395, 0.0), (0.45, 0.0), (0.47, 0.03), (0.52, 0.09),
        (0.60, 0.30), (0.605, 0.55), (0.52, 0.90), (0.37, 1.25), (0.265, 1.60), (0.235, 1.90),
        (0.25, 2.10), (0.285, 2.22), (0.29, 2.245), (0.278, 2.25), (0.262, 2.235), (0.215, 2.08),
        (0.20, 1.90), (0.23, 1.60), (0.33, 1.25), (0.48, 0.9), (0.56, 0.55), (0.55, 0.3),
        (0.4, 0.1), (0.2, 0.08), (0, 0.08),
    ]  # fmt: skip
    return lathe("carafe", [(r * size, z * size) for r, z in profile], rim=15, foot=0.05 * size, wobble=0.004)


def salt_cellar() -> bpy.types.Object:
    """The salt cellar: a pebble with a hollow, 8 cm across."""
    profile = [
        (0, 0.01), (0.22, 0.01), (0.235, 0.0), (0.27, 0.0), (0.285, 0.02), (0.33, 0.06),
        (0.395, 0.19), (0.385, 0.32), (0.335, 0.405), (0.30, 0.42), (0.28, 0.405), (0.30, 0.33),
        (0.31, 0.22), (0.25, 0.10), (0.1, 0.07), (0, 0.07),
    ]  # fmt: skip
    return lathe("salt cellar", profile, rim=9, foot=0.035)


def napkin(layers: int = 4, width: float = 1.5) -> bpy.types.Object:
    """A linen napkin, 45 cm square, folded to a rectangle."""
    return fold("napkin", width=width, depth=2.3, layers=layers)


def serving_board(length: float = 4.0) -> bpy.types.Object:
    """A serving board of ash."""
    return board("board", length, length * 0.45, 0.2, 0.28)


def bottle() -> tuple[bpy.types.Object, ...]:
    """The oil bottle in four parts: glass, label, cap, and what is printed on the label."""
    glass = [
        (0, 0.03), (0.22, 0.0), (0.29, 0.02), (0.31, 0.07), (0.31, 0.4), (0.31, 0.95), (0.30, 1.06),
        (0.22, 1.18), (0.13, 1.26), (0.12, 1.34), (0.115, 1.35), (0.10, 1.34), (0.10, 1.27),
        (0.2, 1.15), (0.27, 1.04), (0.28, 0.9), (0.28, 0.4), (0.27, 0.08), (0.1, 0.06), (0, 0.06),
    ]  # fmt: skip
    label = [(0.3125, 0.22), (0.3125, 0.3), (0.3125, 0.6), (0.3125, 0.8), (0.3125, 0.86)]
    cap = [(0, 1.28), (0.15, 1.28), (0.16, 1.29), (0.16, 1.32), (0.16, 1.55), (0.15, 1.58), (0.1, 1.59), (0, 1.59)]
    shapes = (("bottle", glass, 10), ("label", label, 4), ("cap", cap, 4))
    printed = join(
        lettering("eldhav", 0.125, 0.62, 0.314),
        lettering("board oil", 0.062, 0.46, 0.314),
        lettering("250 ml", 0.045, 0.30, 0.314),
    )
    return *(lathe(name, profile, rim, foot=0, wobble=0) for name, profile, rim in shapes), printed
