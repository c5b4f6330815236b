"""Files from outside are read in a child process, so that a hostile one cannot take the window with it.

A workbook of 2 KB can make a reader take 3 GB, or abort its process; an image of 1 KB can unfold to a gigapixel. So a
file is first weighed by its zip's own numbers, then read by the program itself started with a hidden first argument,
which `main.py` dispatches to `child_main` before Qt is imported. The child has a time limit, where the system knows one
also a memory limit, and hands plain data back as JSON in a file the parent named. Only the readers listed here run.
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from models.errors import AppError, Flaw, ForeignFileError
from models.reporting import Report, unheard

ARGUMENT = "--isolated-reader"
READERS = (
    "models.looking.readers.look",
    "models.looking.readers.photo",
    "models.looking.readers.photos",
    "models.looking.page_readers.read_page",
    "models.intake.words.lines.read",
    "models.intake.reading.read",
    "models.looking.scan_codes.read",
    "models.surveying.read",
    "exporters.template.engine.read",
)

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# The end of a zip: a record of 22 bytes and up to 65,535 of comment; before it, in long form, a record of 56 and 20.
_END, _TAIL, _SEE_ZIP64 = b"PK\x05\x06", 22 + 65_535 + 76, 0xFFFFFFFF
_LONGEST_LISTING = 512
_MIB = 1 << 20
_POLL = 0.1
_LARGEST_RESULT = 64 * _MIB
_NO_MEMORY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """读取上限: seconds of wall time, bytes of memory and of the file, and what a zip may hold unpacked."""

    seconds: float = 15
    memory: int = 600 * _MIB
    file_size: int = 300 * _MIB
    entries: int = 5_000
    unpacked: int = 300 * _MIB
    ratio: int = 200


DEFAULT = Limits()


class ReaderFailed(Exception):
    """What the child wrote on its way out; the cause behind a ForeignFileError, not shown to the clerk."""


def _unopened(path: Path, error: OSError) -> ForeignFileError:
    """Return why a file is not read: it is a folder, held or forbidden, or not there any more."""
    text, remedy = "文件读不出来", "请检查它是否还在、能否打开。"
    if _is_folder(path):
        text, remedy = "这是文件夹，不是文件", "请打开它，把里面要导入的文件拖进来。"
    elif isinstance(error, PermissionError):
        text = "文件打不开：可能正在别的程序里打开着，或者没有读取的权限"
        remedy = "请关掉那个程序再试，或者复制一份到自己的文件夹。"
    return ForeignFileError(text, where=path.name, remedy=remedy)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except PermissionError:
        # What it lies in may not be looked into.
        return False


def weigh(path: Path, limits: Limits = DEFAULT) -> None:
    """Refuse a file too large to be read, or a zip whose own numbers say so; nothing is unpacked."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise _unopened(path, error) from error
    if not size:
        text = "文件是空的（0 字节），可能已损坏"
        raise ForeignFileError(text, where=path.name, remedy="请核对来源，重新导出一份。", flaw=Flaw.BROKEN)
    if size > limits.file_size:
        raise _too_large(path.name, f"有 {size // _MIB} MB，上限是 {limits.file_size // _MIB} MB")
    if head in _ZIP:
        weigh_zip(path, path.name, limits)


def weigh_zip(source: Path | IO[bytes], name: str, limits: Limits = DEFAULT) -> None:
    """Refuse a zip whose own numbers say that it unfolds too far, and one that is damaged or has a password."""
    refuse_long_directory(source, name, limits)
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError) as error:
        raise _damaged(name) from error
    if len(entries) > limits.entries:
        raise _too_large(name, f"里面有 {len(entries)} 个部件，上限是 {limits.entries} 个")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        raise _too_large(name, f"展开后有 {unpacked // _MIB} MB，上限是 {limits.unpacked // _MIB} MB")
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > _MIB and unpacked > limits.ratio * max(packed, 1):
        raise _too_large(name, f"展开后是原来的 {unpacked // max(packed, 1)} 倍")
    if any(entry.flag_bits & 1 for entry in entries):
        remedy = "请去掉密码另存一份，再试一次。"
        raise ForeignFileError("文件加密了，有密码", where=name, remedy=remedy, flaw=Flaw.PROTECTED)


def refuse_long_directory(source: Path | IO[bytes], name: str, limits: Limits) -> None:
    """Refuse a zip whose list of parts alone is longer than a list of so many parts can be; the list stays unread."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            return refuse_long_directory(file, name, limits)
    size = source.seek(0, io.SEEK_END)
    source.seek(max(0, size - _TAIL))
    tail = source.read(_TAIL)
    source.seek(0)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise _damaged(name)
    listed = int.from_bytes(tail[end + 12 : end + 16], "little")
    if listed == _SEE_ZIP64 and end >= 76:
        listed = int.from_bytes(tail[end - 36 : end - 28], "little")
    if listed > limits.entries * _LONGEST_LISTING:
        raise _too_large(name, f"里面的部件目录有 {listed // _MIB} MB，上限是 {limits.entries} 个部件")
    return None


def run(
    reader: str,
    path: Path,
    *,
    limits: Limits = DEFAULT,
    options: Mapping[str, Any] | None = None,
    report: Report = unheard,
) -> Any:
    """Return what a reader of READERS reads from a file: None, bool, numbers, text, lists and dicts.

    `options` are given to the reader as keywords. `report` is called with seconds gone and allowed, and may raise
    Cancelled. Raises ForeignFileError when the file is too large, damaged, takes too long or too much memory.
    """
    if reader not in READERS:
        raise ValueError(f"{reader} is not a reader of this program")
    weigh(path, limits)
    with tempfile.TemporaryDirectory(prefix="reader-", ignore_cleanup_errors=True) as folder:
        result = Path(folder) / "result.json"
        order = {"options": dict(options or {}), "memory": limits.memory, "seconds": limits.seconds}
        result.with_name("order.json").write_text(json.dumps(order), encoding="utf-8")
        with result.with_name("errors.txt").open("wb") as errors:
            try:
                child = _start([reader, str(path.absolute()), str(result)], folder, errors)
            except OSError as error:
                remedy = "请关掉一些程序再试；杀毒软件拦住了的，请把本程序加入信任。"
                raise ForeignFileError("读文件的进程没有启动起来", where=path.name, remedy=remedy) from error
            code = _wait(child, path, limits, report)
        return _read_result(code, result, path)


def _start(arguments: list[str], folder: str, errors: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*_program(), ARGUMENT, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        cwd=folder,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(Path(__file__).resolve().parents[1] / "main.py")]


def _wait(child: subprocess.Popen[bytes], path: Path, limits: Limits, report: Report) -> int:
    began = time.monotonic()
    try:
        # Whoever has cancelled already is heard however quick the child is.
        report(0, int(limits.seconds), path.name)
        while True:
            try:
                return child.wait(_POLL)
            except subprocess.TimeoutExpired:
                gone = time.monotonic() - began
            if gone > limits.seconds:
                raise ForeignFileError(
                    f"读了 {limits.seconds:.0f} 秒还没有读完，内容过大，超过上限",
                    where=path.name,
                    remedy="文件可能已损坏或太大；请用 WPS 打开，另存一份再试。",
                )
            report(int(gone), int(limits.seconds), path.name)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _read_result(code: int, result: Path, path: Path) -> Any:
    said = result.with_name("errors.txt").read_text(encoding="utf-8", errors="replace")[-4000:]
    # A library that is no Python ends its process when it gets no memory, and says so.
    if code == _NO_MEMORY or (code and "memory allocation of" in said):
        raise _too_large(path.name, "读它要用的内存太多")
    if code != 0 or not result.is_file():
        raise _damaged(path.name) from ReaderFailed(f"exit code {code}\n{said}")
    if result.stat().st_size > _LARGEST_RESULT:
        raise _too_large(path.name, "读出来的内容超过上限")
    answer = json.loads(result.read_text(encoding="utf-8", errors="surrogatepass"))
    if "refused" in answer:
        raise _refusal(**answer["refused"])
    return answer["data"]


def _refusal(text: str, where: str, remedy: str, flaw: str | None) -> ForeignFileError:
    return ForeignFileError(text, where=where, remedy=remedy, flaw=Flaw(flaw) if flaw else None)


def _too_large(name: str, text: str) -> ForeignFileError:
    return ForeignFileError(
        f"文件过大，超过上限：{text}", where=name, remedy="请用 WPS 打开，只留需要的内容，另存一份再试。"
    )


def _damaged(name: str) -> ForeignFileError:
    return ForeignFileError(
        "文件读不出来，可能已损坏", where=name, remedy="请用 WPS 或相应程序打开看看，另存一份再试。",
        flaw=Flaw.BROKEN,
    )


# The child


def child_main(argv: list[str]) -> int:
    """Read one file as the child: `argv` is reader, path, result path. Return the exit code for the parent."""
    reader, path, result = argv[0], Path(argv[1]), Path(argv[2])
    if reader not in READERS:
        raise ValueError(f"{reader} is not a reader of this program")
    order = json.loads(result.with_name("order.json").read_text(encoding="utf-8"))
    _limit(order["memory"], order["seconds"])
    # The child ends with its one file, so nothing it holds is worth looking for.
    gc.disable()
    module, _, name = reader.rpartition(".")
    try:
        _answer(lambda: getattr(importlib.import_module(module), name)(path, **order["options"]), result)
    except MemoryError:
        return _NO_MEMORY
    return 0


def _answer(read: Callable[[], Any], result: Path) -> None:
    try:
        answer = {"data": read()}
    except AppError as refused:
        flaw = refused.flaw if isinstance(refused, ForeignFileError) else None
        told = {"text": refused.text, "where": refused.where, "remedy": refused.remedy, "flaw": flaw}
        answer = {"refused": told}
    # Half a pair of surrogates, which some file may hold, is no reason to fail.
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    result.write_text(text, encoding="utf-8", errors="surrogatepass")


def _limit(memory: int, seconds: float) -> None:
    # Windows has no such limits; there only the time counts.
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 2 * _LARGEST_RESULT),
    ):
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, hard))
