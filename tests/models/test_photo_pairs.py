"""Pairs of photos: which are suggested, what they lack, and how the actions change them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.actions import evidence, photo_intake, photo_pairs, trash
from models.assembly import check_task, measure_of_photos, pair_suggestions, photos_of, shown_pairs
from models.domain.checks.photo_pairs import date_findings
from models.domain.evidence import Evidence, EvidenceId, EvidenceLink, PhotoPair, PhotoPairId
from models.domain.finding import Target
from models.domain.partial_date import PartialDate
from models.domain.photo_pairs import Shot, ShownPair, Side, suggest_pairs
from models.domain.plan import Task, TaskId
from models.errors import InputError
from models.lists import TrashLosses
from models.workspace import Workspace
from tests.builders import add_task, measures_of, open_workspace


def shot(title: str, day: str = "", folder: str = "") -> Shot:
    item = Evidence(id=EvidenceId(f"{folder}/{title}"), title=title, folder=folder)
    return Shot(evidence=item, taken_on=PartialDate.from_iso(day) if day else None)


def titles(*shots: Shot) -> list[tuple[str, str, str]]:
    return [(pair.before.evidence.title, pair.after.evidence.title, pair.place) for pair in suggest_pairs(shots)]


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (("河东排口整改前", "河东排口整改后"), "河东排口"),
        (("河东排口前.jpg", "河东排口后.jpg"), "河东排口"),
        (("整改前 北堆场 20240305.jpg", "整改后-北堆场2024-09-01.jpg"), "北堆场"),
        (("北堆场（前）1", "北堆场（后）1"), "北堆场1"),
        (("治理前现场照片：北堆场", "治理后现场照片：北堆场"), "北堆场"),
        (("整改前", "整改后"), ""),
    ],
)
def test_names_with_the_same_place_and_前_and_后_are_a_pair(names: tuple[str, str], place: str) -> None:
    before, after = map(shot, names)
    assert titles(after, before) == [(*names, place)]


def test_folders_called_整改前_and_整改后_tell_the_halves() -> None:
    shots = [shot(title, folder=f"现场/{folder}") for folder in ("整改前", "整改后") for title in ("北堆场", "南堆场")]
    assert titles(*shots) == [("北堆场", "北堆场", "北堆场"), ("南堆场", "南堆场", "南堆场")]


def test_two_photos_of_one_name_are_told_by_their_days() -> None:
    assert titles(shot("北堆场2", "2024-09-01"), shot("北堆场2 ", "2024-03-05")) == [("北堆场2 ", "北堆场2", "北堆场2")]


@pytest.mark.parametrize(
    "shots",
    [
        (shot("北堆场", "2024-03-05"), shot("北堆场", "2024-03-05")),
        (shot("北堆场前"), shot("南堆场后")),
        (shot("IMG_2031", "2024-03-05"), shot("IMG_2032", "2024-09-01")),
        (shot("整改前", folder="甲"), shot("整改后", folder="乙")),
        (shot("IMG_1", folder="整改前"), shot("IMG_2", folder="整改后"), shot("IMG_3", folder="整改后")),
    ],
)
def test_what_does_not_say_so_is_not_suggested(shots: tuple[Shot, ...]) -> None:
    assert suggest_pairs(shots) == []


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    workspace = open_workspace(tmp_path / "ws")
    add_task(workspace)
    return workspace


def photo(ws: Workspace, title: str, day: str = "", measure: int = 0) -> EvidenceId:
    taken = ws.vault.take_in_bytes(f"{title}.jpg", title.encode())
    piece = evidence.EvidenceInput(
        files=[(taken.sha256, taken.name, taken.size)], title=title, kind="照片",
        dated_on=PartialDate.from_iso(day) if day else None,
    )
    measures = measures_of(ws, ws.find(Task)[0].id)
    made = evidence.attach_evidence(ws, pieces=[piece], measure_id=measures[measure].id)
    return EvidenceId(made.new_id("evidence"))


def task(ws: Workspace) -> TaskId:
    return ws.find(Task)[0].id


def pair_of(ws: Workspace, before: EvidenceId | None, after: EvidenceId | None, place: str = "河东排口") -> PhotoPair:
    made = photo_pairs.add_pairs(
        ws, task_id=task(ws), pairs=[photo_pairs.PairInput(before_id=before, after_id=after, place=place)]
    )
    return ws.need(PhotoPair, made.new_id("photo_pairs"))


def codes(ws: Workspace) -> list[str]:
    return [item.code for item in check_task(ws, task(ws)) if item.target and item.target.table == "photo_pairs"]


def test_linked_photos_are_suggested_until_they_are_in_a_pair(ws: Workspace) -> None:
    before, after = photo(ws, "河东排口前"), photo(ws, "河东排口后", measure=1)
    (found,) = pair_suggestions(ws, task(ws))
    assert found.key == (before, after) and found.place == "河东排口"
    pair_of(ws, before, after)
    assert pair_suggestions(ws, task(ws)) == []
    assert [item.evidence.id for item in photos_of(ws, task(ws))] == [before, after]


def test_a_pair_of_photos_of_one_measure_is_of_that_measure(ws: Workspace) -> None:
    one, two, other = photo(ws, "甲"), photo(ws, "乙"), photo(ws, "丙", measure=1)
    first = measures_of(ws, task(ws))[0].id
    assert measure_of_photos(ws, task(ws), one, two) == first
    assert measure_of_photos(ws, task(ws), one, other) is None
    assert measure_of_photos(ws, task(ws), one, None) == first


def test_the_same_photo_is_not_both_halves(ws: Workspace) -> None:
    one = photo(ws, "甲")
    with pytest.raises(InputError, match="同一张"):
        pair_of(ws, one, one)
    pair = pair_of(ws, one, None)
    with pytest.raises(InputError, match="同一张"):
        photo_pairs.set_half(ws, pair_id=pair.id, side=Side.AFTER, evidence_id=one)


def test_pairs_are_moved_swapped_filled_and_removed(ws: Workspace) -> None:
    one, two = photo(ws, "甲"), photo(ws, "乙")
    first, second = pair_of(ws, one, None, "北堆场"), pair_of(ws, one, two, "南堆场")
    photo_pairs.move_pair(ws, pair_id=second.id, by=-1)
    assert [item.pair.place for item in shown_pairs(ws, task(ws))] == ["南堆场", "北堆场"]
    photo_pairs.swap_pair(ws, pair_id=second.id)
    photo_pairs.set_half(ws, pair_id=first.id, side=Side.AFTER, evidence_id=two)
    photo_pairs.revise_pair(ws, pair=replace(ws.need(PhotoPair, first.id), caption="已清退。"))
    assert [(item.pair.before_id, item.pair.after_id) for item in shown_pairs(ws, task(ws))] == [(two, one), (one, two)]
    photo_pairs.remove_pair(ws, pair_id=second.id)
    (left,) = shown_pairs(ws, task(ws))
    assert (left.number, left.pair.caption) == (1, "已清退。") and len(ws.find(Evidence)) == 2


def test_what_a_pair_lacks_is_found_with_its_place_and_remedy(ws: Workspace) -> None:
    old, new = photo(ws, "甲", "2024-03-05"), photo(ws, "乙", "2024-09-01")
    pair_of(ws, old, new)
    assert codes(ws) == []
    half = pair_of(ws, new, None, "北堆场")
    wrong = pair_of(ws, new, old, "南堆场")
    assert codes(ws) == ["no_photo", "photo_order"]
    found = [item for item in check_task(ws, task(ws)) if item.target and item.target.id in (half.id, wrong.id)]
    assert [(item.where, item.text, item.remedy) for item in found] == [
        ("对比照片 图2 · 北堆场", "缺整改后的照片", "选一张整改后的照片"),
        ("对比照片 图3 · 南堆场", "整改后（2024年3月5日）比整改前（2024年9月1日）还早", "互换两张照片，或改正日期"),
    ]


def test_the_day_a_camera_wrote_is_offered_and_no_fact() -> None:
    pair = PhotoPair(id=PhotoPairId("p"), task_id=TaskId("t"), place="河东排口")
    later, bare = shot("甲", "2031-09-01"), shot("乙")
    found = list(date_findings(ShownPair(pair=pair, number=1, before=later, after=shot("丙", "2024-03-05"))))
    assert [item.text for item in found] == [
        "整改前的照片没有日期（照片自带 2031-09-01，可采用）", "整改后的照片没有日期（照片自带 2024-03-05，可采用）",
    ]
    (told,) = date_findings(ShownPair(pair=pair, number=1, before=bare))
    assert told.text == "整改前的照片没有日期" and told.target == Target(table="photo_pairs", id="p", field="before_on")


def test_a_photo_that_is_gone_from_the_disk_or_lies_in_the_trash_is_found(ws: Workspace) -> None:
    old, new = photo(ws, "甲", "2024-03-05"), photo(ws, "乙", "2024-09-01")
    pair = pair_of(ws, old, new)
    (shown,) = shown_pairs(ws, task(ws))
    assert shown.before is not None and shown.before.file is not None
    ws.vault.path_of(shown.before.file.sha256).unlink()
    assert codes(ws) == ["file_missing"]
    trash.trash_evidence(ws, evidence_ids=[new])
    assert codes(ws) == ["file_missing", "no_photo"]
    trash.restore_evidence(ws, evidence_ids=[new])
    assert ws.need(PhotoPair, pair.id).after_id == new and codes(ws) == ["file_missing"]


def test_what_an_emptied_trash_takes_along_is_told_before_and_no_pair_stays_without_photos(ws: Workspace) -> None:
    old, new, kept = photo(ws, "甲"), photo(ws, "乙"), photo(ws, "丙")
    for halves in ((old, new), (None, old), (None, None)):
        pair_of(ws, *halves)
    half = pair_of(ws, old, kept)
    trash.trash_evidence(ws, evidence_ids=[old, new])
    assert ws.look.losses_with(ws.look.disposable_evidence()) == TrashLosses(pairs=2, halves=1, values=0, counts=0)
    open_ones = [pair.id for pair in ws.find(PhotoPair) if pair.before_id is pair.after_id is None]
    trash.empty_trash(ws)
    assert {pair.id for pair in ws.find(PhotoPair)} == {half.id, *open_ones}
    assert (ws.need(PhotoPair, half.id).before_id, ws.need(PhotoPair, half.id).after_id) == (None, kept)


def test_pairs_of_other_measures_are_left_out_of_a_closure(ws: Workspace) -> None:
    first, second = measures_of(ws, task(ws))
    one = pair_of(ws, None, None)
    photo_pairs.revise_pair(ws, pair=replace(one, measure_id=second.id))
    assert shown_pairs(ws, task(ws), covered={first.id}) == ()
    assert len(shown_pairs(ws, task(ws), covered={second.id})) == 1


def test_a_photo_added_to_a_pair_answers_the_measure_of_the_pair_or_the_one_it_is_known_by(ws: Workspace) -> None:
    task_id = ws.find(Task)[0].id
    first, second = measures_of(ws, task_id)
    known = photo(ws, "河东", measure=1)
    pairs = [photo_pairs.PairInput(), photo_pairs.PairInput(measure_id=second.id)]
    for pair in photo_pairs.add_pairs(ws, task_id=task_id, pairs=pairs).created:
        taken = ws.vault.take_in_bytes("河东.jpg", "河东".encode())
        photo_intake.add_photo(ws, pair_id=PhotoPairId(pair[1]), side=Side.BEFORE, taken=taken, title="河东")
        taken = ws.vault.take_in_bytes("河西.jpg", pair[1].encode())
        photo_intake.add_photo(ws, pair_id=PhotoPairId(pair[1]), side=Side.AFTER, taken=taken, title="河西")
    assert [pair.before_id for pair in ws.find(PhotoPair)] == [known, known]
    assert {link.measure_id for link in ws.find(EvidenceLink)} == {second.id} != {first.id}
