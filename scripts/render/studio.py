"""The photographer's room: an empty scene, the paper sweep or the wooden table, the lamps and the camera."""

import math
from collections.abc import Sequence

import bpy
from shapes import board
from surfaces import Colour, plain, wood

Place = tuple[float, float, float]


def empty(size: int, samples: int, threads: int) -> bpy.types.Scene:
    """A scene with nothing in it, set to render one square picture on the processor."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine, scene.cycles.device = "CYCLES", "CPU"
    scene.cycles.samples, scene.cycles.seed = samples, 7
    scene.cycles.use_adaptive_sampling, scene.cycles.adaptive_threshold = True, 0.02
    scene.cycles.use_denoising, scene.cycles.denoiser = True, "OPENIMAGEDENOISE"
    scene.cycles.max_bounces, scene.cycles.caustics_reflective = 6, False
    scene.render.resolution_x = scene.render.resolution_y = size
    scene.render.threads_mode, scene.render.threads = "FIXED", threads
    scene.view_settings.view_transform = "Khronos PBR Neutral"
    scene.render.image_settings.file_format = "PNG"
    return scene


def sweep(shade: Colour = (0.83, 0.815, 0.79)) -> None:
    """A seamless paper: floor, curve and back wall in one."""
    bend = [
        (0, -9, 0),
        *((0, 6 + 2.5 * math.sin(a), 2.5 - 2.5 * math.cos(a)) for a in (math.pi / 40 * i for i in range(21))),
        (0, 8.5, 12),
    ]
    vertices = [(side, y, z) for _, y, z in bend for side in (-20.0, 20.0)]
    faces = [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(len(bend) - 1)]
    mesh = bpy.data.meshes.new("sweep")
    mesh.from_pydata(vertices, [], faces)
    mesh.polygons.foreach_set("use_smooth", [True] * len(faces))
    mesh.materials.append(plain("paper", shade, 0.85))
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("sweep", mesh))


def table(wall: Colour = (0.60, 0.585, 0.55)) -> None:
    """A table of ash planks before a plastered wall."""
    for row in range(8):
        plank = board(f"plank {row}", 24, 1.55, 0.3, 0.02)
        plank.location = (0.7 * (row % 2), -4.0 + 1.56 * row, -0.3)
        plank.data.materials.append(wood((0.50, 0.36, 0.225), (0.31, 0.195, 0.10), 3.7 * row))
    plaster = bpy.data.meshes.new("wall")
    plaster.from_pydata([(-20, 9, -6), (20, 9, -6), (20, 9, 14), (-20, 9, 14)], [], [(0, 1, 2, 3)])
    plaster.materials.append(plain("plaster", wall, 0.9))
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("wall", plaster))


def lamp(at: Place, aim: Place, size: float, power: float, colour: Colour = (1, 1, 1)) -> bpy.types.Object:
    """A softbox of that size in front of nothing, aimed."""
    light = bpy.data.lights.new("softbox", "AREA")
    light.size, light.energy, light.color = size, power, colour
    return _aim(bpy.data.objects.new("softbox", light), at, aim)


def softboxes(aim: Place = (0, 0, 0.4), reach: float = 1.0, rim: float = 120) -> None:
    """The light of a packshot: a large key on the right, a cool fill on the left, a rim behind, one for the paper.

    A flat plate mirrors what is behind it: give it no rim light.
    """
    lamp((3.2 * reach, -1.6 * reach, 3.6 * reach), aim, 2.4 * reach, 210 * reach**2, (1, 0.965, 0.92))
    lamp((-3.6 * reach, -2.0 * reach, 2.2 * reach), aim, 2.0 * reach, 62 * reach**2, (0.90, 0.95, 1))
    if rim:
        lamp((-1.2 * reach, 3.4 * reach, 3.2 * reach), aim, 2.2 * reach, rim * reach**2)
    paper = lamp((0, 3.0 * reach, 6.5), (0, 8.5, 3.0), 5.0, 520)
    paper.visible_glossy = False
    sky((1, 1, 1), 0.42)


def window(aim: Place = (0, 0, 0.3)) -> None:
    """The light of a morning: a low window on the left, a warm breath of the room from the right."""
    lamp((-6.2, 1.6, 5.0), aim, 3.6, 1250, (1, 0.955, 0.89))
    lamp((5.0, -4.0, 3.5), aim, 5.0, 210, (1, 0.93, 0.86))
    sky((0.9, 0.94, 1), 0.45)


def sky(colour: Colour, strength: float) -> None:
    """The even light that comes from everywhere."""
    world = bpy.data.worlds.new("room")
    bpy.context.scene.world, world.use_nodes = world, True
    world.node_tree.nodes["Background"].inputs["Color"].default_value = (*colour, 1)
    world.node_tree.nodes["Background"].inputs["Strength"].default_value = strength


def camera(at: Place, aim: Place, lens: float = 85, aperture: float = 0.0, focus: Place | None = None) -> None:
    """The camera; an aperture (f-stop) gives depth of field around the focus, 0 keeps everything sharp."""
    body = bpy.data.cameras.new("camera")
    body.lens = lens
    if aperture:
        body.dof.use_dof, body.dof.aperture_fstop = True, aperture
        body.dof.focus_distance = math.dist(at, focus or aim)
    bpy.context.scene.camera = _aim(bpy.data.objects.new("camera", body), at, aim)


def _aim(what: bpy.types.Object, at: Place, aim: Place) -> bpy.types.Object:
    target = bpy.data.objects.new("aim", None)
    target.location, what.location = aim, at
    for each in (what, target):
        bpy.context.scene.collection.objects.link(each)
    track = what.constraints.new("TRACK_TO")
    track.target, track.track_axis, track.up_axis = target, "TRACK_NEGATIVE_Z", "UP_Y"
    return what


def put(
    shape: bpy.types.Object, material: bpy.types.Material, at: Sequence[float] = (0, 0, 0), turn: float = 0
) -> None:
    """Stand a piece on the table, turned by degrees, in its material."""
    shape.data.materials.clear()
    shape.data.materials.append(material)
    shape.location, shape.rotation_euler = at, (0, 0, math.radians(turn))
