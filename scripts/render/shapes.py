"""Geometry of the tableware: lathed vessels, swept handles, folded linen, boards. One unit is ten centimetres."""

import math
from collections.abc import Callable, Sequence

import bpy
from mathutils import Vector, noise

Point = tuple[float, float]
Point3 = tuple[float, float, float]

AROUND = 192


def spline(points: Sequence[Sequence[float]], steps: int = 8) -> list[tuple[float, ...]]:
    """A smooth curve through the points (Catmull-Rom), each span cut into steps."""
    padded = [points[0], *points, points[-1]]
    curve: list[tuple[float, ...]] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        curve += [tuple(_between(*axis, i / steps) for axis in zip(a, b, c, d, strict=True)) for i in range(steps)]
    return [*curve, tuple(points[-1])]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def lathe(name: str, profile: Sequence[Point], rim: int, foot: float = 0.03, wobble: float = 0.003) -> bpy.types.Object:
    """A thrown vessel. The profile runs from the middle of the foot over the rim (its index) to the middle inside.

    Three marks on each vertex tell the glaze where it breaks (`edge`), pools (`pool`) and leaves the clay (`bare`).
    """
    curve, steps = spline(profile), 8
    lip, seed = curve[rim * steps], sum(map(ord, name))
    rings = [_ring(r, z, wobble, seed) for r, z in curve]
    marks: dict[str, list[float]] = {"edge": [], "pool": [], "bare": []}
    for index, (r, z) in enumerate(curve):
        inside = index > rim * steps
        marks["edge"] += [math.exp(-((r - lip[0]) ** 2 + (z - lip[1]) ** 2) / 0.0016)] * AROUND
        marks["pool"] += [math.exp(-((z - curve[-1][1]) ** 2) / 0.01) if inside else 0.0] * AROUND
        marks["bare"] += [1.0 if not inside and z < foot else 0.0] * AROUND
    return _mesh(name, [v for ring in rings for v in ring], _quads(len(rings), AROUND), marks)


def _ring(r: float, z: float, wobble: float, seed: int) -> list[Point3]:
    """One turn of the wheel; a hand never throws a perfect circle."""
    turn = [2 * math.pi * j / AROUND for j in range(AROUND)]
    radii = [
        max(r, 0.0) * (1 + wobble * math.sin(2 * t + seed) + wobble / 2 * math.sin(3 * t + 2 * seed)) for t in turn
    ]
    return [
        (q * math.cos(t), q * math.sin(t), z + wobble * r * math.sin(t + seed))
        for q, t in zip(radii, turn, strict=True)
    ]


def sweep(name: str, path: Sequence[Point3], size: Callable[[float], Point], around: int = 48) -> bpy.types.Object:
    """A solid bar along a path in the x-z plane; size gives its width (y) and its thickness at 0..1 of the way."""
    curve = [Vector(p) for p in spline(path, 14)]
    rings: list[Point3] = []
    for index, at in enumerate(curve):
        ahead = (curve[min(index + 1, len(curve) - 1)] - curve[max(index - 1, 0)]).normalized()
        normal, (wide, thick) = Vector((-ahead.z, 0, ahead.x)), size(index / (len(curve) - 1))
        for j in range(around):
            t = 2 * math.pi * j / around
            x, _, z = at + normal * (thick * math.sin(t))
            rings.append((x, wide * math.cos(t), z))
    return _mesh(name, rings, _quads(len(curve), around), {})


def fold(name: str, width: float, depth: float, layers: int, gap: float = 0.028) -> bpy.types.Object:
    """A piece of linen folded in layers: one long ribbon laid to and fro, soft at its turns, never quite straight."""
    section = _ribbon(width, layers, gap)
    rows = 90
    vertices = [_draped(x, (row / rows - 0.5) * depth, z) for row in range(rows + 1) for x, z in section]
    count = len(section)
    faces = [
        (row * count + i, row * count + i + 1, (row + 1) * count + i + 1, (row + 1) * count + i)
        for row in range(rows)
        for i in range(count - 1)
    ]
    cloth = _mesh(name, vertices, faces, {})
    thick = cloth.modifiers.new("thickness", "SOLIDIFY")
    thick.thickness, thick.offset = gap * 0.62, 0
    return cloth


def _ribbon(width: float, layers: int, gap: float) -> list[Point]:
    section: list[Point] = []
    for layer in range(layers):
        z, half = gap * (layer + 0.5), width / 2 * (1 - 0.012 * (layer % 3))
        run = [(-half + 2 * half * i / 60, z) for i in range(61)]
        section += run if layer % 2 == 0 else run[::-1]
        side = 1 if layer % 2 == 0 else -1
        if layer < layers - 1:
            turn = [math.pi * k / 8 for k in range(1, 8)]
            section += [(side * (half + gap * 0.75 * math.sin(t)), z + gap / 2 * (1 - math.cos(t))) for t in turn]
    return section


def _draped(x: float, y: float, z: float) -> Point3:
    """Cloth does not lie flat: the higher the layer, the more it lifts; its edges waver."""
    lift = noise.noise(Vector((x * 1.1, y * 1.1, 3))) * 0.20 + noise.noise(Vector((x * 3.1, y * 2.3, 5 + z))) * 0.07
    edge = noise.noise(Vector((y * 1.7, z * 14, 1))) * 0.028, noise.noise(Vector((x * 1.7, z * 14, 7))) * 0.028
    return (x + edge[0], y + edge[1], z * (1 + 1.6 * max(lift, -0.2)))


def board(name: str, length: float, width: float, thick: float, corner: float) -> bpy.types.Object:
    """A plank with rounded corners and softened edges."""
    outline = [
        (cx + corner * math.cos(a), cy + corner * math.sin(a))
        for cx, cy, start in _corners(length / 2 - corner, width / 2 - corner)
        for a in (start + math.pi / 2 * i / 12 for i in range(13))
    ]
    count = len(outline)
    vertices = [(x, y, z) for z in (0.0, thick) for x, y in outline]
    sides = [(i, (i + 1) % count, (i + 1) % count + count, i + count) for i in range(count)]
    plank = _mesh(name, vertices, [*sides, tuple(range(count))[::-1], tuple(range(count, 2 * count))], {}, smooth=False)
    edge = plank.modifiers.new("edge", "BEVEL")
    edge.width, edge.segments, edge.limit_method = 0.035, 4, "ANGLE"
    return plank


def _corners(x: float, y: float) -> list[tuple[float, float, float]]:
    return [(x, y, 0.0), (-x, y, math.pi / 2), (-x, -y, math.pi), (x, -y, 3 * math.pi / 2)]


def lettering(text: str, height: float, z: float, radius: float) -> bpy.types.Object:
    """A line of text laid round an upright cylinder, facing the camera (-y)."""
    bpy.ops.object.text_add()
    letters = bpy.context.object
    letters.data.body, letters.data.size, letters.data.align_x = text, height * 1.4, "CENTER"
    bpy.ops.object.convert(target="MESH")
    for vertex in letters.data.vertices:
        turn = vertex.co.x / radius
        vertex.co = (radius * math.sin(turn), -radius * math.cos(turn), z + vertex.co.y)
    return letters


def join(first: bpy.types.Object, *others: bpy.types.Object) -> bpy.types.Object:
    """One object of several, so that the glaze can flow over their joints."""
    bpy.ops.object.select_all(action="DESELECT")
    for each in (first, *others):
        each.select_set(True)
    bpy.context.view_layer.objects.active = first
    bpy.ops.object.join()
    return first


def _quads(rings: int, around: int) -> list[tuple[int, ...]]:
    return [
        (i * around + j, i * around + (j + 1) % around, (i + 1) * around + (j + 1) % around, (i + 1) * around + j)
        for i in range(rings - 1)
        for j in range(around)
    ]


def _mesh(
    name: str,
    vertices: Sequence[Point3],
    faces: Sequence[tuple[int, ...]],
    marks: dict[str, list[float]],
    smooth: bool = True,
) -> bpy.types.Object:
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(list(vertices), [], list(faces))
    for mark in ("edge", "pool", "bare"):
        layer = mesh.attributes.new(mark, "FLOAT", "POINT")
        layer.data.foreach_set("value", marks.get(mark, [0.0] * len(vertices)))
    mesh.polygons.foreach_set("use_smooth", [smooth] * len(mesh.polygons))
    shape = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(shape)
    return shape
