"""Imports half done: found again with every choice, and told as lost where they are no longer what was kept."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.domain.drafts.comparison import Choice
from models.domain.drafts.draft import Draft, SourceKind
from models.domain.drafts.json_form import json_text, to_json
from models.errors import StoreDamaged, StoreError
from models.store.backup import keep_backup
from models.unfinished import UnfinishedDraft, UnfinishedDraftId, UnfinishedDrafts, digest_of
from models.workspace import Workspace
from tests.drafts import TASK, draft_of, ledger

NOON = datetime(2026, 3, 2, 12)
CHOICES = {0: Choice(is_taken=False), 3: Choice(is_taken=True, fields=frozenset({"goal", "units.lead"}))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "unfinished"


@pytest.fixture
def kept(folder: Path) -> UnfinishedDrafts:
    return UnfinishedDrafts(folder)


def text_of(draft: Draft) -> str:
    return json_text(to_json(draft))


def item(key: str, draft: Draft, **changed: Any) -> UnfinishedDraft:
    found = UnfinishedDraft(
        id=UnfinishedDraftId(key), source=draft.source, kind=draft.kind, saved_at=NOON,
        digest=digest_of(text_of(draft)), plan_title="示例市整改方案", choices=CHOICES,
        answers={"县住建局": "u1", "县水务局": ""},
    )
    return replace(found, **changed)


def test_what_is_kept_is_read_again_with_every_choice(kept: UnfinishedDrafts) -> None:
    draft = draft_of(TASK)
    wanted = item("a", draft)
    kept.keep(wanted, text_of(draft))
    assert kept.all() == [wanted]
    assert kept.read(wanted.id) == (wanted, text_of(draft), draft)


def test_going_on_writes_how_far_one_has_come_and_leaves_the_draft(kept: UnfinishedDrafts, folder: Path) -> None:
    draft = draft_of(TASK)
    kept.keep(item("a", draft), text_of(draft))
    whole = (folder / "a.draft").stat()
    later = item("a", draft, choices={}, saved_at=NOON + timedelta(minutes=5))
    kept.keep(later, text_of(draft))
    assert kept.all() == [later]
    assert (folder / "a.draft").stat().st_mtime_ns == whole.st_mtime_ns
    assert (folder / "a.draft").stat().st_ino == whole.st_ino


def test_they_are_listed_the_latest_first_and_none_before_the_first_is_kept(kept: UnfinishedDrafts) -> None:
    assert kept.all() == []
    for key, hours in (("a", 1), ("b", 3), ("c", 2)):
        kept.keep(item(key, ledger(hours), saved_at=NOON + timedelta(hours=hours)), text_of(ledger(hours)))
    assert [found.id for found in kept.all()] == ["b", "c", "a"]


def test_the_very_same_draft_is_found_by_its_digest_and_another_is_not(kept: UnfinishedDrafts) -> None:
    draft = draft_of(TASK)
    kept.keep(item("a", draft), text_of(draft))
    kept.keep(item("b", draft, saved_at=NOON + timedelta(hours=1)), text_of(draft))
    found = kept.of(digest_of(text_of(draft_of(TASK))))
    assert found is not None and found.id == "b", "of two the latest"
    assert kept.of(digest_of(text_of(draft_of(TASK, goal="别的目标。")))) is None


def test_what_is_let_go_is_gone_and_letting_go_twice_is_no_fault(kept: UnfinishedDrafts, folder: Path) -> None:
    draft = draft_of(TASK)
    kept.keep(item("a", draft), text_of(draft))
    kept.drop(UnfinishedDraftId("a"))
    kept.drop(UnfinishedDraftId("a"))
    assert kept.all() == [] and list(folder.iterdir()) == []
    with pytest.raises(StoreDamaged, match="读不出来"):
        kept.read(UnfinishedDraftId("a"))


def without(key: str) -> Callable[[bytes], bytes]:
    def cut(content: bytes) -> bytes:
        data = json.loads(content)
        del data[key]
        return json.dumps(data).encode()

    return cut


@pytest.mark.parametrize("damage", [
    lambda content: content[: len(content) // 2], lambda _: b"", lambda _: b"\xff{", lambda _: b"[]",
    without("choices"), without("digest"),
    lambda content: content.replace(b'"choices":{', b'"choices":{"x":[true,null],'),
    lambda content: content.replace(b'"ledger"', b'"letter"'),
], ids=["cut", "empty", "no text", "a list", "no choices", "no digest", "a place that is none", "a kind that is none"])
def test_a_damaged_head_is_listed_as_unreadable_and_its_draft_can_still_be_gone_on_with(
    damage: Callable[[bytes], bytes], kept: UnfinishedDrafts, folder: Path
) -> None:
    draft = draft_of(TASK)
    kept.keep(item("a", draft), text_of(draft))
    head = folder / "a.json"
    damaged = damage(head.read_bytes())
    assert damaged != head.read_bytes()
    head.write_bytes(damaged)
    (found,) = kept.all()
    assert (found.id, found.kind, found.choices, found.answers) == ("a", None, {}, {})
    assert kept.read(found.id) == (found, text_of(draft), draft)
    kept.keep(item("a", draft), text_of(draft))
    assert kept.all() == [item("a", draft)]


@pytest.mark.parametrize("damage", [
    lambda content: content[: len(content) // 2], lambda _: b"", lambda _: b"\xff{", lambda _: b"[]", without("tasks"),
    lambda content: content.replace("管网".encode(), "管道".encode()),
    lambda content: content.replace(b'"goal"', b'"gaol"'),
], ids=["cut", "empty", "no text", "a list", "no tasks", "another word", "another field"])
def test_a_damaged_draft_is_refused_with_what_to_do_and_never_shown_as_what_was_kept(
    damage: Callable[[bytes], bytes], kept: UnfinishedDrafts, folder: Path
) -> None:
    draft = draft_of(TASK)
    kept.keep(item("a", draft), text_of(draft))
    whole = folder / "a.draft"
    damaged = damage(whole.read_bytes())
    assert damaged != whole.read_bytes()
    whole.write_bytes(damaged)
    with pytest.raises(StoreDamaged, match="读不出来") as told:
        kept.read(UnfinishedDraftId("a"))
    assert told.value.where == str(whole) and "再导入一次" in told.value.remedy
    assert [found.kind for found in kept.all()] == [SourceKind.LEDGER], "it can be given up"


def test_a_full_disk_is_told_in_words_and_what_was_kept_before_stays(
    kept: UnfinishedDrafts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_of(TASK)
    kept.keep(item("a", draft), text_of(draft))
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        with pytest.raises(StoreError, match=r"“整改台账\.xlsx”没有存下：磁盘满了") as told:
            kept.keep(item("a", draft, choices={}), text_of(draft))
        assert told.value.where == str(folder) and "磁盘" in told.value.remedy
        with pytest.raises(StoreError, match="磁盘满了"):
            kept.keep(item("b", ledger(2)), text_of(ledger(2)))
    assert kept.all() == [item("a", draft)]
    assert kept.read(UnfinishedDraftId("a"))[2] == draft


def refuse(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("renames", [0, 1], ids=["before the draft has its name", "between draft and head"])
def test_a_power_cut_while_the_first_is_kept_lists_nothing_and_is_swept_with_the_next(
    renames: int, kept: UnfinishedDrafts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_of(TASK)
    with monkeypatch.context() as cut:
        cut_power_after(renames, cut)
        with pytest.raises(PowerCut):
            kept.keep(item("a", draft), text_of(draft))
    assert list(folder.iterdir()) != [], "something is left"
    assert kept.all() == [] and kept.of(digest_of(text_of(draft))) is None
    kept.keep(item("b", draft), text_of(draft))
    assert sorted(path.name for path in folder.iterdir()) == ["b.draft", "b.json"]


def test_a_power_cut_while_going_on_leaves_what_was_kept_before(
    kept: UnfinishedDrafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_of(TASK)
    kept.keep(item("a", draft), text_of(draft))
    with monkeypatch.context() as cut:
        cut_power_after(0, cut)
        with pytest.raises(PowerCut):
            kept.keep(item("a", draft, choices={}), text_of(draft))
    assert kept.all() == [item("a", draft)]
    kept.keep(item("a", draft, choices={}), text_of(draft))
    assert kept.all() == [item("a", draft, choices={})]


def test_a_power_cut_while_one_is_let_go_lists_nothing(
    kept: UnfinishedDrafts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_of(TASK)
    kept.keep(item("a", draft), text_of(draft))
    with monkeypatch.context() as cut:
        cut_power_after(1, cut, "unlink")
        with pytest.raises(PowerCut):
            kept.drop(UnfinishedDraftId("a"))
    assert [path.name for path in folder.iterdir()] == ["a.draft"]
    assert kept.all() == []
    kept.keep(item("b", ledger(1)), text_of(ledger(1)))
    assert sorted(path.name for path in folder.iterdir()) == ["b.draft", "b.json"]


class PowerCut(BaseException):
    """The moment at which the computer goes dark; nothing of ours may catch it."""


def cut_power_after(count: int, patch: pytest.MonkeyPatch, what: str = "replace") -> None:
    """Let the computer go dark before the file after so many is renamed or removed."""
    done: list[Path] = []
    by_system = getattr(Path, what)

    def until_dark(self: Path, *args: Any) -> Any:
        if len(done) == count:
            raise PowerCut
        done.append(self)
        return by_system(self, *args)

    patch.setattr(Path, what, until_dark)


def test_half_a_sign_in_a_file_is_kept_like_any_other(kept: UnfinishedDrafts) -> None:
    draft = draft_of(TASK, note="半个\ud83d字")
    kept.keep(item("a", draft), text_of(draft))
    assert kept.read(UnfinishedDraftId("a"))[2] == draft


def test_a_backup_leaves_them_out_and_no_record_tells_of_them(ws: Workspace, tmp_path: Path) -> None:
    draft, last = draft_of(TASK), ws.last_sequence
    ws.unfinished.keep(item("a", draft), text_of(draft))
    assert ws.last_sequence == last
    restored = Workspace.restore(keep_backup(ws.snapshot(kept=True)), tmp_path / "restored")
    assert restored.findings == () and not (tmp_path / "restored" / "unfinished").exists()
    assert [found.id for found in ws.unfinished.all()] == ["a"]
