"""文件体检: whatever happens to the files is found and named, nothing else; lost bytes are found again by hash."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from models.actions import evidence as actions
from models.actions import linking, trash
from models.actions.evidence_files import add_files
from models.checking import verify_workspace
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, StoredFile
from models.domain.file_care import CareItem, CareKind, CareResult
from models.domain.plan import Task
from models.errors import Cancelled, VaultError
from models.file_care import (
    care_of,
    discard_orphans,
    finding_again,
    listing,
    looking_after,
    still_orphaned,
)
from models.reporting import to_the_end
from models.vault import PIECE
from models.workspace import Workspace
from tests.builders import add_task, measures_of


def add(ws: Workspace, title: str, content: bytes = b"") -> EvidenceId:
    taken = ws.vault.take_in_bytes(f"{title}.txt", content or title.encode())
    task = next(iter(ws.find(EvidenceLink)), None)
    measure = task.measure_id if task else measures_of(ws, add_task(ws).id)[0].id
    piece = actions.EvidenceInput(files=((taken.sha256, taken.name, taken.size),), title=title)
    actions.attach_evidence(ws, pieces=(piece,), measure_id=measure)
    return ws.find(Evidence, title=title)[0].id


def path_of(ws: Workspace, title: str) -> Path:
    (item,) = ws.find(Evidence, title=title)
    return ws.vault.path_of(ws.find(StoredFile, evidence_id=item.id)[0].sha256)


def told(result: CareResult) -> list[tuple[CareKind, str]]:
    return [(item.kind, item.where) for item in result.items]


def alter(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def test_whole_files_give_no_item_and_are_counted(ws: Workspace) -> None:
    for title in ("甲", "乙"):
        add(ws, title)
    result = care_of(ws)
    assert (result.ok, result.files, result.size, result.items) == (True, 2, 6, ())


def test_every_kind_of_trouble_is_found_and_named(ws: Workspace) -> None:
    for title in ("在", "缺", "改", "短", "闲", "散"):
        add(ws, title)
    path_of(ws, "缺").unlink()
    alter(path_of(ws, "改"))
    path_of(ws, "短").chmod(0o600)
    path_of(ws, "短").write_bytes(b"x")
    (idle,) = ws.find(Evidence, title="闲")
    linking.unlink_evidence(ws, link_id=ws.find(EvidenceLink, evidence_id=idle.id)[0].id)
    stray = ws.vault.path_of("ab" * 32)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"stray")
    result = care_of(ws)
    assert told(result) == [
        (CareKind.MISSING, "佐证“缺”"), (CareKind.ALTERED, "佐证“改”"), (CareKind.ALTERED, "佐证“短”"),
        (CareKind.UNUSED, "佐证“闲”"), (CareKind.ORPHANED, "保管库"),
    ]
    assert not result.ok and result.counts[CareKind.ALTERED] == 2
    assert result.items[0].finding.text == "“缺.txt”文件不见了，可能被删除，或被杀毒软件放进隔离区"


def test_what_is_done_to_the_files_at_random_is_found_exactly(ws: Workspace) -> None:
    chance = random.Random(7)
    titles = [f"材料{place:02}" for place in range(30)]
    for title in titles:
        add(ws, title, title.encode() * 50)
    done: dict[str, CareKind] = {}
    for title in chance.sample(titles, 12):
        done[title] = chance.choice([CareKind.MISSING, CareKind.ALTERED])
        path = path_of(ws, title)
        path.unlink() if done[title] is CareKind.MISSING else alter(path)
    found = {item.where.strip("佐证“”"): item.kind for item in care_of(ws).items}
    assert found == done


def test_what_undoing_would_bring_back_is_no_orphan(ws: Workspace) -> None:
    kept = add(ws, "甲")
    taken = ws.vault.take_in_bytes("又一页.txt", b"page")
    add_files(ws, evidence_id=kept, files=((taken.sha256, taken.name, taken.size),))
    ws.undo()
    assert care_of(ws).items == ()
    ws.vault.take_in_bytes("还没有登记.txt", b"coming in")
    assert care_of(ws).items == ()


def test_files_in_the_trash_are_looked_after_too(ws: Workspace) -> None:
    gone = add(ws, "甲")
    trash.trash_evidence(ws, evidence_ids=[gone])
    path_of(ws, "甲").unlink()
    assert told(care_of(ws)) == [(CareKind.MISSING, "佐证“甲”")]


def test_a_file_is_read_in_pieces_and_spared_ones_not_at_all(ws: Workspace) -> None:
    add(ws, "大", b"x" * (3 << 20))
    listed = to_the_end(listing(ws))
    steps = list(looking_after(listed, ws.vault))
    assert [done for done, _, _ in steps] == list(range(PIECE, (3 << 20) + 1, PIECE))
    path_of(ws, "大").unlink()
    assert to_the_end(looking_after(listed, ws.vault, spared={listed.files[0].sha256})) == []


def test_lost_bytes_are_found_again_under_any_name_and_taken_in(ws: Workspace, tmp_path: Path) -> None:
    for title in ("甲", "乙", "丙"):
        add(ws, title, title.encode() * 20)
    stick = tmp_path / "U盘" / "2021" / "旧"
    stick.mkdir(parents=True)
    (stick / "IMG_1.jpg").write_bytes("甲".encode() * 20)
    (stick / "改过.txt").write_bytes("乙".encode() * 19 + b"xxx")
    path_of(ws, "甲").unlink()
    alter(path_of(ws, "丙"))
    (stick / "丙.txt").write_bytes("丙".encode() * 20)
    path_of(ws, "乙").unlink()
    before = ws.last_sequence
    wanted = {item.sha256: item.size for item in care_of(ws).items}
    assert len(list(finding_again(ws.vault, wanted, tmp_path / "U盘", []))) == 2
    assert told(care_of(ws)) == [(CareKind.MISSING, "佐证“乙”")]
    assert ws.last_sequence == before and len(verify_workspace(ws).findings) == 1


def lost_on_stick(ws: Workspace, stick: Path) -> dict[str, int]:
    """Lose two files that lie on a stick; returns the hashes wanted with their sizes."""
    stick.mkdir()
    for title in ("甲", "乙"):
        add(ws, title)
        (stick / f"{title}.txt").write_bytes(path_of(ws, title).read_bytes())
        path_of(ws, title).unlink()
    return {item.sha256: item.size for item in care_of(ws).items}


def test_what_changed_since_it_was_read_is_not_kept(ws: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    wanted = lost_on_stick(ws, stick)
    told: list[str] = []

    def change(_done: int, _total: int, text: str) -> None:
        told.append(text)
        # Heard before a file is opened, and when its bytes are read.
        if told == [text, text]:
            (stick / "乙.txt").write_bytes("申".encode())

    (back,) = finding_again(ws.vault, wanted, stick, [], change)
    assert list(ws.vault.stored()) == [back]


def test_a_stick_that_is_pulled_out_is_told_and_what_was_found_before_stays(ws: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    found = finding_again(ws.vault, lost_on_stick(ws, stick), stick, [])
    first = next(found)
    shutil.rmtree(stick)
    with pytest.raises(VaultError, match="没有找完"):
        next(found)
    assert list(ws.vault.stored()) == [first]


def test_searching_stops_when_asked(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "一.txt").write_bytes(b"1")

    def report(_done: int, _total: int, _text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        next(finding_again(ws.vault, {"0" * 64: 1}, tmp_path, [], report))


def test_what_cannot_be_read_while_searching_is_named(ws: Workspace, tmp_path: Path) -> None:
    stick, unread = tmp_path / "U盘", list[str]()
    wanted = lost_on_stick(ws, stick)
    # Nobody can read a link to itself; a link to nothing is nothing.
    (stick / "一环").symlink_to("一环")
    (stick / "一空").symlink_to("没有")
    assert len(list(finding_again(ws.vault, wanted, stick, unread))) == 2
    assert unread == ["一环"]


def test_orphans_are_deleted_only_while_no_record_names_them(ws: Workspace) -> None:
    add(ws, "甲")
    stray = ws.vault.path_of("cd" * 32)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"stray")
    named = ws.find(StoredFile)[0].sha256
    (item,) = care_of(ws).items
    wrong = CareItem(kind=CareKind.ORPHANED, where="保管库", sha256=named)
    assert still_orphaned(ws, [wrong, item]) == [item]
    assert discard_orphans(ws, [wrong, item]) == (item,)
    assert list(ws.vault.stored()) == [named]


def test_restoring_from_the_trash_brings_the_links_back(ws: Workspace) -> None:
    kept = add(ws, "甲")
    (link,) = ws.find(EvidenceLink)
    trash.trash_evidence(ws, evidence_ids=[kept])
    assert care_of(ws).items == ()
    trash.restore_evidence(ws, evidence_ids=[kept])
    assert ws.find(EvidenceLink) == [link] and len(ws.evidence_numbers(ws.find(Task)[0].id)) == 1
