"""签发编号: the twelve characters by which a signed page finds its records again.

The code is the beginning of a SHA-256 over the dossier, the form, the sealing and the head of the chain before issue,
so it is known before the paper is written and stands on it. Base32 (RFC 4648) has no 0, 1, 8 and 9: whoever types the
code from a page may read O as 0, I as 1, B as 8, and means the letter all the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b32encode

LENGTH = 12
GROUP = 4
# What the paper prints before the code.
LABEL = "签发编号"

_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_MISREAD = str.maketrans("018", "OIB")
_WIDE = str.maketrans({chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)})
_BETWEEN = re.compile(r"[\s\-‐‑–—−_·.]+")
# Blanks and hyphens stand between groups only: a word of twelve letters is no code unless it stands alone.
_SIGN = "[A-Za-z0-8]"
_GROUPED = re.compile(rf"(?<![A-Za-z0-9]){_SIGN}{{4}}[ \-‐‑–—−]{_SIGN}{{4}}[ \-‐‑–—−]{_SIGN}{{4}}(?![A-Za-z0-9])")
_LABELLED = re.compile(rf"签\s*发\s*编\s*号\s*[:：]?((?:[\s\-‐‑–—−]*{_SIGN}){{12}})(?![A-Za-z0-9])")


def paper_code(dossier_text: str, definition_text: str, sealing_text: str, chain_head: str) -> str:
    """Return the code of a paper: twelve characters out of A–Z and 2–7, the same for the same four texts."""
    # As a JSON list: no two lists of texts run together into the same bytes.
    told = json.dumps([dossier_text, definition_text, sealing_text, chain_head], ensure_ascii=False)
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()
    return b32encode(digest).decode("ascii")[:LENGTH]


def grouped(code: str) -> str:
    """Return the code as people read it: ABCD-EFGH-IJKL."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """Return the code a person typed or a scanner read, None where it is none.

    Blanks, hyphens, small and full-width letters do not count; 0, 1 and 8 are the letters they were taken for.
    """
    code = sought_code(typed)
    return code if len(code) == LENGTH else None


def sought_code(typed: str) -> str:
    """Return what somebody typed of a code, at least a group of it, as codes are kept; empty where it is none."""
    plain = _BETWEEN.sub("", typed.strip().removeprefix(LABEL).lstrip(":： ").translate(_WIDE)).upper()
    code = plain.translate(_MISREAD)
    return code if GROUP <= len(code) <= LENGTH and _ALPHABET.issuperset(code) else ""


def code_in(text: str) -> str | None:
    """Return the first code in a longer text, such as a file's name or the text layer of a scan; None without one.

    A code is told by the words 签发编号 before it, or by its three groups of four.
    """
    plain = text.translate(_WIDE)
    labelled = (match[1] for match in _LABELLED.finditer(plain))
    by_groups = (match[0] for match in _GROUPED.finditer(plain) if _is_code_like(match[0]))
    found = (read_code(candidate) for candidate in (*labelled, *by_groups))
    return next((code for code in found if code is not None), None)


def _is_code_like(text: str) -> bool:
    """Return whether three groups may be a code: 2024-0703-0001 is a date, 1380-0000-001x is a telephone."""
    return any(sign.isalpha() for sign in text) and text == text.upper()
