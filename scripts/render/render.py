"""Renders the originals of the example catalogue: `python scripts/render/render.py NAME... --to FOLDER`.

Needs `bpy` (Blender as a module, Python 3.11) and nothing else; one to five minutes a picture on two cores.
`scripts/render/originals.py` then turns the PNG files into the JPEG originals in assets/.
"""

import argparse
from pathlib import Path

import bpy
import studio
from scenes import SCENES


def main() -> None:
    """Read the command line, render each picture named."""
    parser = argparse.ArgumentParser(description="Render the pictures of the example catalogue.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(SCENES)}; none: all")
    parser.add_argument("--to", type=Path, default=Path("renders"), help="folder for the PNG files")
    parser.add_argument("--size", type=int, default=1200, help="width and height in pixels")
    parser.add_argument("--samples", type=int, default=48, help="rays a pixel")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    for name in asked.names or SCENES:
        scene = studio.empty(asked.size, asked.samples, asked.threads)
        SCENES[name]()
        scene.render.filepath = str((asked.to / f"{name}.png").resolve())
        bpy.ops.render.render(write_still=True)


if __name__ == "__main__":
    main()
