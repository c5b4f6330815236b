"""What is never kept as evidence: programs and whatever starts one.

Evidence is opened later with a double click, on this PC and on those of the acceptance team; a program, a shortcut or
a script would then run. It is known by its content, whatever it is called, and by the endings Windows runs. Documents
with macros are no programs: they are kept, and the office program asks before it runs anything.
"""

from __future__ import annotations

from pathlib import PurePath

# fmt: off
_ENDINGS = frozenset({
    "exe", "com", "scr", "pif", "bat", "cmd", "lnk", "url", "scf", "js", "jse", "vbs", "vbe",
    "wsf", "wsh", "hta", "ps1", "psm1", "msi", "msp", "msc", "cpl", "dll", "sys", "drv", "ocx",
    "reg", "inf", "jar", "apk", "appref-ms", "application", "gadget", "desktop", "sh", "run", "deb", "rpm", "appimage",
})
# fmt: on
_SHORTCUT = b"\x4c\x00\x00\x00\x01\x14\x02\x00"
_ELF = b"\x7fELF"
_MACH_O = (b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe")


def program_kind(name: str, head: bytes) -> str | None:
    """Return in words what makes a file a program, or None; `head` is its first bytes (some thousand)."""
    if _is_windows_program(head):
        return "内容是 Windows 程序"
    if head.startswith(_SHORTCUT):
        return "内容是快捷方式"
    if head.startswith((_ELF, *_MACH_O)):
        return "内容是程序"
    if head.startswith(b"#!"):
        return "内容是脚本"
    # Windows drops dots and blanks at the end of a name: a.exe. starts as a.exe.
    ending = PurePath(name.rstrip(". ")).suffix.removeprefix(".").casefold()
    return f"后缀是 .{ending}" if ending in _ENDINGS else None


def _is_windows_program(head: bytes) -> bool:
    if not head.startswith(b"MZ"):
        return False
    at = int.from_bytes(head[0x3C:0x40], "little")
    return head[at : at + 2] in (b"PE", b"NE", b"LE") or b"This program" in head[:512] or len(head) < 0x40
