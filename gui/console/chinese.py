"""click's commands saying everything in Chinese: help, options, and what was wrong with the words typed.

click is bent only where it offers that: formatter, context, command and group. Its errors are put into Chinese by their
kind, not by their English words, which differ between its versions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from models.errors import InputError

CHINESE = {
    "Usage: ": "用法：", "Options:": "选项：", "Commands:": "命令：", "  [required]": "（必填）",
    "Show this message and exit.": "显示本说明",
}


def keep(ctx: click.Context, option: click.Parameter, value: object) -> None:
    if value:
        setattr(ctx.obj, str(option.name), value)


# Whoever reads the file says better than click why it cannot be read.
PATH = click.Path(path_type=Path, readable=False)
WORKSPACE = click.Option(["--workspace"], metavar="文件夹", type=PATH, callback=keep, expose_value=False,
                         help="工作区所在的文件夹；不写则用最近一次的")
JSON = click.Option(["--json", "as_json"], is_flag=True, callback=keep, expose_value=False, help="输出一个 JSON 文档")


class Help(click.HelpFormatter):
    """Help in Chinese, its columns as wide as 汉字 are."""

    def write(self, string: str) -> None:
        for english, chinese in CHINESE.items():
            string = string.replace(english, chinese)
        super().write(string)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
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

    def __init__(self, name: str | None = None, **named: Any) -> None:
        super().__init__(name, options_metavar="[选项]", **named)
        self.params += [WORKSPACE, JSON]

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.args:
            raise click.UsageError(f"多出了“{' '.join(ctx.args)}”")
        return super().invoke(ctx)


class Verbs(click.Group):
    """Verbs in the order in which they stand here; an unknown one is refused in Chinese."""

    context_class = Chinese
    command_class = Verb

    def __init__(self, name: str | None = None, **named: Any) -> None:
        super().__init__(name, invoke_without_command=True, options_metavar="[选项]", **named)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            raise click.UsageError(f"没有“{cmd_name}”这个命令，可用的有：{'、'.join(self.commands)}")
        return found


class Family(Verbs):
    """Verbs under a common name, which alone is wrong usage."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_alone = not args
        rest = super().parse_args(ctx, args)
        if is_alone:
            raise click.UsageError(f"{self.name} 后面缺少命令 {' 或 '.join(self.commands)}")
        return rest


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
