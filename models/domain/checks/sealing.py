"""封卷 as the acceptance team asks for it: were the files sealed that it looked at, and does the seal still hold.

`seal_gaps` is told of the paper of an acceptance, `seal_lacks` of what is about to be sealed; `compare_seals` sets
sealings against files and records as they stand, whoever changed them and however: each is named with its number and
title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.domain.closure import ClosureId
from models.domain.evidence import EvidenceLink
from models.domain.finding import Finding, Level, Target
from models.domain.plan import Measure
from models.domain.sealing import SHOWN, Sealable, SealedFile, SealedItem, Sealing, digest_of

NAMED = 3
FIND = "从备份恢复这个文件，或查看杀毒软件隔离区"
ASK = "查明是谁用别的程序改了数据库，再从备份恢复"
# Of a file that does not hold: the end of its code, and what it is in words.
Fault = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFile:
    """卷内文件 beside the record of it as it stands; `sha256` is None where there is none any more."""

    sealed: SealedFile
    sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingItem:
    """卷内件 beside its evidence as it stands; `title` is None where the evidence is gone, `number` likewise.

    `linked` are the numbers of the measures of the task it answers now.
    """

    sealed: SealedItem
    title: str | None
    number: str | None
    is_trashed: bool = False
    linked: frozenset[str] = frozenset()
    files: tuple[StandingFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSeal:
    """一次封卷 beside what it holds as that stands; `where` names its task and closure."""

    id: str
    closure_id: str
    where: str
    position: int
    digest: str
    items: tuple[StandingItem, ...] = ()

    @property
    def hashes(self) -> tuple[str, ...]:
        """Return the hashes of the files as they were sealed."""
        return tuple(file.sealed.sha256 for item in self.items for file in item.files)

    def digest_after(self, before: str) -> str:
        """Return the digest its rows give, behind the digest of the sealing before."""
        return digest_of([(item.sealed, [file.sealed for file in item.files]) for item in self.items], before=before)


def seal_gaps(
    closure_id: ClosureId, sealings: Sequence[Sealing], unsealed: Sequence[str], *, issuing: bool
) -> Iterator[Finding]:
    """Yield that the evidence of a closure is not sealed, asked of a paper that goes out, or that more came since."""
    target = Target(table="sealings", id=closure_id, field="seal")
    if unsealed:
        text = f"封卷后又有 {len(unsealed)} 件新材料：{_named([f'“{title}”' for title in unsealed])}"
        yield Finding(
            level=Level.WARN, code="seal_outdated", where="验收 · 封卷", text=text, remedy="补充封卷", target=target
        )
    elif issuing and not sealings:
        text = "佐证还没有封卷，签发的文书不能证明验收时看的是哪些文件"
        yield Finding(
            level=Level.NOTE, code="not_sealed", where="验收 · 封卷", text=text, remedy="先封卷再签发", target=target
        )


def seal_lacks(
    items: Sequence[Sealable], links: Sequence[EvidenceLink], measures: Sequence[Measure]
) -> Iterator[Finding]:
    """Yield what the evidence to be sealed lacks, each kind of lack once with its count, leading to the first.

    None of it keeps it from being sealed; but dates and kinds are sealed as they are. `links` are those of the
    `measures` a closure covers.
    """
    linked, pieces = {link.measure_id for link in links}, {item.evidence.id: item.evidence for item in items}
    bare = [measure for measure in measures if measure.id not in linked]
    unsaid = [link for link in links if link.evidence_id in pieces and not link.proves.strip()]
    undated = [piece for piece in pieces.values() if piece.dated_on is None]
    unsorted = [piece for piece in pieces.values() if not piece.kind]
    if bare:
        text = f"{len(bare)} 条措施没有佐证：{_named([f'措施 {measure.number}' for measure in bare])}"
        yield _lack("measures", bare[0].id, "evidence", text, "添加佐证")
    if unsaid:
        titles = [f"“{pieces[link.evidence_id].title}”" for link in unsaid]
        text = f"{len(unsaid)} 处对应没有写证明什么：{_named(titles)}"
        yield _lack("evidence_links", unsaid[0].id, "proves", text, "写证明内容")
    for lacking, field, words in ((undated, "dated_on", "日期"), (unsorted, "kind", "类别")):
        if lacking:
            text = f"{len(lacking)} 件没有{words}：{_named([f'“{piece.title}”' for piece in lacking])}"
            yield _lack("evidence", lacking[0].id, field, text, f"补{words}")


def compare_seals(seals: Sequence[StandingSeal], faults: Mapping[str, Fault]) -> Iterator[Finding]:
    """Yield what no longer agrees with the seals, which come closure by closure in order.

    `faults` are the sealed files that do not lie in the vault as they were, by hash.
    """
    for _, group in groupby(seals, key=lambda seal: seal.closure_id):
        stated, counted = "", ""
        for place, seal in enumerate(group):
            yield from _of_digest(seal, place, stated, counted)
            for item in seal.items:
                yield from _of_item(seal, item, faults)
            stated, counted = seal.digest, seal.digest_after(stated)


def _of_digest(seal: StandingSeal, place: int, stated: str, counted: str) -> Iterator[Finding]:
    """Yield that rows and digest of a sealing disagree, or a supplement and what it was added to."""
    if seal.position != place:
        yield _altered(seal, "seal_chain", seal.where, "它前面的一次封卷不见了")
    elif seal.digest_after(stated) == seal.digest:
        return
    elif place and seal.digest_after(counted) == seal.digest:
        yield _altered(seal, "seal_chain", seal.where, "和前一次封卷的校验码接不上")
    else:
        text = f"校验码 {seal.digest[:SHOWN]} 和卷内 {len(seal.items)} 件对不上，封卷的记录被改过"
        yield _altered(seal, "seal_digest", seal.where, text)


def _of_item(seal: StandingSeal, item: StandingItem, faults: Mapping[str, Fault]) -> Iterator[Finding]:
    sealed, where = item.sealed, f"{seal.where} · {item.sealed.number} {item.sealed.title}"
    for text in _changes(item):
        yield _altered(seal, "seal_record", where, text)
    for file in item.files:
        if file.sha256 is None:
            yield _altered(seal, "seal_record", where, f"文件“{file.sealed.name}”的记录不见了")
        elif file.sha256 != file.sealed.sha256:
            text = f"文件“{file.sealed.name}”的记录换成了另一个文件"
            yield _altered(seal, "seal_replaced", where, text)
        if file.sealed.sha256 in faults:
            code, words = faults[file.sealed.sha256]
            yield Finding(
                level=Level.STOP, code=f"seal_file_{code}", where=where, text=f"文件“{file.sealed.name}”{words}",
                remedy=FIND, target=Target(table="evidence", id=sealed.evidence_id),
            )


def _changes(item: StandingItem) -> Iterator[str]:
    """Yield in words what of a piece of evidence is not as it was sealed."""
    sealed = item.sealed
    if item.title is None:
        yield "这份佐证的记录不见了"
        return
    if item.title != sealed.title:
        yield f"名称现在是“{item.title}”，和封卷时不一样"
    if item.is_trashed:
        yield "封卷后被移进了回收站"
    if item.number != sealed.number:
        yield f"编号现在是“{item.number}”，和封卷时不一样" if item.number else "它的编号不见了"
    for measure in sealed.numbers:
        if measure not in item.linked:
            yield f"和措施 {measure} 的对应不见了"


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")


def _lack(table: str, row_id: str, field: str, text: str, remedy: str) -> Finding:
    target = Target(table=table, id=row_id, field=field)
    return Finding(
        level=Level.NOTE, code=f"seal_without_{field}", where="验收 · 封卷", text=text, remedy=remedy, target=target
    )


def _altered(seal: StandingSeal, code: str, where: str, text: str) -> Finding:
    target = Target(table="sealings", id=seal.closure_id, field="seal")
    return Finding(level=Level.STOP, code=code, where=where, text=text, remedy=ASK, target=target)
