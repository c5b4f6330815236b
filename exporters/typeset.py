"""From what stands on a paper to what follows what: blank lines, indents, page breaks, what must stay together.

These are the arrangements of GB/T 9704-2012 clause 7: two blank lines around the red head, one below the title, one
above 附件说明, the stamp's place above the date, the attachment's title on its third line. Every renderer works from
this sequence, so that none decides for itself. Lengths along the line are in characters, as in `styles`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from exporters import titles
from exporters.blocks import (
    AnnexHead,
    AttachmentNote,
    Block,
    Document,
    Heading,
    Imprint,
    PageSetup,
    Para,
    Picture,
    RedHead,
    Role,
    SignOff,
    Table,
)
from exporters.row_heights import with_room
from exporters.styles import (
    CHARACTERS_A_LINE,
    LOOK_OF_LEVEL,
    LOOK_OF_ROLE,
    MARK_TOP_MM,
    PICTURE_GAP_MM,
    POINTS_PER_MM,
    STYLES,
    Look,
    mark_size_pt,
)

STAMP_LINES = 2
SEALED_RIGHT = 4.0
PLAIN_RIGHT = 2.0
SIGNATURE_LIMIT = 24.0
# The line of the red mark is this much higher than its size; its ink begins this far below the line's top.
MARK_LINE = 1.3
MARK_INK = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph ready to be set: its look, its text, and what this place adds to the look.

    Indents are in characters and replace the look's own where given; the characters from the first to before the
    second number of `kai` are in 楷体; a tab stands at `tab_right` characters from the right edge.
    """

    look: Look
    text: str = ""
    left: float | None = None
    first: float | None = None
    kai: tuple[int, int] = (0, 0)
    before_pt: float = 0.0
    size_pt: float | None = None
    pitch_pt: float | None = None
    keep_next: bool = False
    new_page: bool = False
    red_rule: bool = False
    tab_right: float | None = None


Item = Paragraph | Table | Picture | Imprint


def typeset(document: Document) -> tuple[Item, ...]:
    """Return the paper as the sequence of what is set down the pages; an imprint, if any, is its last item."""
    return tuple(item for item, _ in typeset_sections(document))


def typeset_sections(document: Document) -> tuple[tuple[Item, int], ...]:
    """Return what `typeset` does, each item with the place of the section it belongs to."""
    blocks = [(block, number) for number, section in enumerate(document.sections) for block in section.blocks]
    items: list[Item] = []
    owners: list[int] = []
    for place, (block, number) in enumerate(blocks):
        following = blocks[place + 1][0] if place + 1 < len(blocks) else None
        if isinstance(block, SignOff):
            _keep_together(items)
        if items and isinstance(items[-1], Table) and isinstance(block, Para) and block.role is Role.BODY:
            items.append(_blank())
        if items and isinstance(block, Picture):
            _keep_with_picture(items, block, document.page)
        items += _set(block, following, document.page.pitch_pt)
        owners += [number] * (len(items) - len(owners))
    return tuple(sorted(zip(items, owners, strict=True), key=lambda owned: isinstance(owned[0], Imprint)))


def _set(block: Block, following: Block | None, pitch_pt: float) -> Iterator[Item]:
    match block:
        case RedHead():
            yield from _red_head(block, pitch_pt)
        case Heading():
            yield _heading(block, following)
        case Para():
            yield from _para(block)
        case AttachmentNote():
            yield from _note(block)
        case SignOff():
            yield from _sign_off(block, contact_follows=isinstance(following, Para) and following.role is Role.CONTACT)
        case AnnexHead():
            yield Paragraph(look=Look.ANNEX_MARK, text=block.mark, new_page=True, keep_next=True)
            yield _blank(keep_next=True)
            yield Paragraph(look=Look.ANNEX_TITLE, text=titles.broken(block.title), keep_next=True)
            yield _blank(keep_next=True)
        case Table() | Picture() | Imprint():
            yield block
        case _:
            assert_never(block)


def _keep_with_picture(items: list[Item], picture: Picture, page: PageSetup) -> None:
    """Let what stands above a picture share its page: a code alone on a page does not say whose it is."""
    above = items[-1]
    if isinstance(above, Paragraph):
        items[-1] = replace(above, keep_next=True)
    elif isinstance(above, Table):
        kept = replace(above, keeps_next=True)
        over = _above_on_its_page(items[:-1], page)
        room = picture.height_mm + PICTURE_GAP_MM
        items[-1] = kept if over is None else with_room(kept, page, above_mm=over, below_mm=room)


def _above_on_its_page(items: Sequence[Item], page: PageSetup) -> float | None:
    """Return how much of its page stands above what follows, in millimetres; None where that cannot be reckoned."""
    lines = 0
    for item in reversed(items):
        if not isinstance(item, Paragraph):
            return None
        parts = item.text.split("\n")
        size = item.size_pt or STYLES[item.look].size_pt
        if max(map(titles.width, parts)) * size > page.area_width_mm * POINTS_PER_MM:
            return None
        lines += len(parts)
        if item.new_page:
            return lines * page.pitch_pt / POINTS_PER_MM
    return lines * page.pitch_pt / POINTS_PER_MM


def _blank(*, keep_next: bool = False) -> Paragraph:
    return Paragraph(look=Look.BLANK, keep_next=keep_next)


def _heading(block: Heading, following: Block | None) -> Paragraph:
    """A head holds on to the text below it; one that says all itself, 五、公示时间：…, leaves no line free above it."""
    look = LOOK_OF_LEVEL[block.level - 1]
    has_text_below = not isinstance(following, Heading) or following.level > block.level
    if block.level != 2:
        return Paragraph(look=look, text=block.text, keep_next=STYLES[look].keep_next and has_text_below)
    # 7.3.3: only the head itself is in 楷体, up to its full stop.
    stop = block.text.find("。")
    whole = stop < 0 or stop == len(block.text) - 1
    is_sentence = stop >= 0 and titles.width(block.text) > CHARACTERS_A_LINE
    return Paragraph(
        look=look, text=block.text, kai=(0, len(block.text) if whole else stop + 1),
        keep_next=whole and not is_sentence and has_text_below,
    )


def _para(block: Para) -> Iterator[Paragraph]:
    look = LOOK_OF_ROLE[block.role]
    if block.role is Role.TITLE:
        yield Paragraph(look=look, text=titles.broken(block.text), keep_next=True)
        yield _blank(keep_next=True)
        return
    yield Paragraph(look=look, text=block.text, keep_next=STYLES[look].keep_next)


def _red_head(head: RedHead, pitch_pt: float) -> Iterator[Paragraph]:
    above = [text for text in (head.copy_number, head.secrecy, head.urgency) if text]
    for text in above:
        yield Paragraph(look=Look.HEAD_ITEM, text=text)
    size = mark_size_pt(head.lines, max((titles.width(line) for line in head.lines), default=1.0))
    free = MARK_TOP_MM * POINTS_PER_MM - len(above) * pitch_pt - MARK_INK * size
    for number, line in enumerate(head.lines):
        before = max(free, 0.0) if number == 0 else 0.0
        yield Paragraph(look=Look.MARK, text=line, size_pt=size, pitch_pt=MARK_LINE * size, before_pt=before)
    yield _blank()
    yield _blank()
    yield _document_number(head)
    yield _blank()
    yield _blank()


def _document_number(head: RedHead) -> Paragraph:
    """7.2.5, 7.2.6: the number is centred; with a 签发人 it stands left and the name right, one character in.

    The first line alone is indented, because the red rule is as wide as the paragraph's sides leave it.
    """
    if not head.signer:
        return Paragraph(look=Look.NUMBER, text=head.number, red_rule=True)
    ahead = f"{head.number}\t签发人："
    kai = (len(ahead), len(ahead) + len(head.signer))
    return Paragraph(look=Look.NUMBER, text=ahead + head.signer, first=1.0, kai=kai, red_rule=True, tab_right=1.0)


def _note(note: AttachmentNote) -> Iterator[Paragraph]:
    """7.3.4: one blank line above, two characters in, names and their further lines flush with one another."""
    if not note.names:
        return
    yield _blank(keep_next=True)
    if len(note.names) == 1:
        yield Paragraph(look=Look.NOTE, text=f"附件：{note.names[0]}", left=5.0, first=-3.0)
        return
    for number, name in enumerate(note.names, 1):
        label = f"{number}. "
        ahead = "附件：" if number == 1 else ""
        hang = titles.width(ahead + label)
        yield Paragraph(look=Look.NOTE, text=f"{ahead}{label}{name}", left=6.5, first=-hang)


def _sign_off(block: SignOff, *, contact_follows: bool) -> Iterator[Paragraph]:
    name_lines = titles.lines(block.name, limit=SIGNATURE_LIMIT) or ("",)
    place = _sealed_place if block.sealed else _plain_place
    lefts, date_left = place([titles.width(line) for line in name_lines], titles.width(block.date_text))
    for _ in range(STAMP_LINES if block.sealed else 1):
        yield _blank(keep_next=True)
    for line, left in zip(name_lines, lefts, strict=True):
        yield Paragraph(look=Look.SIGNATURE, text=line, left=left, keep_next=True)
    yield Paragraph(look=Look.DATE, text=block.date_text, left=date_left, keep_next=contact_follows)


def _sealed_place(names: Sequence[float], date: float) -> tuple[list[float], float]:
    """7.3.5.1: the date four characters from the right, the name centred on it.

    A name too long for that ends at the right edge and the date is centred below it.
    """
    axis = min(CHARACTERS_A_LINE - SEALED_RIGHT - date / 2, CHARACTERS_A_LINE - max(names) / 2)
    return [axis - name / 2 for name in names], axis - date / 2


def _plain_place(names: Sequence[float], date: float) -> tuple[list[float], float]:
    """7.3.5.2: the name two characters from the right, the date two characters further in than the name.

    A date that would then reach the edge stands two characters from the right, and the name moves left with it.
    """
    left = min(CHARACTERS_A_LINE - PLAIN_RIGHT - max(names), CHARACTERS_A_LINE - PLAIN_RIGHT - date - 2.0)
    middle = left + max(names) / 2
    return [middle - name / 2 for name in names], left + 2.0


def _keep_together(items: list[Item]) -> None:
    """7.3.5.5: text stands on the page of the signature, so the last of it moves along."""
    for place in range(len(items) - 1, -1, -1):
        item = items[place]
        if not isinstance(item, Paragraph):
            return
        items[place] = replace(item, keep_next=True)
        if item.look not in (Look.BLANK, Look.NOTE):
            return
