"""The kind of an asset as its file name tells it; its bytes are judged with the asset itself."""

from __future__ import annotations

_ENDINGS = {
    "image": "jpg jpeg png webp tif tiff gif avif heic heif psd bmp jp2 jxl ico",
    "vector": "svg eps ai",
    "pdf": "pdf",
    "video": "mp4 m4v mov webm",
    "model": "glb gltf usdz",
}
_KINDS = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}


def of(path: str) -> str:
    """image, vector, pdf, video or model; empty for an ending that is not known."""
    return _KINDS.get(path.rpartition(".")[2].lower(), "")
