"""What is found out about files right after they came in: how each looks, and which no other program opens either.

Several are read in one child process, because starting one takes longer than reading a photo; where it fails for one of
them each has a child of its own. A file that is protected, broken or not what its name says stays in the vault as it
is: it may be all there is. It is only named, so that nobody finds out at the acceptance.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import isolation
from models.domain.finding import Finding, Level
from models.errors import Flaw, ForeignFileError
from models.looking import FileKind, Look, Looking, is_misnamed, kind_of, unseen
from models.looking.cache import BOX
from models.looking.readers import look as look_at
from models.reporting import Report, unheard
from models.vault import Vault

# So many are read in a child: a second or two, so that who waits for the next quiet job does not wait long.
BATCH = 16
_READER = "models.surveying.read"
_LIMITS = isolation.Limits(seconds=40)
_ALONE = isolation.Limits(seconds=20)
_REMEDIES = {
    Flaw.PROTECTED: "请去掉密码另存一份，再收一次",
    Flaw.BROKEN: "请核对来源，重新扫描、导出或下载后再收一次",
    Flaw.MISNAMED: "请核对来源，重新下载或导出；被加密软件加密的，请解密后再收一次",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """看过的文件 and what is wrong with it, None where nothing is."""

    sha256: str
    name: str
    flaw: Flaw | None


def survey(
    vault: Vault, looking: Looking, files: Sequence[tuple[str, str]], report: Report = unheard
) -> tuple[Surveyed, ...]:
    """Look at files (sha256, name) that are in the vault, and return what is wrong with each.

    For a worker. `report` hears files done, in all and a name, and may raise Cancelled.
    """
    new = [sha256 for sha256 in dict.fromkeys(sha256 for sha256, _ in files) if looking.known(sha256) is None]
    names = dict(files)
    for first in range(0, len(new), BATCH):
        batch = new[first : first + BATCH]
        hear = _at(first, len(new), names[batch[0]], report)
        hear(0, 0, "")
        for sha256, facts in zip(batch, _read([vault.path_of(sha256) for sha256 in batch], hear), strict=True):
            looking.keep(sha256, facts)
    return tuple(
        Surveyed(sha256=sha256, name=name, flaw=flaw_of(name, looking.known(sha256))) for sha256, name in files
    )


def flaw_of(name: str, look: Look | None) -> Flaw | None:
    """Return what is wrong with a file by the look at it; one too large to be looked at may be quite all right."""
    if look is None:
        return None
    if look.problem:
        return look.flaw
    return Flaw.MISNAMED if is_misnamed(name, look.kind) else None


def as_findings(surveyed: Sequence[Surveyed]) -> Iterator[Finding]:
    """Yield what is to be told of the files with a flaw."""
    for item in surveyed:
        if item.flaw is not None:
            yield Finding(
                level=Level.WARN, code=f"file_{item.flaw.value}", where=item.name,
                text=f"已收入，但{item.flaw.label}", remedy=_REMEDIES[item.flaw],
            )


def _at(done: int, total: int, name: str, report: Report) -> Report:
    """Return a listener to the reading of some files, for the listener to the whole."""
    return lambda *_: report(done, total, name)


def _read(paths: Sequence[Path], report: Report) -> list[dict[str, Any]]:
    """Return the facts of each file; the heavy ones are not read at all."""
    refused = {path: heavy for path in paths if (heavy := _too_heavy(path)) is not None}
    light = [path for path in paths if path not in refused]
    try:
        read = _read_together(light, _LIMITS, report)
    except ForeignFileError:
        read = [_read_alone(path, report) for path in light]
    facts = dict(zip(light, read, strict=True))
    return [facts.get(path) or _unread(refused[path]) for path in paths]


def _too_heavy(path: Path) -> ForeignFileError | None:
    try:
        isolation.weigh(path, _ALONE)
    except ForeignFileError as refused:
        return refused
    return None


def _read_alone(path: Path, report: Report) -> dict[str, Any]:
    try:
        return _read_together([path], _ALONE, report)[0]
    except ForeignFileError as refused:
        return _unread(refused)


def _unread(refused: ForeignFileError) -> dict[str, Any]:
    return {"kind": FileKind.OTHER.value} | unseen(refused)


def _read_together(paths: Sequence[Path], limits: isolation.Limits, report: Report) -> list[dict[str, Any]]:
    if not paths:
        return []
    with tempfile.TemporaryDirectory(prefix="survey-") as folder:
        order = Path(folder) / "order.json"
        order.write_text(json.dumps([str(path.absolute()) for path in paths]), encoding="utf-8")
        answers: list[dict[str, Any]] = isolation.run(_READER, order, limits=limits, report=report)
    return answers


# The child


def read(order: Path) -> list[dict[str, Any]]:
    """Return the facts of every file an order lists; runs only in the child of `models.isolation`."""
    return [_facts(Path(path)) for path in json.loads(order.read_text(encoding="utf-8"))]


def _facts(path: Path) -> dict[str, Any]:
    kind = kind_of(path)
    try:
        return {"kind": kind.value} | look_at(path, kind=kind.value, width=BOX, height=BOX)
    except ForeignFileError as refused:
        return {"kind": kind.value} | unseen(refused)
