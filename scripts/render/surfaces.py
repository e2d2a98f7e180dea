"""What things are made of: glazed stoneware, linen, ash, paper, glass. Colours are linear RGB."""

from collections.abc import Sequence
from dataclasses import dataclass

import bpy

Colour = tuple[float, float, float]
Socket = bpy.types.NodeSocket


@dataclass(frozen=True)
class Glaze:
    """A glaze: where it lies thin, lies thick, breaks over an edge; its gloss, and its iron specks."""

    thin: Colour
    thick: Colour
    edge: Colour
    rough: float
    specks: float
    clay: Colour = (0.36, 0.255, 0.175)


GLAZES = {
    "sand": Glaze((0.70, 0.605, 0.475), (0.60, 0.495, 0.365), (0.36, 0.215, 0.115), 0.42, 1.0),
    "deep-teal": Glaze((0.028, 0.135, 0.150), (0.008, 0.055, 0.070), (0.27, 0.155, 0.075), 0.20, 0.25),
    "ember": Glaze((0.43, 0.105, 0.030), (0.25, 0.040, 0.013), (0.085, 0.040, 0.028), 0.24, 0.55),
    "cloudberry": Glaze((0.80, 0.37, 0.06), (0.66, 0.22, 0.02), (0.42, 0.19, 0.07), 0.30, 0.6),
}


class _Graph:
    """The node graph of one material, written as calls."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.shader = self.tree.nodes["Principled BSDF"]

    def node(self, kind: str, **inputs: object) -> bpy.types.Node:
        node = self.tree.nodes.new(f"ShaderNode{kind}")
        for name, value in inputs.items():
            self.feed(node, name.replace("_", " ").title(), value)
        return node

    def feed(self, node: bpy.types.Node, name: str, value: object) -> None:
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, node.inputs[name])
        else:
            node.inputs[name].default_value = value

    def set(self, name: str, value: object) -> None:
        self.feed(self.shader, name, value)

    def noise(
        self, scale: float, detail: float = 3, stretch: Sequence[float] = (1, 1, 1), shift: float = 0.0
    ) -> Socket:
        place = self.node(
            "Mapping", vector=self.node("TexCoord").outputs["Object"], location=(shift,) * 3, scale=stretch
        )
        return self.node("TexNoise", vector=place.outputs["Vector"], scale=scale, detail=detail).outputs["Fac"]

    def ramp(self, value: Socket, low: float, high: float) -> Socket:
        ramp = self.node("MapRange", value=value)
        self.feed(ramp, "From Min", low)
        self.feed(ramp, "From Max", high)
        return ramp.outputs["Result"]

    def mix(self, factor: object, a: object, b: object) -> Socket:
        node = self.tree.nodes.new("ShaderNodeMix")
        node.data_type = "RGBA"
        colours = [each for each in node.inputs if each.type == "RGBA"]
        self.feed(node, "Factor", factor)
        for socket, value in zip(colours, (a, b), strict=True):
            if isinstance(value, bpy.types.NodeSocket):
                self.tree.links.new(value, socket)
            else:
                socket.default_value = (*value, 1)
        return next(each for each in node.outputs if each.type == "RGBA")

    def mark(self, name: str) -> Socket:
        node = self.node("Attribute")
        node.attribute_name = name
        return node.outputs["Fac"]

    def times(self, a: object, b: object, operation: str = "MULTIPLY") -> Socket:
        node = self.tree.nodes.new("ShaderNodeMath")
        node.operation, node.use_clamp = operation, True
        for socket, value in zip(node.inputs, (a, b), strict=False):
            if isinstance(value, bpy.types.NodeSocket):
                self.tree.links.new(value, socket)
            else:
                socket.default_value = value
        return node.outputs[0]


def glazed(name: str, soften: float = 0.0) -> bpy.types.Material:
    """Stoneware under a glaze of that name. `soften` rounds the joints of handles, which costs time."""
    glaze, graph = GLAZES[name], _Graph(f"glaze {name}")
    flow = graph.ramp(graph.noise(2.6, 5, (1, 1, 0.55)), 0.35, 0.65)
    colour = graph.mix(flow, glaze.thin, glaze.thick)
    colour = graph.mix(graph.times(graph.mark("pool"), 0.55), colour, glaze.thick)
    specks = graph.times(graph.ramp(graph.noise(62, 1), 0.685, 0.72), 0.8 * glaze.specks)
    colour = graph.mix(specks, colour, (0.075, 0.042, 0.022))
    uneven = graph.times(graph.mark("edge"), graph.ramp(graph.noise(9, 3), 0.15, 0.6))
    colour = graph.mix(uneven, colour, glaze.edge)
    bare = graph.mark("bare")
    graph.set("Base Color", graph.mix(bare, colour, glaze.clay))
    graph.set("Roughness", graph.times(graph.times(bare, 0.6), glaze.rough, "ADD"))
    graph.set("Coat Weight", graph.times(0.5, graph.times(1.0, bare, "SUBTRACT")))
    graph.set("Coat Roughness", glaze.rough * 0.55)
    graph.set("Normal", _thrown(graph, soften))
    return graph.material


def _thrown(graph: _Graph, soften: float) -> Socket:
    """The rings of the wheel and the orange-peel of the glaze."""
    rings = graph.node("Bump", strength=0.10, distance=0.02, height=graph.noise(1.6, 2, (0.15, 0.15, 9)))
    if soften:
        graph.feed(rings, "Normal", graph.node("Bevel", radius=soften).outputs["Normal"])
    peel = graph.node("Bump", strength=0.06, distance=0.01, height=graph.noise(34, 2))
    graph.feed(peel, "Normal", rings.outputs["Normal"])
    return peel.outputs["Normal"]


def linen(colour: Colour) -> bpy.types.Material:
    """Washed linen: two sets of uneven threads and a soft sheen."""
    graph = _Graph("linen")
    warp, weft = graph.noise(3, 2, (70, 2, 2)), graph.noise(3, 2, (2, 70, 2))
    thread = graph.times(graph.times(warp, 0.5), graph.times(weft, 0.5), "ADD")
    shade = tuple(part * 0.66 for part in colour)
    graph.set("Base Color", graph.mix(graph.ramp(thread, 0.36, 0.62), shade, colour))
    graph.set("Roughness", 0.92)
    graph.set("Sheen Weight", 0.25)
    graph.set("Normal", graph.node("Bump", strength=0.55, distance=0.012, height=thread).outputs["Normal"])
    return graph.material


def wood(
    light: Colour = (0.60, 0.44, 0.28), dark: Colour = (0.36, 0.225, 0.115), shift: float = 0.0
) -> bpy.types.Material:
    """Oiled ash, its grain along x; another shift is another plank of the same tree."""
    graph = _Graph("wood")
    years = graph.noise(1.0, 6, (0.16, 3.4, 3.4), shift)
    lines = graph.times(graph.ramp(graph.noise(1.0, 3, (0.22, 13, 13), shift), 0.42, 0.60), 0.55)
    pores = graph.noise(4, 2, (0.9, 34, 34), shift)
    figure = graph.times(
        graph.times(graph.ramp(years, 0.34, 0.66), 0.45), graph.times(lines, graph.ramp(pores, 0.25, 0.6)), "ADD"
    )
    graph.set("Base Color", graph.mix(figure, light, dark))
    graph.set("Roughness", 0.46)
    graph.set("Normal", graph.node("Bump", strength=0.10, distance=0.01, height=pores).outputs["Normal"])
    return graph.material


def plain(name: str, colour: Colour, rough: float = 0.6, **more: float) -> bpy.types.Material:
    """One colour: paper, plaster, a cap."""
    graph = _Graph(name)
    graph.set("Base Color", (*colour, 1))
    graph.set("Roughness", rough)
    for socket, value in more.items():
        graph.set(socket.replace("_", " ").title(), value)
    return graph.material
