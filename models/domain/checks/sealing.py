"""封卷 as the acceptance team asks for it: were the files sealed that it looked at, and does the seal still hold.

`seal_gaps` is told of the paper of an acceptance; `compare_seals` sets sealings against files and records as they
stand, whoever changed them and however: each is named with its number and title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.domain.closure import ClosureId
from models.domain.finding import Finding, Level, Target
from models.domain.sealing import SHOWN, SealedFile, SealedItem, Sealing, digest_of

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
        more = "等" if len(unsealed) > NAMED else ""
        titles = "、".join(f"“{title}”" for title in unsealed[:NAMED])
        text = f"封卷后又有 {len(unsealed)} 件新材料：{titles}{more}"
        yield Finding(
            level=Level.WARN, code="seal_outdated", where="验收 · 封卷", text=text, remedy="补充封卷", target=target
        )
    elif issuing and not sealings:
        text = "佐证还没有封卷，签发的文书不能证明验收时看的是哪些文件"
        yield Finding(
            level=Level.NOTE, code="not_sealed", where="验收 · 封卷", text=text, remedy="先封卷再签发", target=target
        )


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
        yield _altered(seal, "seal_chain", seal.where, "和前一次封卷的摘要接不上")
    else:
        text = f"摘要 {seal.digest[:SHOWN]} 和卷内 {len(seal.items)} 件对不上，封卷的记录被改过"
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


def _altered(seal: StandingSeal, code: str, where: str, text: str) -> Finding:
    target = Target(table="sealings", id=seal.closure_id, field="seal")
    return Finding(level=Level.STOP, code=code, where=where, text=text, remedy=ASK, target=target)
