"""Where a text stops being TOML, told in the words of a form: line, head, key, and what mostly is the matter there.

The parser stops at the first fault and says in English what it met; the line itself tells more: Chinese quotation
marks, a value without any, one that does not end, the same key twice.
"""

from __future__ import annotations

import re

from models.form_files.values import Faults, Spot

TEXT = "这里不是有效的 TOML"
# The only form in which the parser tells the place.
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_BLOCK = re.compile(r"^\s*\[+\s*(head|attachment)\s*\]+")
_KEY = re.compile(r"^\s*([A-Za-z_][\w-]*)\s*(?:[=＝“{]|$)")
_NAME = re.compile(r"""^\s*(?:text|title)\s*=\s*["'](.*?)["']\s*$""")
_NAMES = {"head": "第{}个部分", "attachment": "附件{}"}
_REMEDY = "请补全或改正这里的引号、等号和括号"
_CHINESE = re.compile(r"[“”‘’＝｛｝［］]")


def broken_at(text: str, error: Exception, where: str) -> Faults:
    """Return the one fault of a text that is no TOML, with line, head, key and remedy; the way to it is line/12/3."""
    faults, found = Faults(), _PLACE.search(str(error))
    if found is None:
        faults.lose(Spot(words=f"{where} 末尾".strip()), TEXT, _REMEDY)
        return faults
    lines, row = text.split("\n"), int(found[1]) - 1
    line = lines[row] if row < len(lines) else ""
    block = _block_at(lines[: row + 1])
    key = match[1] if (match := _KEY.match(line)) else "columns" if line.lstrip().startswith("{") else ""
    parts = "，".join(part for part in (block, key) if part)
    words = f"{where} 第{found[1]}行第{found[2]}个字".strip() + (f"（{parts}）" if parts else "")
    faults.lose(Spot(words=words, way=f"line/{found[1]}/{found[2]}"), *_matter(line, key, str(error)))
    return faults


def _block_at(lines: list[str]) -> str:
    """Return the name of the head or attachment the last of these lines stands in, empty above all of them."""
    counts, kind, name = {"head": 0, "attachment": 0}, "", ""
    for line in lines:
        if match := _BLOCK.match(line):
            kind, name = match[1], ""
            counts[kind] += 1
        elif kind and not name and (match := _NAME.match(line)):
            name = f"“{match[1]}”"
    return _NAMES[kind].format(counts[kind]) + name if kind else ""


def _matter(line: str, key: str, said: str) -> tuple[str, str]:
    """Return what is the matter, and the remedy."""
    if "overwrite" in said and key:
        return f"{key} 写了两次", "请删去其中一行"
    if "twice" in said or "overwrite" in said:
        return f"{line.strip()} 写了两次", "几个部分请各写成一段 [[head]]，几个附件各写成一段 [[attachment]]"
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
    if _CHINESE.search(bare):
        return TEXT, '请把引号、等号、括号换成英文的 " = { } [ ]'
    if bare.count('"') % 2:
        return TEXT, "请补上这一行末尾的引号"
    if "Invalid value" in said:
        return TEXT, "文字请用英文引号括起来"
    if "Invalid statement" in said and line[:1] > "~":
        return TEXT, "行首要写英文的键，例如 text、content、numbering"
    return TEXT, _REMEDY
