"""A Word file from outside as its parts: opened without trust, written again without anybody's name.

What runs or reaches out of the file (macros, objects, external links, document type definitions) is refused, not taken
out in silence, because the office should know what its template held. Parts that are not filled keep their bytes.
The properties of the written file are its title alone: author, last editor, company and the picture of the first page
go (GB/T 9704 knows none of them, and a public copy may not carry the name of a PC's user).
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

from lxml import etree

from exporters.template import refusals
from exporters.word_base import packed
from models.errors import ForeignFileError
from models.isolation import Limits, weigh_zip

LIMITS = Limits(seconds=30, file_size=30 << 20, entries=2_000, unpacked=100 << 20)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN_TYPES = (f"{_WORD}.document.main+xml", f"{_WORD}.template.main+xml")
_CORE = "docProps/core.xml"
_CORE_RELATION = f"{_PACKAGE}/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_STORIES = ("header", "footer", "footnotes", "endnotes")
# Properties of the program that name people, places and the picture of a page.
_TELLING = ("Company", "Manager", "HyperlinkBase", "Template", "TitlesOfParts", "HeadingPairs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One part that holds running text: the body, a header, a footer, the footnotes or the endnotes."""

    part: str
    kind: str
    relation: str
    root: etree._Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The parts of a Word file by name, the XML ones parsed too, and its stories with the body first."""

    parts: dict[str, bytes]
    trees: dict[str, etree._Element]
    main: str
    stories: tuple[Story, ...] = field(default=())


def open_package(content: bytes, where: str) -> Package:
    """Return the file's parts; raises ForeignFileError for what is no Word file and for what is not let in."""
    parts = _unpacked(content, where)
    refusals.refuse_much_text(sum(len(part) for name, part in parts.items() if _is_xml(name)), where)
    trees = {name: _parsed(part, name, where) for name, part in parts.items() if _is_xml(name)}
    main = _main_part(trees, where)
    refusals.refuse_hostile(parts, trees, where)
    relations = _relations(trees, main)
    stories = [Story(part=main, kind="body", relation="", root=trees[main])]
    for number, (kind, target) in relations.items():
        # One part may be named twice; filled twice, its values would be read as tags.
        if kind in _STORIES and target in trees and target not in {story.part for story in stories}:
            stories.append(Story(part=target, kind=kind, relation=number, root=trees[target]))
    return Package(parts=parts, trees=trees, main=main, stories=tuple(stories))


def _unpacked(content: bytes, where: str) -> dict[str, bytes]:
    refusals.refuse_by_first_bytes(content, LIMITS.file_size, where)
    weigh_zip(BytesIO(content), where, LIMITS)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            refusals.refuse_entries(entries, where)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise refusals.damaged(where) from error


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _parsed(part: bytes, name: str, where: str) -> etree._Element:
    """Return the root; a document type is looked for before parsing, and after it in case of a strange encoding."""
    refusals.refuse_document_type(part, where)
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise refusals.damaged(where, f"（{name}）") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusals.document_type(where)
    return root


def _main_part(trees: dict[str, etree._Element], where: str) -> str:
    """Return the name of the part that holds the body, told by the package's relations and its type."""
    if _CONTENT_TYPES not in trees:
        raise refusals.no_word_file(where)
    mains = [target for kind, target in _relations(trees, "").values() if kind == "officeDocument"]
    if len(mains) != 1 or mains[0] not in trees:
        raise refusals.no_word_file(where)
    kind = _type_of(trees[_CONTENT_TYPES], mains[0])
    refusals.refuse_main_type(kind, _MAIN_TYPES, where)
    if trees[mains[0]].tag != f"{W}document":
        raise refusals.strict(where)
    return mains[0]


def _type_of(types: etree._Element, part: str) -> str:
    for entry in types.iter(f"{_TYPES}Override"):
        if entry.get("PartName", "").lower() == f"/{part}".lower():
            return str(entry.get("ContentType"))
    for entry in types.iter(f"{_TYPES}Default"):
        if part.lower().endswith(f".{entry.get('Extension', '').lower()}"):
            return str(entry.get("ContentType"))
    return ""


def _relations(trees: dict[str, etree._Element], part: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the target part of each relation of a part, the package's own for an empty name."""
    folder = posixpath.dirname(part)
    root = trees.get(_relations_part(part))
    found = {}
    for entry in () if root is None else root:
        target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target", ""))).lstrip("/")
        found[entry.get("Id", "")] = (entry.get("Type", "").rpartition("/")[2], target)
    return found


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def written(package: Package, title: str) -> bytes:
    """Return the package as the bytes of a .docx; its stories as they now are, everything else as it was."""
    parts = dict(package.parts)
    _clear_properties(package, parts, title)
    _make_document(package.trees[_CONTENT_TYPES])
    for name in (_CONTENT_TYPES, "_rels/.rels", *(story.part for story in package.stories)):
        parts[name] = _bytes(package.trees[name])
    return packed({_CONTENT_TYPES: parts.pop(_CONTENT_TYPES), **parts})


def _bytes(root: etree._Element) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _make_document(types: etree._Element) -> None:
    """A .dotx is filled too; what comes out is a document."""
    for entry in types.iter(f"{_TYPES}Override"):
        if entry.get("ContentType") == _MAIN_TYPES[1]:
            entry.set("ContentType", _MAIN_TYPES[0])


def _clear_properties(package: Package, parts: dict[str, bytes], title: str) -> None:
    relations, types = package.trees["_rels/.rels"], package.trees[_CONTENT_TYPES]
    _drop(package, parts, "", ("core-properties", "thumbnail", "custom-properties"))
    # Who ever changed or remarked something, with the account's name.
    _drop(package, parts, package.main, ("people",))
    _forget_type(types, _CORE)
    parts[_CORE] = _core(title)
    etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{_CORE}", ContentType=_CORE_TYPE)
    tag = f"{{{_PACKAGE}/relationships}}Relationship"
    etree.SubElement(relations, tag, Id="titleOfThePaper", Type=_CORE_RELATION, Target=_CORE)
    _clear_program_properties(package, parts)


def _drop(package: Package, parts: dict[str, bytes], owner: str, kinds: tuple[str, ...]) -> None:
    """Leave out the parts that a part, or the package, names with these kinds of relations."""
    name = _relations_part(owner)
    found = _relations(package.trees, owner)
    for entry in list(package.trees[name]) if name in package.trees else ():
        kind, target = found[entry.get("Id", "")]
        if kind in kinds:
            parts.pop(target, None)
            package.trees[name].remove(entry)
            _forget_type(package.trees[_CONTENT_TYPES], target)
            parts[name] = _bytes(package.trees[name])


def _forget_type(types: etree._Element, part: str) -> None:
    for entry in list(types.iter(f"{_TYPES}Override")):
        if entry.get("PartName", "").lstrip("/") == part:
            types.remove(entry)


def _clear_program_properties(package: Package, parts: dict[str, bytes]) -> None:
    for kind, target in _relations(package.trees, "").values():
        if kind != "extended-properties" or target not in package.trees:
            continue
        root = package.trees[target]
        for entry in list(root):
            if etree.QName(entry).localname in _TELLING:
                root.remove(entry)
        parts[target] = _bytes(root)


def _core(title: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    ).encode()


def reopened(content: bytes) -> Package:
    """Return what was just written, read as any other file is, every checksum compared."""
    try:
        return open_package(content, "写成的文件")
    except ForeignFileError as error:
        raise refusals.lost("打不开") from error
