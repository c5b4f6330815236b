"""The command line as people meet it: click's commands saying everything in Chinese, and what a verb answers.

The window and the command line are the two ways to the same records, so both ends that people touch lie in this
package; the verbs themselves are in main.py. click is bent only where it offers that: formatter, context, command and
group. Its errors are put into Chinese by their kind, not by their English words, which differ between its versions.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.disk import said
from models.errors import AppError, InputError

if TYPE_CHECKING:
    from models.domain.finding import Finding

CHINESE = {
    "Usage: ": "用法：", "Options:": "选项：", "Commands:": "命令：", "  [required]": "（必填）",
    "Show this message and exit.": "显示本说明",
}


def keep(ctx: click.Context, option: click.Parameter, value: object) -> None:
    if value:
        setattr(ctx.obj, str(option.name), value)


PATH = click.Path(path_type=Path)
WORKSPACE = click.Option(["--workspace"], metavar="文件夹", type=PATH, callback=keep, expose_value=False,
                         help="工作区所在的文件夹；不写则用最近一次的")
JSON = click.Option(["--json", "as_json"], is_flag=True, callback=keep, expose_value=False, help="输出一个 JSON 文档")


class Help(click.HelpFormatter):
    """Help in Chinese, its columns as wide as 汉字 are."""

    def write(self, string: str) -> None:
        for english, chinese in CHINESE.items():
            string = string.replace(english, chinese)
        super().write(string)

    def write_dl(self, rows: Sequence[tuple[str, str]], *_: object) -> None:
        cells = [sum(2 if ord(character) > 0x2E7F else 1 for character in name) for name, _ in rows]
        for (name, text), width in zip(rows, cells, strict=True):
            self.write(f"  {name}{' ' * (max(cells) - width + 2)}{text}\n")


class Chinese(click.Context):
    formatter_class = Help


class Verb(click.Command):
    """A command with --workspace and --json, which are kept for the desk."""

    context_class = Chinese
    # Left over, so that they can be named.
    allow_extra_args = True

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, options_metavar="[选项]", **named)
        self.params += [WORKSPACE, JSON]

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.args:
            raise click.UsageError(f"多出了“{' '.join(ctx.args)}”")
        return super().invoke(ctx)


class Verbs(click.Group):
    """Verbs in the order in which they stand here; an unknown one is refused in Chinese."""

    context_class = Chinese
    command_class = Verb

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, invoke_without_command=True, options_metavar="[选项]", **named)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            raise click.UsageError(f"没有“{cmd_name}”这个命令，可用的有：{'、'.join(self.commands)}")
        return found


def usage_words(error: click.UsageError) -> str:
    """Return in Chinese what was wrong with the command line; what this program says itself is Chinese already."""
    if isinstance(error, click.NoSuchOption):
        return f"不认识的选项 {error.option_name}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 缺少值，或多写了值"
    if isinstance(error, click.BadParameter) and error.param is not None and error.ctx is not None:
        name = error.param.get_error_hint(error.ctx).strip("'")
        return f"缺少 {name}" if isinstance(error, click.MissingParameter) else f"{name} 的值不对"
    return error.message.rstrip("。")


def words(text: str) -> str:
    """Return words as typed; bytes that are none are wrong usage."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise click.UsageError("参数里有认不出的字，请把终端的编码设为 UTF-8") from error
    return text


def day(text: str) -> date:
    """Return a full date as typed; anything else is wrong usage."""
    from models.domain.partial_date import parse_date

    try:
        found = parse_date(text, on=click.get_current_context().obj.now().date())
    except InputError as error:
        raise click.UsageError(str(error)) from error
    if found is None or not found.is_full:
        raise click.UsageError(f"“{text}”不是完整的日期，请写成 2025-10-09 的样子")
    return found.first_day


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
