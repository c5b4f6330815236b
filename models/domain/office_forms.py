"""What an office adds of its own to the papers: forms as definitions, Word templates as files, holiday notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from models.domain.partial_date import PartialDate

OfficeFormId = NewType("OfficeFormId", str)
OfficeTemplateId = NewType("OfficeTemplateId", str)
HolidayNoticeId = NewType("HolidayNoticeId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeForm:
    """本单位样式: a form definition of the office's own; `text` is its TOML, `key` and `kind` are those it states."""

    id: OfficeFormId
    key: str
    kind: str
    label: str
    text: str
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTemplate:
    """本单位模板: a Word template in the vault, by which papers of one kind can be printed."""

    id: OfficeTemplateId
    kind: str
    label: str
    file_name: str
    sha256: str
    size: int
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayNotice:
    """放假通知: the State Council's notice for a year the program does not know yet; `text` as it was pasted."""

    id: HolidayNoticeId
    year: int
    document_number: str = ""
    dated_on: PartialDate | None = None
    text: str = ""
