"""The icon of a file by its ending, the same in every list."""

from __future__ import annotations

from pathlib import PurePath

_ENDINGS = {
    "pdf": ("pdf",),
    "picture": ("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp", "heic"),
    "sheet": ("xls", "xlsx", "et", "csv", "ods"),
    "papers": ("doc", "docx", "wps"),
}
_ICONS = {f".{ending}": icon for icon, endings in _ENDINGS.items() for ending in endings}


def file_icon(name: str) -> str:
    """Return the name of the icon for a file of this name."""
    return _ICONS.get(PurePath(name).suffix.lower(), "file")
