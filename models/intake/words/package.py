"""The parts of a .docx from outside: its main part, its styles, its numbers, what stands around its pages.

Nothing is evaluated: a DTD is refused, no entity is resolved, nothing is fetched. Elements are told by their local
names, so that both dialects of OOXML are read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from models.errors import ForeignFileError

_AROUND = ("header", "footer")


class Package:
    """An open .docx with its main part read; `folder` is where that part lies, mostly word."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive, self._path = archive, path
        main = self._main_part()
        self.folder = str(PurePosixPath(main).parent)
        self.body = self._xml(main)

    def part(self, name: str) -> Any:
        """Return the root of a part beside the main one, None where there is none."""
        full = f"{self.folder}/{name}"
        return self._xml(full) if full in self._archive.namelist() else None

    def around(self) -> Iterator[Any]:
        """Yield the roots of headers and footers."""
        for name in sorted(self._archive.namelist()):
            if name.startswith(tuple(f"{self.folder}/{kind}" for kind in _AROUND)) and name.endswith(".xml"):
                yield self._xml(name)

    @property
    def has_macros(self) -> bool:
        """Return whether the file carries macros, whatever its ending says."""
        names = self._archive.namelist()
        types = self._archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
        return b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names)

    def _main_part(self) -> str:
        names = set(self._archive.namelist())
        relations = self._xml("_rels/.rels") if "_rels/.rels" in names else ()
        for relation in relations:
            target = str(relation.get("Target", "")).lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in names:
                return target
        if "word/document.xml" in names:
            return "word/document.xml"
        raise no_word_file(self._path)

    def _xml(self, name: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(self._archive.read(name), parser)
        if root.getroottree().docinfo.doctype:
            raise refused("文件里夹带定义（DTD），不安全，不读", self._path, "请用 WPS 打开，另存一份再试。")
        return root


def refused(text: str, path: Path, remedy: str) -> ForeignFileError:
    """Return the refusal of a file, with its name."""
    return ForeignFileError(text, where=path.name, remedy=remedy)


def no_word_file(path: Path) -> ForeignFileError:
    """Return the refusal of a file that is no .docx."""
    return refused("这不是 Word 文档（.docx）", path, "请选择用 WPS 存成的 .docx 文件。")
