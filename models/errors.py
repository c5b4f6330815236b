"""Errors a clerk can act on.

Every error of the world (a full disk, a locked file, a date that does not exist) is an `AppError`: it says what
happened, where, and what to do, in Chinese, and is always fit to be shown as it stands. A mistake of the program
itself stays a plain Python exception and ends in the crash notice of `gui/app.py`.
"""

from __future__ import annotations

from enum import StrEnum


class AppError(Exception):
    """An error of the world: `text` says what happened, `where` the place, `remedy` what to do."""

    def __init__(self, text: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        remedy = f"{self.remedy}" if self.remedy else ""
        end = "" if self.text.endswith(("。", "？", "！")) else "。"
        return f"{place}{self.text}{end}{remedy}"


class InputError(AppError):
    """What was typed or given cannot be taken as it stands; `field` is the name of the value it is about."""

    def __init__(self, text: str, *, where: str = "", remedy: str = "", field: str = "") -> None:
        super().__init__(text, where=where, remedy=remedy)
        self.field = field


class Kept(InputError):
    """What an acceptance looked at or an issued paper names is neither changed nor removed."""


class StoreError(AppError):
    """The store cannot be opened, read or written."""


class StoreDamaged(StoreError):
    """The store's bytes or its chain of operations do not hold together."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program."""


class StoreLocked(StoreError):
    """Another window or command holds the workspace."""


class VaultError(AppError):
    """An evidence file cannot be taken in, read or given out."""


class FileFault(VaultError):
    """The file itself is missing, altered or unreadable; nothing is wrong with the place it goes to."""


class Flaw(StrEnum):
    """毛病 of a file from outside that no other program reads either."""

    PROTECTED = "protected"
    BROKEN = "broken"
    MISNAMED = "misnamed"

    @property
    def label(self) -> str:
        return {
            "protected": "有密码，打不开", "broken": "可能已损坏，打不开", "misnamed": "内容和扩展名不符，可能打不开",
        }[self.value]


class ForeignFileError(AppError):
    """A file from outside is too large, damaged, or of a kind that is not read; `flaw` where that lies in the file."""

    def __init__(self, text: str, *, where: str = "", remedy: str = "", flaw: Flaw | None = None) -> None:
        super().__init__(text, where=where, remedy=remedy)
        self.flaw = flaw


class ReferenceDataError(AppError):
    """A definition under resources (form, holiday table, profile) is wrong."""


class ExportError(AppError):
    """A paper cannot be built or written."""


class UndoRefused(AppError):
    """An operation cannot be undone; the text says why."""


class Cancelled(AppError):
    """The clerk stopped a long piece of work; nothing of it remains."""

    def __init__(self, text: str = "已取消，没有留下半截内容") -> None:
        super().__init__(text)


def field_of(problem: AppError | str | None) -> str:
    """Return the name of the value a problem is about; empty where it is about none."""
    return problem.field if isinstance(problem, InputError) else ""
