"""LibreOffice of this computer, where it has one; it is no part of the program.

Pages of a paper are laid out by it where there is no WPS, and old .doc files are turned into .docx by it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_PLACES = (
    "/opt/libreoffice*/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
)
_WINDOWS_PLACES = ("LibreOffice/program/soffice.exe", "LibreOffice 5/program/soffice.exe")


def find_libreoffice() -> str | None:
    """Return the path that starts LibreOffice, None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice") or next(_installed(), None)


def _installed() -> Iterator[str]:
    roots = [Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ]
    yield from (str(root / place) for root in roots for place in _WINDOWS_PLACES if (root / place).is_file())
    for place in _PLACES:
        yield from map(str, sorted(Path("/").glob(place.lstrip("/")), reverse=True))


def stop_whole(child: subprocess.Popen[bytes]) -> None:
    """Stop an office program with all it started; `child` leads a session of its own where the system has such."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(child.pid)], capture_output=True, check=False)
    else:
        os.killpg(child.pid, signal.SIGKILL)
    child.communicate()
