"""Every paper is a file that Word opens without a repair: valid by schema, whole as a package, read without loss.

openxml-audit holds each part against the tables of the Open XML SDK (ISO/IEC 29500-4: elements in their order,
attributes and their values, semantic rules); that it notices a fault is proved first. The package is looked at by hand.
LibreOffice reads each paper and writes it anew, which must lose nothing.
"""

from __future__ import annotations

import posixpath
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from exporters.blocks import Document, FontSet, Heading, PageSetup, Para, Picture, Section
from exporters.bundle import prepare_all
from exporters.forms.build import build, build_signature_table
from exporters.issue_mark import qr_png
from exporters.office import find_program
from exporters.registry import PAPERS
from exporters.selection import Selection
from exporters.template.engine import fill
from exporters.template.of_dossier import SECTIONS, WORDS, annexes, names_of
from exporters.word import write
from exporters.word_base import packed
from models.domain.form import FormDefinition
from models.dossiers import ClosureDossier
from tests.builders import REFERENCE, open_workspace
from tests.exporters import papers
from tests.exporters.combinations import COVERING, Combination, whole_dossier
from tests.exporters.records import SHENYANG, close_task
from tests.exporters.rendered import needs_office
from tests.exporters.template.county import notice

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
# The standard leaves the theme to the file (ISO/IEC 29500-1, 11.3.10): ours names every face itself.
THEME = "A required relationship type 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme'"
CODE = "7K3MQ9TXW2HD"


def documents(dossier: ClosureDossier) -> Iterator[tuple[str, Document]]:
    """Yield a paper of each form with everything it can hold, a public copy of each kind, and what no form prints."""
    for form in REFERENCE.forms:
        yield form.key, build(form, _long(form, dossier), code=CODE)
    for kind in PAPERS:
        form = REFERENCE.forms_of(kind)[0]
        yield f"public-{kind}", build(form, _short(form, dossier), public=True)
    form = REFERENCE.form(SHENYANG)
    yield "signature-table", build_signature_table(form, _short(form, dossier), code=CODE)
    head = papers.red_head(signer="甲某某", copy_number="000001", secrecy="机密★1年", urgency="特急")
    yield "head", papers.opinion(head=head, foot=papers.imprint(), attachments=("甲表", "乙表", "丙表"), sealed=False)
    yield "page", papers.opinion(page=PageSetup(left_mm=30.0, pitch_pt=28.0, font_set=FontSet.SYSTEM))
    picture = Picture(image=qr_png(CODE), width_mm=21.0, height_mm=21.0, text="码\n码", description='"<&>"')
    heads = [Heading(level=level, text="题。文") for level in (1, 2, 3, 4)]
    blocks = (Para(text="\t甲 & 乙\n〔缺：验收日期〕 "), *heads, picture, picture)
    yield "blocks", Document(title="题", sections=(Section(key="all", heading="全文", blocks=blocks),))


def _long(form: FormDefinition, dossier: ClosureDossier) -> ClosureDossier:
    red, attachments, lines, measures, members = COVERING[0]
    made = Combination(form=form, red=red, attachments=attachments, lines=lines, measures=measures, members=members)
    return made.dossier(dossier)


def _short(form: FormDefinition, dossier: ClosureDossier) -> ClosureDossier:
    return Combination(form=form, red=False, attachments=1, lines=1, measures=3, members=4).dossier(dossier)


def by_template(dossier: ClosureDossier, folder: Path) -> tuple[bytes, bytes]:
    """Return an office's own template with every name that prints more than a word, and the paper made by it."""
    template = notice(folder / "template.docx", *(f"{{{{{name}}}}}" for name in (*SECTIONS, *WORDS))).read_bytes()
    form = REFERENCE.form(SHENYANG)
    names = names_of(_short(form, dossier), form, annexes(REFERENCE.forms), code=CODE)
    return template, fill(template, names, title="示例")


def all_papers(folder: Path) -> Path:
    """Return the list of all papers of a task whose papers still lack something, as it lies among them."""
    ws = open_workspace(folder)
    close_task(ws)
    job = prepare_all(ws, Selection(task="1"), folder=folder, drafts=True)
    ws.close()
    return job.run().files[0]


NAMES = [
    *(form.key for form in REFERENCE.forms), *(f"public-{kind}" for kind in PAPERS), "signature-table", "head", "page",
    "blocks", "list",
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the written papers by name."""
    folder = tmp_path_factory.mktemp("written")
    dossier = whole_dossier(tmp_path_factory.mktemp("records") / "ws")
    made = dict(documents(dossier))
    for name, document in made.items():
        write(document, folder / f"{name}.docx")
    before, filled = by_template(dossier, tmp_path_factory.mktemp("template"))
    (folder / "before.docx").write_bytes(before)
    (folder / "filled.docx").write_bytes(filled)
    shutil.copy(all_papers(tmp_path_factory.mktemp("papers") / "ws"), folder / "list.docx")
    return {name: folder / f"{name}.docx" for name in (*made, "before", "filled", "list")}


@pytest.fixture(scope="module")
def validator() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.OFFICE_2010)


def faults(validator: OpenXmlValidator, path: Path) -> list[str]:
    """Return what the validator finds, with its place."""
    found = validator.validate(str(path)).errors
    return [f"{error.part_uri} {error.path}: {error.description}" for error in found if THEME not in error.description]


@pytest.mark.parametrize("name", NAMES)
def test_each_part_is_valid_by_its_schema(files: dict[str, Path], validator: OpenXmlValidator, name: str) -> None:
    assert faults(validator, files[name]) == []


@pytest.mark.parametrize(
    ("part", "parent"),
    [*(("document", f"{{*}}{name}") for name in ("pPr", "rPr", "tblPr", "tcPr", "sectPr", "anchor", "wsp")),
     ("settings", "{*}settings"), ("styles", "{*}style"), ("styles", "{*}docDefaults"), ("fontTable", "{*}font")],
)
def test_the_validator_sees_what_is_out_of_order(
    files: dict[str, Path], validator: OpenXmlValidator, tmp_path: Path, part: str, parent: str
) -> None:
    name = f"word/{part}.xml"
    held = contents(files["head"])
    root = etree.fromstring(held[name])
    found = next(element for element in root.iter(parent) if len(element) > 1)
    found.append(found[0])
    (tmp_path / "out.docx").write_bytes(packed({**held, name: etree.tostring(root)}))
    assert faults(validator, tmp_path / "out.docx")


def test_a_filled_template_has_no_fault_it_did_not_have_before(
    files: dict[str, Path], validator: OpenXmlValidator
) -> None:
    assert faults(validator, files["filled"]) == faults(validator, files["before"])


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def relations(held: dict[str, bytes], part: str) -> dict[str, str]:
    """Return the targets of a part's relations by their ids, as names of parts."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in held:
        return {}
    found = etree.fromstring(held[rels]).findall(RELATIONS)
    assert all(item.get("TargetMode") != "External" for item in found)
    assert len({item.get("Id") for item in found}) == len(found)
    return {item.get("Id"): posixpath.normpath(posixpath.join(folder, item.get("Target"))) for item in found}


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_led_to_and_every_lead_has_its_part(files: dict[str, Path], name: str) -> None:
    held = contents(files[name])
    reached, waiting = set(), [""]
    while waiting:
        targets = set(relations(held, waiting.pop()).values()) - reached
        reached |= targets
        waiting += sorted(targets)
    parts = {part for part in held if not part.endswith(".rels") and part != "[Content_Types].xml"}
    assert reached == parts


@pytest.mark.parametrize("name", NAMES)
def test_relations_named_in_a_part_are_its_own_and_used(files: dict[str, Path], name: str) -> None:
    held = contents(files[name])
    for part in (part for part in held if part.startswith("word/") and part.endswith(".xml")):
        used = {value for element in etree.fromstring(held[part]).iter() for key, value in element.attrib.items()
                if key.startswith(ID)}
        own = relations(held, part)
        assert used <= set(own)
        # Styles, settings and fonts belong to the document by their kind.
        unused = {target for key, target in own.items() if key not in used}
        assert unused <= {"word/styles.xml", "word/settings.xml", "word/fontTable.xml"}


@pytest.mark.parametrize("name", NAMES)
def test_every_part_has_a_content_type_and_no_type_lacks_its_part(files: dict[str, Path], name: str) -> None:
    held = contents(files[name])
    types = etree.fromstring(held["[Content_Types].xml"])
    endings = {item.get("Extension").lower() for item in types.findall(f"{TYPES}Default")}
    named = {item.get("PartName").lstrip("/") for item in types.findall(f"{TYPES}Override")}
    assert named <= set(held)
    for part in set(held) - named - {"[Content_Types].xml"}:
        assert part.rpartition(".")[2] in endings - {"xml"}, part


@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_numbered_once_and_prefixes_are_declared(files: dict[str, Path], name: str) -> None:
    held = contents(files[name])
    for part in (part for part in held if part.endswith(".xml")):
        root = etree.fromstring(held[part])
        numbers = [element.get("id") for element in root.iter(f"{DRAWING}docPr")]
        assert len(set(numbers)) == len(numbers)
        for element in root.iter(etree.Element):
            wanted = element.get(f"{COMPATIBILITY}Ignorable", "") + " " + element.get("Requires", "")
            assert set(wanted.split()) <= set(element.nsmap)
        for text in root.iter(qn("w:t"), qn("w:instrText")):
            if text.text and text.text != text.text.strip():
                assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


# Read and written anew by LibreOffice


def read(path: Path) -> etree._Element:
    """Return the document's part without what LibreOffice adds to a text box for old programs."""
    root = etree.fromstring(contents(path)["word/document.xml"])
    for old in list(root.iter(f"{COMPATIBILITY}Fallback")):
        old.getparent().remove(old)
    return root


def paragraphs(root: etree._Element) -> list[str]:
    """Return the texts of all paragraphs that have one, those of cells and boxes included."""
    found = ["".join(_texts(p)).strip() for p in root.iter(qn("w:p"))]
    return [text for text in found if text]


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for part in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if next(part.iterancestors(qn("w:p"))) is paragraph and part.getparent().tag == qn("w:r"):
            yield part.text or "" if part.tag == qn("w:t") else " "


def shapes(root: etree._Element) -> list[tuple[int, int]]:
    """Return rows and cells of each table."""
    counts = [[len(list(table.iter(qn(name)))) for name in ("w:tr", "w:tc")] for table in root.iter(qn("w:tbl"))]
    return [(rows, cells) for rows, cells in counts]


@pytest.fixture(scope="module")
def again(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the papers as LibreOffice wrote them, all in one call."""
    program = find_program()
    assert program is not None
    folder = tmp_path_factory.mktemp("again")
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = [program.path, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir"]
    subprocess.run([*command, str(folder), *map(str, files.values())], check=True, capture_output=True, timeout=300)
    return folder


@needs_office
@pytest.mark.parametrize("name", [*NAMES, "filled"])
def test_another_program_reads_and_writes_the_paper_without_loss(
    files: dict[str, Path], again: Path, name: str
) -> None:
    ours, theirs = read(files[name]), read(again / f"{name}.docx")
    assert paragraphs(theirs) == paragraphs(ours)
    assert shapes(theirs) == shapes(ours)
    pictures = [len(list(root.iter(f"{DRAWING}docPr"))) for root in (ours, theirs)]
    assert pictures[0] == pictures[1]
