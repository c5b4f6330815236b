"""The bag around a bound file, by BagIt (RFC 8493): payload under data/, its checksums beside it.

`sha256sum -c manifest-sha256.txt` checks it on any Linux, certutil file by file on any Windows, without this program.
The checksums are those under which the vault keeps the files, taken again while they are copied. The library makes no
bag for us, because it changes the working folder of the whole program to do so; it judges the one we wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exporters.task_file.binder import Filed
from models.disk import flush, flush_folder
from models.errors import ExportError, FileFault
from models.reporting import Meter, Report
from models.vault import FileState, Vault

MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
HOW_TO_CHECK = "怎样核对.txt"
_DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_HOW = """这个文件夹可以脱离程序长期保存和核对。

data 里是封面、卷内目录、各措施的佐证、签发文书和记录；manifest-sha256.txt 是每个文件的 SHA-256。

在 Linux（统信、麒麟等）上，在这个文件夹里打开终端，输入：
    sha256sum -c manifest-sha256.txt
每一行都是“成功”或 OK，就没有被改过。

在 Windows 上，在这个文件夹里打开 PowerShell，输入下面一行，没有显示就没有被改过：
    gc manifest-sha256.txt -Enc UTF8 | %{$h,$f=$_ -split '  ',2; if((Get-FileHash -Lit $f).Hash -ne $h){"不一致：$f"}}
只核对一个文件：
    certutil -hashfile 文件名 SHA256
和 manifest-sha256.txt 里同名一行比较。

记录.json 是全部记录，CSV 可以用 WPS 或 Excel 打开。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    path: str
    sha256: str
    size: int


class Bag:
    """A bag that is being filled in an empty folder. OSError is what the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: list[_Entry] = []

    def copy(self, files: Sequence[Filed], vault: Vault, report: Report) -> dict[Filed, FileState]:
        """Copy files of the vault under data/ and return those that are lost, which are left out.

        `report` hears bytes and may raise Cancelled.
        """
        meter, lost = Meter(report, sum(file.size for file in files)), {}
        for file in files:
            try:
                self._entries.append(_copied(self._folder, file, vault, meter))
            except FileFault:
                lost[file] = vault.verify(file.sha256)
                if lost[file] is FileState.INTACT:
                    raise
        return lost

    def put(self, path: str, content: bytes) -> None:
        """Write a file of its own under data/."""
        self._entries.append(_put(self._folder, f"data/{path}", content))

    def close(self, info: Mapping[str, str]) -> str:
        """Write what makes the folder a bag and return the SHA-256 of its manifest."""
        told = {**info, "Payload-Oxum": f"{sum(entry.size for entry in self._entries)}.{len(self._entries)}"}
        manifest = _put(self._folder, MANIFEST, _lines(self._entries))
        tags = [
            _put(self._folder, "bagit.txt", _DECLARED.encode()), _put(self._folder, "bag-info.txt", _info(told)),
            manifest, _put(self._folder, HOW_TO_CHECK, _HOW.replace("\n", "\r\n").encode("utf-8-sig")),
        ]
        _put(self._folder, TAG_MANIFEST, _lines(tags))
        for folder in sorted({(self._folder / entry.path).parent for entry in (*self._entries, *tags)}):
            flush_folder(folder)
        return manifest.sha256


def check_bag(stage: Path) -> None:
    """Open the bag again by the library and refuse one that lacks a file or holds one too many."""
    from bagit import Bag, BagError

    try:
        Bag(str(stage)).validate(completeness_only=True)
    except BagError as error:
        remedy = "请再导出一次；还不行时换一个盘，并留意磁盘是否有故障。"
        raise ExportError(f"写成的档案重新打开后不完整（{error}），没有导出", remedy=remedy) from error


def _put(stage: Path, path: str, content: bytes) -> _Entry:
    target = stage / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(content)
        flush(file)
    return _Entry(path=path, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _copied(stage: Path, file: Filed, vault: Vault, meter: Meter) -> _Entry:
    target = stage / "data" / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    told = 0

    def tell(done: int, _total: int, _name: str) -> None:
        nonlocal told
        meter.add(done - told, f"正在复制：{target.name}")
        told = done

    vault.give_out(file.sha256, target, file.name, tell)
    return _Entry(path=f"data/{file.path}", sha256=file.sha256, size=target.stat().st_size)


def _lines(entries: Iterable[_Entry]) -> bytes:
    ordered = sorted(entries, key=lambda entry: entry.path)
    return "".join(f"{entry.sha256}  {entry.path}\n" for entry in ordered).encode()


def _info(told: Mapping[str, str]) -> bytes:
    """Return the facts of bag-info.txt, each on one line."""
    lines = (f"{name}: {' '.join(text.split())}\n" for name, text in told.items() if text.strip())
    return "".join(lines).encode("utf-8", "replace")
