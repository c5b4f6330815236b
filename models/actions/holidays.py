"""The notice of a year that the program does not know yet: kept as it was pasted, read whenever days are counted."""

from __future__ import annotations

from models.domain.holiday_notice import HolidayReading, as_table, missing_festivals, read_holiday_notice
from models.domain.office_forms import HolidayNotice, HolidayNoticeId
from models.domain.workdays import holidays_from
from models.errors import InputError
from models.store.change import Changes
from models.workspace import Workspace, new_id

_PASTE = "请从中国政府网复制国务院办公厅的通知，把全文粘贴进来"


def save_holiday_notice(ws: Workspace, *, text: str) -> Changes:
    """Keep a year's notice in the place of one that was kept for the same year.

    Raises InputError where it is no whole notice, contradicts the calendar, or is of a year the program knows.
    """
    reading = read_holiday_notice(text)
    year = _whole_year(ws, reading)
    holidays_from(as_table(year, reading.periods))
    standing = ws.find(HolidayNotice, year=year)
    with ws.change(f"录入 {year} 年放假安排") as change:
        for old in standing[1:]:
            change.delete(old)
        change.put(
            HolidayNotice(
                id=standing[0].id if standing else HolidayNoticeId(new_id()), year=year,
                document_number=reading.document_number, dated_on=reading.dated_on, text=text.strip(),
            )
        )
    return change.result


def remove_holiday_notice(ws: Workspace, *, notice_id: HolidayNoticeId) -> Changes:
    """Take a notice of the office's own away; its year then counts weekends only."""
    notice = ws.need(HolidayNotice, notice_id)
    with ws.change(f"删除 {notice.year} 年放假安排") as change:
        change.delete(notice)
    return change.result


def _whole_year(ws: Workspace, reading: HolidayReading) -> int:
    where = "放假安排"
    if reading.year is None:
        raise InputError("文字里没有找到是哪一年的放假安排", where=where, remedy=_PASTE)
    if reading.year in ws.reference.holidays.years:
        raise InputError(f"{reading.year} 年的放假安排程序已经收录", where=where, remedy="不用再录")
    if reading.faults:
        raise InputError(reading.faults[0], where=where, remedy="请对照通知原文核对")
    if missing := missing_festivals(reading.periods):
        raise InputError(f"没有读到{'、'.join(missing)}", where=where, remedy=_PASTE)
    return reading.year
