"""Why a file from outside is not taken: one sentence for each reason, with the file's name, the place and the remedy.

The child of `models.isolation` hands them on; nothing has been changed when they are raised.
"""

from __future__ import annotations

from models.errors import Flaw, ForeignFileError

MOST_CELLS = 600_000
MOST_COLUMNS = 1 << 14
_SAVE_ANEW = "请用 WPS 或 Excel、Word 打开，另存一份再试。"
_SAVE_LESS = "请用 WPS 打开，只留需要的内容，另存一份再试。"


def too_large(name: str, what: str) -> ForeignFileError:
    """Return the refusal of a file that is, or unfolds to, more than the limits allow."""
    return ForeignFileError(f"文件过大，超过上限：{what}", where=name, remedy=_SAVE_LESS)


def refuse_beyond(name: str, rows: int, columns: int) -> None:
    """Refuse a sheet whose filled cells reach too far to be laid out."""
    if rows * columns > MOST_CELLS or columns > MOST_COLUMNS:
        raise ForeignFileError(
            f"内容一直排到第{rows}行、第{columns}列，超出范围（最多 {MOST_CELLS // 10_000} 万格）", where=name,
            remedy="请删去表格以外的零散内容，或把要用的行复制到新表，再试一次。",
        )


def in_file(error: ForeignFileError, name: str, stem: str) -> ForeignFileError:
    """Return the refusal of one sheet or line with the name of the file before its place."""
    if error.where.startswith(name):
        return error
    inside = error.where.removeprefix(stem).strip()
    return ForeignFileError(error.text, where=f"{name} {inside}".strip(), remedy=error.remedy, flaw=error.flaw)


def unsafe(name: str, what: str) -> ForeignFileError:
    """Return the refusal of a file with entities, a DTD, or parts that reach out of it."""
    return ForeignFileError(f"文件不安全：{what}", where=name, remedy=_SAVE_ANEW)


def encrypted(name: str) -> ForeignFileError:
    """Return the refusal of a file with a password."""
    remedy = "请打开它去掉密码，另存一份再试。"
    return ForeignFileError("文件加密了，有密码，读不出来", where=name, remedy=remedy, flaw=Flaw.PROTECTED)


def damaged(name: str, what: str, remedy: str = _SAVE_ANEW) -> ForeignFileError:
    """Return the refusal of a file that is broken, cut off or empty."""
    return ForeignFileError(f"文件已损坏：{what}", where=name, remedy=remedy, flaw=Flaw.BROKEN)


def other_format(name: str, what: str, remedy: str) -> ForeignFileError:
    """Return the refusal of a file that is of no format read here, or of another than its name says."""
    return ForeignFileError(f"文件格式不对：{what}", where=name, remedy=remedy)


def other_encoding(name: str, what: str) -> ForeignFileError:
    """Return the refusal of a text that is in no Chinese encoding."""
    return ForeignFileError(
        f"文字编码认不出来：{what}", where=name, remedy="请在记事本或 WPS 里另存为，编码选 UTF-8，再试一次。"
    )


def nothing_found(name: str, what: str, remedy: str) -> ForeignFileError:
    """Return the refusal of a file that was read and holds no task."""
    return ForeignFileError(f"没有找到任务：{what}", where=name, remedy=remedy)
