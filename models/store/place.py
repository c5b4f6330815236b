"""Where a workspace may lie: not on network shares, not in cloud-synced folders.

Both drop or fake the locks SQLite relies on, and a sync client may replace the file under an open program.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from models.errors import StoreError

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "davfs", "fuse.davfs2", "9p", "afs", "ncpfs"}
)
SYNC_FOLDERS = (
    "onedrive", "dropbox", "nutstore", "坚果云", "google drive", "googledrive", "icloud", "baidunetdisk",
    "baidusyncdisk", "百度网盘", "wps云盘", "wpsdrive", "weiyun", "微云", "seafile",
)
DRIVE_REMOTE = 4


def refuse_unsuitable(folder: Path, *, mounts: Iterable[str] | None = None) -> None:
    """Raise StoreError when live data must not lie in `folder`; `mounts` are lines of /proc/mounts."""
    text = str(folder.absolute())
    if text.startswith(("\\\\", "//")) or _is_remote_drive(folder) or _is_network_mount(folder, mounts):
        raise StoreError(
            "工作区不能放在网络共享上，断网或多人同时写会损坏数据",
            where=text,
            remedy="请放到本机磁盘，交换数据请用备份文件",
        )
    synced = next((part for part in folder.absolute().parts if _is_synced(part)), None)
    if synced:
        raise StoreError(
            f"工作区不能放在会自动同步的文件夹“{synced}”里，同步程序会替换正在使用的数据",
            where=text,
            remedy="请放到“文档”下不同步的文件夹，把备份文件放进同步文件夹即可",
        )


def _is_synced(part: str) -> bool:
    name = part.casefold()
    return any(name == known or name.startswith((known + " ", known + "-")) for known in SYNC_FOLDERS)


def _is_remote_drive(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor) == DRIVE_REMOTE)
    return False


def _is_network_mount(folder: Path, mounts: Iterable[str] | None) -> bool:
    best, kind = "", ""
    for line in mounts if mounts is not None else _mounts():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if folder.absolute().is_relative_to(point) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind in NETWORK_FILE_SYSTEMS


def _mounts() -> list[str]:
    table = Path("/proc/mounts")
    return table.read_text(encoding="utf-8", errors="replace").splitlines() if table.exists() else []
