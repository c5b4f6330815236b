"""What a verb answers: the same as a JSON document for scripts and as lines for people, with the exit code.

Exit 0 is done, 1 refused or STOP findings; 2 is wrong usage, which never comes as far as an answer.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from models.disk import said
from models.errors import AppError

if TYPE_CHECKING:
    from models.domain.finding import Finding


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb has to say: the JSON document, the same in lines, the exit code."""

    document: dict[str, Any]
    lines: Sequence[str]
    code: int = 0

    def give(self, *, as_json: bool) -> int:
        """Print it and return the exit code; the work is done even where nobody takes the answer.

        Raises AppError where it cannot be written.
        """
        try:
            click.echo(json.dumps(self.document, ensure_ascii=False) if as_json else "\n".join(self.lines))
        except OSError as error:
            # Python would complain once more when it closes stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if not isinstance(error, BrokenPipeError):
                cause = f"结果没有写完整（{said(error)}）"
                raise AppError(cause, where="标准输出", remedy="请换一个地方存放输出") from error
        return self.code


def told(findings: Sequence[Finding], *lines: str, otherwise: str = "", **document: Any) -> Answer:
    """Return findings as an answer, after `lines`, exit code 1 where one of them is a STOP."""
    parts = ("level", "code", "where", "text", "remedy")
    document["findings"] = [{part: str(getattr(item, part)) for part in parts} for item in findings]
    found = [f"{item.level.label}　{item.where}：{item.text}。{item.remedy}。" for item in findings]
    code = int(any(item["level"] == "STOP" for item in document["findings"]))
    return Answer(document, [*lines, *(found or filter(None, [otherwise]))], code)
