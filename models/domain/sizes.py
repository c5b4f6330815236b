"""Sizes of files in the clerk's words."""

from __future__ import annotations


def size_words(size: int) -> str:
    """Return a size in bytes as a clerk reads it: 1 KB at least."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / (1 << 20):.1f} MB" if size < 1 << 30 else f"{size / (1 << 30):.1f} GB"
