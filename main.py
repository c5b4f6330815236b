"""The composition root: clock, folders and errors of the command line, and one short function for each verb.

Exit 0 is done, 1 refused or STOP findings, 2 wrong usage. Every verb prints Chinese lines, or one JSON document with
--json; an error is one Chinese line on stderr with place and remedy. Without a verb the window opens. The clock of the
whole program is read here and nowhere else. What a verb needs is imported by the verb, so that each starts quickly.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and sys.argv[1:2] == ["--isolated-reader"]:
    # The child that reads foreign files: before Qt, click or the store are loaded, so that a bad file finds little.
    from models.isolation import child_main

    sys.exit(child_main(sys.argv[2:]))

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from gui.console.desk import Desk, complain, remember
from gui.garbage import look_through_few
from models.errors import AppError
from models.own_notes import PROGRAM, last_used, note_mistake, trail

if TYPE_CHECKING:
    from types import TracebackType

    from models.domain.workdays import Holidays


def tell_crash(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Note a mistake of the program and tell it."""
    noted = note_mistake(trail(kind, trace), datetime.now().astimezone())
    complain(f"程序内部出错，没有完成，已保存的内容不受影响。请把这个文件交给维护人员：{noted}")


def open_window(desk: Desk) -> int:
    """Open the window on the workspace named or used last; without one it asks where to begin."""
    from gui import start
    from models.workspace import user_name

    ground = start.Ground(reference=desk.reference, user=user_name(), now=desk.now, remember=remember, say=print)
    try:
        return start.run(desk.workspace or last_used(), ground=ground, is_last=desk.workspace is None)
    except AppError as error:
        return complain(error)


def end(code: int) -> NoReturn:
    """End the process; what it leaves behind need not be searched for garbage once more."""
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            # Consoles of Chinese Windows speak GBK, scripts expect UTF-8; file names may hold what neither can write.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.excepthook = tell_crash
    if sys.argv[1:] == [] or sys.argv[1:-1] == ["--workspace"]:
        # Before the command line is loaded, because the window must paint first.
        look_through_few()
        end(open_window(Desk(now=datetime.now, wait=10.0, workspace=Path(sys.argv[-1]) if sys.argv[1:] else None)))

import click  # noqa: E402

from gui.console.answer import Answer, told  # noqa: E402
from gui.console.chinese import PATH, WORKSPACE, Family, Verbs, day, usage_words, words  # noqa: E402


@click.group(PROGRAM, cls=Verbs, params=[WORKSPACE], subcommand_metavar="[命令]")
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """整改销号工作台。不带命令时打开窗口。

    \b
    退出码：0 办成，1 拒绝或有须处理的问题，2 用法不对。
    每个命令怎样写：命令后面加 --help。
    """
    return None if ctx.invoked_subcommand else open_window(ctx.obj)


@cli.command()
@click.argument("folder", metavar="文件夹", type=PATH)
@click.pass_obj
def demo(desk: Desk, folder: Path) -> Answer:
    """在新的或空的文件夹里生成示例工作区"""
    from models.sample import fresh_folder, make_sample

    with fresh_folder(folder), desk.open(folder) as ws:
        make_sample(ws)
    return Answer({"workspace": str(folder.absolute())}, [f"示例工作区已生成：{folder.absolute()}"])


@cli.command("import")
@click.argument("file", metavar="文件", type=PATH)
@click.option("--as", "kind", type=click.Choice(["plan", "ledger", "notice"]), help="方案、台账或公示；不写则自动识别")
@click.option("--plan", metavar="方案", type=words, default="", help="导入到这个方案；没有则新建，不写则按文件所写")
@click.option("--mapping", metavar="名称", type=words, default="", help="按保存的对应方案认列")
@click.option("--dry-run", is_flag=True, help="只报告，不导入；不写 --workspace 时每行都算新增")
@click.pass_obj
def import_file(desk: Desk, /, file: Path, **how: Any) -> Answer:
    """读入整改方案、台账或公示，导入新增和更新的任务"""
    from gui.console import importing

    return importing.import_file(desk, file, **how)


@cli.command()
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=PATH)
@click.option("--task", metavar="编号", type=words, default="", help="任务编号；不写则只收入，以后再对应")
@click.option("--measure", "measures", metavar="编号", type=words, multiple=True, help="措施编号，可写几次")
@click.option("--proves", metavar="文字", type=words, default="", help="证明什么；随 --measure 写")
@click.pass_obj
def attach(desk: Desk, /, files: tuple[Path, ...], **to: Any) -> Answer:
    """收入佐证文件和文件夹，对应到写明的措施"""
    from gui.console import attaching

    with desk.open() as ws:
        return attaching.attach(ws, files, **to)


@cli.command()
@click.option("--task", metavar="编号", type=words, help="只查这个任务")
@click.pass_obj
def check(desk: Desk, task: str | None) -> Answer:
    """查缺口：哪里缺什么，怎么补"""
    from exporters import check as checking
    from models.assembly.by_number import task_numbered

    with desk.open() as ws:
        findings = checking.check(ws, None if task is None else task_numbered(ws, task).id)
    return told(findings, otherwise="没有发现问题。")


@cli.command()
@click.pass_obj
def verify(desk: Desk) -> Answer:
    """校验数据库、操作记录和每个佐证文件"""
    from models.checking import verify_folder

    folder = desk.place()
    result = verify_folder(folder, at=desk.now(), wait=desk.wait)
    remember(folder)
    counts = {"records": result.records, "files": result.files, "operations": result.operations}
    good = f"完好：记录 {result.records} 条，文件 {result.files} 个，操作 {result.operations} 条。"
    return told(result.findings, otherwise=good, ok=result.ok, checked=counts)


@cli.command()
@click.argument("kind", metavar="[文种]", type=words, required=False)
@click.option("--list", "listed", is_flag=True, help="列出文种和样式；写明 --workspace 时连同本单位的样式")
@click.option("--task", metavar="编号", type=words, default="", help="任务编号")
@click.option("--plan", metavar="方案", type=words, default="", help="方案名称，几个方案有同一编号时用")
@click.option("--form", metavar="样式", type=words, help="样式的键；不写则用任务或本单位选定的")
@click.option("--template", metavar="文件或名称", type=PATH, help="按本单位的 Word 模板导出，设置里的可只写名称")
@click.option("--public", is_flag=True, help="公开版，遮住手机号和身份证号，不印签字栏")
@click.option("--draft", is_flag=True, help="有缺项也导出，标明草稿")
@click.option("--out", metavar="文件", type=PATH, help="写到这个文件，已有的被替换；all_papers、task_file 写到新文件夹")
@click.pass_obj
def export(desk: Desk, /, kind: str | None, listed: bool, task: str, plan: str, out: Path | None, **how: Any) -> Answer:
    """导出文书和台账"""
    from exporters.selection import Selection
    from gui.console import exporting

    if listed:
        return exporting.kinds(desk)
    if kind is None or out is None:
        raise click.UsageError("缺少 文种，用 export --list 查看" if kind is None else "缺少 --out")
    return exporting.export(desk, kind, Selection(task=task, plan=plan), out.absolute(), **how)


@cli.group(cls=Family, subcommand_metavar="命令")
def templates() -> None:
    """本单位的 Word 模板，不需要工作区"""


@templates.command("inspect")
@click.argument("file", metavar="文件", type=PATH)
def inspect_template(file: Path) -> Answer:
    """检查 Word 模板：名称写得对不对，在哪里，怎么改"""
    from exporters.template.engine import inspect_file
    from exporters.template.of_dossier import known_names

    return told(inspect_file(file, known_names()), otherwise="没有发现问题。")


@cli.command()
@click.argument("phrase", metavar="词", type=words)
@click.pass_obj
def search(desk: Desk, phrase: str) -> Answer:
    """在任务、措施、落实情况、佐证里查找"""
    if not phrase.strip():
        raise click.UsageError("词 是空的")
    with desk.open() as ws:
        hits = ws.look.search(phrase)
    document = [{"kind": hit.kind, "id": hit.id, "title": hit.title, "text": hit.text} for hit in hits]
    return Answer({"hits": document}, [f"{hit.title}　{hit.text}" for hit in hits] or [f"没有找到“{phrase}”。"])


@cli.command()
@click.argument("file", metavar="文件", type=PATH)
@click.pass_obj
def backup(desk: Desk, file: Path) -> Answer:
    """把整个工作区连同佐证备份成一个文件，并逐个核对"""
    from models.domain.finding import Level

    with desk.open() as ws:
        done = ws.snapshot().write(file)
    lost = [f"注意：{len(done.missing)} 个佐证文件已缺失或损坏，没有进备份，请运行 verify。"] if done.missing else []
    lost += [f"注意：记录有 {len(done.findings)} 处被改动或损坏，备份里也是这样。"] if done.findings else []
    document: dict[str, Any] = {"file": str(done.path), "files": done.files, "size": done.size}
    document["missing"] = list(done.missing)
    warnings = [replace(finding, level=Level.WARN) for finding in done.findings]
    answer = told(warnings, f"已备份并核对：{done.path}（{done.files} 个佐证文件）", *lost, **document)
    return replace(answer, code=int(bool(lost)))


@cli.command()
@click.argument("file", metavar="备份", type=PATH)
@click.argument("folder", metavar="文件夹", type=PATH)
def restore(file: Path, folder: Path) -> Answer:
    """把备份恢复到新的或空的文件夹"""
    from models.workspace import Workspace

    done = Workspace.restore(file, folder)
    lost = [f"注意：备份时就缺 {len(done.missing)} 个佐证文件。"] if done.missing else []
    document: dict[str, Any] = {"workspace": str(done.folder), "files": done.files, "missing": list(done.missing)}
    answer = told(done.findings, f"已恢复：{done.folder}（{done.files} 个佐证文件）", *lost, **document)
    return replace(answer, code=int(bool(answer.code or lost)))


@cli.group(cls=Family, subcommand_metavar="命令")
def forms() -> None:
    """文书样式的定义文件"""


@forms.command("check")
@click.argument("path", metavar="文件或文件夹", type=PATH)
def check_forms(path: Path) -> Answer:
    """检查样式定义文件（.toml），或文件夹里的全部，不需要工作区"""
    from models.form_files import check_form_files

    return told(check_form_files(path), otherwise="没有发现问题，可以导入。")


@cli.group(cls=Family, subcommand_metavar="命令")
def workdays() -> None:
    """按调休推算工作日，首日算第1天；写明 --workspace 时连同本单位录入的放假安排"""


@workdays.command()
@click.argument("first", metavar="起始日期", type=day)
@click.argument("last", metavar="结束日期", type=day)
@click.pass_obj
def count(desk: Desk, first: date, last: date) -> Answer:
    """数两天之间有几个工作日，首尾都算"""
    holidays = desk.holidays()
    days = holidays.count(first, last)
    warn_of_unknown_years(holidays, first, last)
    return Answer({"days": days}, [f"{days} 个工作日"])


@workdays.command("end")
@click.argument("first", metavar="起始日期", type=day)
@click.argument("days", metavar="天数", type=int)
@click.pass_obj
def end_day(desk: Desk, first: date, days: int) -> Answer:
    """从起始日期数若干个工作日，止于哪天"""
    holidays = desk.holidays()
    last = holidays.end(first, days)
    warn_of_unknown_years(holidays, first, last)
    return Answer({"date": last.isoformat()}, [last.isoformat()])


def warn_of_unknown_years(holidays: Holidays, first: date, last: date) -> None:
    for year in holidays.unknown_years(first, last):
        complain(f"{year} 年的放假安排还没有收录，只按周末计算。请公布后在“设置 · 放假安排”里录入，再核对。")


def main(
    arguments: Sequence[str] | None = None, *, now: Callable[[], datetime] = datetime.now, wait: float = 10.0
) -> int:
    """Run the command line and return the exit code; tests give the clock and the seconds to wait for the lock."""
    desk = Desk(now=now, wait=wait)
    try:
        answer = cli.main(arguments, PROGRAM, standalone_mode=False, obj=desk)
        return answer.give(as_json=desk.as_json) if isinstance(answer, Answer) else int(answer or 0)
    except click.UsageError as error:
        return 1 + complain(f"{usage_words(error)}。用法见 --help。")
    except AppError as error:
        return complain(error)
    except click.Abort:
        return complain("已中止，没有留下半截内容。")


if __name__ == "__main__":
    end(main())
