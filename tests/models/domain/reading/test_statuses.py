"""A status is one of five words, a box that is ticked, or a synonym that can mean nothing else."""

from __future__ import annotations

import pytest

from models.domain.plan import TaskStatus
from models.domain.reading.phrases.statuses import read_status


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("已完成", TaskStatus.DONE),
        ("□已验收销号 ☑已完成 □达到时序进度 □未达时序进度 □尚未启动", TaskStatus.DONE),
        ("□已验收销号\n□已完成\n■达到时序进度\n□未达时序进度", TaskStatus.ON_SCHEDULE),
        ("[√]已验收销号 [ ]已完成", TaskStatus.CLOSED),
        ("☑已销号", TaskStatus.CLOSED),
        ("达到序时进度", TaskStatus.ON_SCHEDULE),
        ("未完成但达到序时进度", TaskStatus.ON_SCHEDULE),
        ("逾期未完成", TaskStatus.BEHIND),
        ("未启动。", TaskStatus.NOT_STARTED),
        ("已完成，长期坚持", TaskStatus.DONE),
        ("□已验收销号 □已完成", None),
        ("☑已验收销号 ☑已完成", None),
        ("未完成", None),
        ("否", None),
        ("", None),
    ],
)
def test_a_cell_tells_its_status_or_nothing(cell: str, status: TaskStatus | None) -> None:
    assert read_status(cell) is status


@pytest.mark.parametrize("status", list(TaskStatus))
def test_the_words_of_the_records_are_read_back(status: TaskStatus) -> None:
    assert read_status(status.label) is status
