"""A stored file page by page, as it is looked at in the window: pictures of pages, or text in parts.

Each page is read by a child process when somebody wants to see it, at about the width it is shown with, and kept by
hash, page and width beside the looks; the folder may be deleted at any time. What nobody saw for some days goes.
"""

from __future__ import annotations

import base64
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import isolation
from models.errors import ForeignFileError
from models.looking.cache import Looking
from models.looking.kinds import FileKind, kind_of
from models.looking.page_readers import TO_CONVERT
from models.reporting import Report, unheard

_READER = "models.looking.page_readers.read_page"
_LIMITS = isolation.Limits(seconds=30, memory=1200 << 20)
_STEP, _LEAST, _MOST = 200, 400, 3_200
_KEPT_SECONDS = 7 * 86_400
_OPEN_OLD = "按 Enter 用这台电脑上的程序打开看；想在窗口里看，请在 WPS 里另存为 .docx，换成新版本。"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """一页 of a stored file: of a picture where it lies and its size in points, of text its name and blocks.

    A block is a text, or the rows of a table. `width` is for which width in dots it was drawn, 0 for text.
    """

    number: int
    count: int
    width: int = 0
    picture: Path | None = None
    size: tuple[float, float] = (0.0, 0.0)
    name: str = ""
    blocks: tuple[str | tuple[tuple[str, ...], ...], ...] = ()


def width_for(dots: int) -> int:
    """Return the width a page is drawn with to be shown so wide: in steps, so that not every size is drawn anew."""
    return min(max(-(-dots // _STEP) * _STEP, _LEAST), _MOST)


class Pages:
    """The pages of the files of a workspace; may be used by workers."""

    def __init__(self, workspace_folder: Path) -> None:
        # Beside the looks, and so forgotten together with their file.
        self._looking = Looking.in_workspace(workspace_folder)

    def page(
        self, path: Path, sha256: str, number: int, width: int, report: Report = unheard, *, name: str = ""
    ) -> SeenPage:
        """Return a page of a stored file (from 1; the last where there are not so many), from the cache or read.

        `name` is what it was called.

        Raises ForeignFileError with the reason where there is none: protected, broken, too large, of another kind.
        """
        known = self._known(sha256, number, width)
        if known is not None:
            return known
        options = {"kind": _kind(path).value, "number": number, "width": width, "name": name}
        return self._read(path, sha256, options, report)

    def forget_old(self) -> None:
        """Delete the pages nobody looked at for some days."""
        before = time.time() - _KEPT_SECONDS
        for path in self._looking.folder.glob("*/*.page.*"):
            # Somebody may be looking at it, or have deleted it.
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def _read(self, path: Path, sha256: str, options: dict[str, Any], report: Report) -> SeenPage:
        number, width = options["number"], options["width"]
        facts: dict[str, Any] = isolation.run(_READER, path, limits=_LIMITS, options=options, report=report)
        if TO_CONVERT in facts:
            facts = _converted(path, options, report)
        if "parts" in facts:
            # A file may hold halves of characters.
            parts = json.dumps(facts["parts"], ensure_ascii=False).encode("utf-8", "replace")
            self._looking.write(self._entry(sha256, "parts"), parts)
            return _part(facts["parts"], number)
        self._looking.write(self._entry(sha256, f"{number}.{width}.jpg"), base64.b64decode(facts.pop("picture")))
        self._looking.write(self._entry(sha256, f"{number}.{width}.json"), json.dumps(facts).encode())
        return self._drawn(sha256, number, width, facts)

    def _known(self, sha256: str, number: int, width: int) -> SeenPage | None:
        # Whatever is wrong with a cached entry, it is worked out anew.
        with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
            return _part(json.loads(self._entry(sha256, "parts").read_text(encoding="utf-8")), number)
        with suppress(OSError, ValueError, KeyError, TypeError):
            picture = self._entry(sha256, f"{number}.{width}.jpg")
            facts = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
            if picture.stat().st_size:
                return self._drawn(sha256, number, width, facts)
        return None

    def _drawn(self, sha256: str, number: int, width: int, facts: dict[str, Any]) -> SeenPage:
        wide, high = facts["size"]
        return SeenPage(
            number=min(number, facts["count"]), count=facts["count"], width=width, size=(wide, high),
            picture=self._entry(sha256, f"{number}.{width}.jpg"),
        )

    def _entry(self, sha256: str, ending: str) -> Path:
        return self._looking.entry(sha256, f"page.{ending}")


def _kind(path: Path) -> FileKind:
    try:
        return kind_of(path)
    except OSError as error:
        text, remedy = "文件不在了，或者读不出来", "请从备份恢复，或查看杀毒软件隔离区。"
        raise ForeignFileError(text, where=path.name, remedy=remedy) from error


def _converted(path: Path, options: dict[str, Any], report: Report) -> dict[str, Any]:
    """Return the parts of a document of the old kind, which the child has let in but only LibreOffice can read."""
    from models.intake.words.old_word import as_docx

    with tempfile.TemporaryDirectory(prefix="old-word-", ignore_cleanup_errors=True) as folder:
        try:
            made = as_docx(path, Path(folder), report)
        except ForeignFileError as error:
            error.remedy = _OPEN_OLD
            raise
        facts: dict[str, Any] = isolation.run(_READER, made, limits=_LIMITS, options=options, report=report)
    return facts


def _part(parts: list[dict[str, Any]], number: int) -> SeenPage:
    number = min(number, len(parts))
    part = parts[number - 1]
    return SeenPage(number=number, count=len(parts), name=part["name"], blocks=tuple(_blocks(part["blocks"])))


def _blocks(blocks: list[Any]) -> Iterator[str | tuple[tuple[str, ...], ...]]:
    for block in blocks:
        yield block if isinstance(block, str) else tuple(tuple(row) for row in block)
