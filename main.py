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
import json
import os
import shutil
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from models.errors import AppError, InputError
from models.last_used import PROGRAM, last_used, need_last_used, note_used
from models.reference import Reference

if TYPE_CHECKING:
    from types import TracebackType

    from models.domain.finding import Finding
    from models.workspace import Workspace

# What every verb stands on ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Desk:
    """What the verbs share: clock, seconds to wait for the lock, the folder that was named, reference data."""

    now: Callable[[], datetime]
    wait: float
    folder: Path | None = None
    reference: Reference = field(default_factory=Reference)

    def today(self) -> date:
        return self.now().date()

    @contextmanager
    def workspace(self, folder: Path | None = None, *, create: bool = False) -> Iterator[Workspace]:
        """Open the workspace; without `create` a folder that holds none is refused, not filled."""
        from models.store.database import in_words
        from models.workspace import STORE_NAME, Workspace

        folder = (folder or self.folder or need_last_used()).absolute()
        if not create and not Workspace.is_in(folder):
            raise InputError("这个文件夹里没有工作区", where=str(folder), remedy="请检查路径，或用 demo 生成一个示例")
        actor = f"命令行（{user()}）"
        with in_words(folder / STORE_NAME):
            ws = Workspace.open(folder, reference=self.reference, actor=actor, now=self.now, wait=self.wait)
            try:
                remember(folder)
                yield ws
            finally:
                ws.close()


def user() -> str:
    from models.store.lock import user_name

    return user_name()


def remember(folder: Path) -> None:
    """Note the workspace as the last used; a read-only home is told but is no reason to refuse the work."""
    try:
        note_used(folder)
    except OSError as error:
        say(f"没有记下最近用的工作区（{error.strerror}），下次请写明 --workspace。", to=sys.stderr)


def say(text: str, *, to: TextIO | None = None) -> None:
    """Write a line; a program without a console has nowhere to write."""
    stream = to or sys.stdout
    if stream is not None:
        stream.write(f"{text}\n")
        stream.flush()


def refuse(error: AppError) -> int:
    """Tell an error in one line and return the exit code."""
    say(" ".join(str(error).split("\n")), to=sys.stderr)
    return 1


# The window ---------------------------------------------------------------------------------------------------------


def open_window(desk: Desk) -> int:
    """Open the window on the workspace named or used last; without one it asks where to begin."""
    from gui import start

    ground = start.Ground(reference=desk.reference, user=user(), now=desk.now, remember=remember, say=say)
    try:
        return start.run(desk.folder or last_used(), ground=ground, is_last=desk.folder is None)
    except AppError as error:
        return refuse(error)


def tell_crash(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Note a mistake of the program, places in the code only, and tell it in one line."""
    import platformdirs

    log = platformdirs.user_log_path(PROGRAM, appauthor=False) / "errors.log"
    frames = "".join(f"  {Path(at.filename).name}:{at.lineno} {at.name}\n" for at in traceback.extract_tb(trace))
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {kind.__name__}\n{frames}")
    except OSError:
        log = Path(f"{kind.__name__} {frames.strip().splitlines()[-1].strip()}")
    say(f"程序内部出错，没有完成，已保存的内容不受影响。请把这个文件交给维护人员：{log}", to=sys.stderr)


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
        # Before the command line is loaded, because the window must paint first; a start makes much and no garbage.
        gc.set_threshold(20_000)
        end(open_window(Desk(now=datetime.now, wait=10.0, folder=Path(sys.argv[-1]) if sys.argv[1:] else None)))

import click  # noqa: E402

# Commands that speak Chinese ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb has to say: the JSON document, the same in lines, the exit code."""

    document: dict[str, Any]
    lines: Sequence[str]
    code: int = 0


def told(findings: Iterable[Finding], otherwise: str, **document: Any) -> Answer:
    """Return findings as an answer, exit code 1 where one of them is a STOP."""
    findings = list(findings)
    parts = ("level", "code", "where", "text", "remedy")
    document["findings"] = [{part: str(getattr(item, part)) for part in parts} for item in findings]
    lines = [f"{item.level.label}　{item.where}：{item.text}。{item.remedy}。" for item in findings]
    code = int(any(item["level"] == "STOP" for item in document["findings"]))
    return Answer(document, lines or [otherwise], code)


class Misused(click.UsageError):
    """Wrong usage, said in Chinese already."""


class Verb(click.Command):
    """A command with Chinese help."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [option.get_help_record(ctx) for option in self.get_params(ctx) if isinstance(option, click.Option)]
        with formatter.section("选项"):
            formatter.write_dl([(name, text.replace("[required]", "（必填）")) for name, text in filter(None, records)])
        if isinstance(self, Verbs):
            with formatter.section("命令"):
                formatter.write_dl([(name, command.help or "") for name, command in self.commands.items()])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明"
        return option


class Verbs(Verb, click.Group):
    """A group of commands; an unknown one is refused in Chinese."""

    command_class = Verb
    group_class = type

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            raise Misused(f"没有“{cmd_name}”这个命令，可用的有：{'、'.join(self.commands)}")
        return found


def usage_words(error: click.UsageError) -> str:
    """Return in Chinese what was wrong with the command line."""
    if isinstance(error, Misused):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return f"不认识的选项 {error.option_name}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的写法不对"
    if isinstance(error, click.BadParameter) and error.param is not None and error.ctx is not None:
        name = error.param.get_error_hint(error.ctx).strip("'")
        return f"缺少 {name}" if isinstance(error, click.MissingParameter) else f"{name} 的值不对"
    return "参数多了或写错了"


PATH = click.Path(path_type=Path)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
FOLDER = click.option("--workspace", metavar="文件夹", type=PATH, help="工作区所在的文件夹；不写则用最近一次的")


def verb(group: click.Group, name: str, *parameters: Callable[[Any], Any]) -> Callable[[Callable[..., Answer]], None]:
    """Make a function that returns an Answer a verb with --json; its docstring is the help."""

    def make(function: Callable[..., Answer]) -> None:
        def run(*, as_json: bool, workspace: Path | None, **values: Any) -> int:
            desk: Desk = click.get_current_context().obj
            desk.folder = workspace or desk.folder
            answer = function(desk, **values)
            click.echo(json.dumps(answer.document, ensure_ascii=False) if as_json else "\n".join(answer.lines))
            return answer.code

        decorated: Any = run
        for parameter in reversed((*parameters, FOLDER, AS_JSON)):
            decorated = parameter(decorated)
        group.command(name, help=function.__doc__, options_metavar="[选项]")(decorated)

    return make


@click.group(PROGRAM, cls=Verbs, invoke_without_command=True, options_metavar="[选项]", subcommand_metavar="[命令]",
             help="整改销号工作台。不带命令时打开窗口。")
@FOLDER
@click.pass_context
def cli(ctx: click.Context, workspace: Path | None) -> int:
    ctx.obj.folder = workspace
    return 0 if ctx.invoked_subcommand else open_window(ctx.obj)


@cli.group("workdays", cls=Verbs, invoke_without_command=True, options_metavar="[选项]", subcommand_metavar="命令",
           help="按调休推算工作日，首日算第1天")
@click.pass_context
def workdays(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        raise Misused("workdays 后面缺少命令 count 或 end")


# The verbs ----------------------------------------------------------------------------------------------------------


@verb(cli, "demo", click.argument("folder", metavar="文件夹", type=PATH))
def demo(desk: Desk, folder: Path) -> Answer:
    """在新的或空的文件夹里生成示例工作区"""
    from models.sample import make_sample

    with whole_or_nothing(folder), desk.workspace(folder, create=True) as ws:
        make_sample(ws)
    return Answer({"workspace": str(folder.absolute())}, [f"示例工作区已生成：{folder.absolute()}"])


@verb(
    cli, "attach",
    click.argument("files", metavar="文件…", nargs=-1, required=True, type=PATH),
    click.option("--task", metavar="编号", required=True, help="任务编号"),
    click.option("--measure", metavar="编号", help="措施编号；不写则对应该任务的每条措施"),
    click.option("--proves", metavar="文字", default="", help="证明什么"),
)
def attach(desk: Desk, files: tuple[Path, ...], task: str, measure: str | None, proves: str) -> Answer:
    """收入佐证文件，对应到措施"""
    from models.actions.evidence import EvidenceInput, attach_evidence
    from models.assembly.by_number import measures_numbered
    from models.intake.files import expand, take_in_files

    with desk.workspace() as ws:
        first, *others = (item.id for item in measures_numbered(ws, task, measure))
        taken = take_in_files(ws.vault, expand(files), lambda *_: None)
        pieces = [EvidenceInput(files=[(item.sha256, item.name, item.size)]) for item in taken]
        changes = attach_evidence(ws, pieces=pieces, measure_id=first, also=others, proves=proves)
    ids = [row_id for table, row_id in changes.created if table == "evidence"]
    pairs = zip(ids, taken, strict=True)
    document = [{"id": row_id, "sha256": item.sha256, "stored": item.stored} for row_id, item in pairs]
    return Answer({"evidence": document}, [f"已收入：{item.name}（{item.size} 字节）" for item in taken])


@verb(cli, "check", click.option("--task", metavar="编号", help="只查这个任务"))
def check(desk: Desk, task: str | None) -> Answer:
    """查缺口：哪里缺什么，怎么补"""
    from models.assembly import check_all, check_task
    from models.assembly.by_number import task_numbered

    with desk.workspace() as ws:
        findings = check_all(ws) if task is None else check_task(ws, task_numbered(ws, task).id)
    return told(findings, "没有发现问题。")


@verb(cli, "verify")
def verify(desk: Desk) -> Answer:
    """校验数据库、操作记录和每个佐证文件"""
    from models.checking import verify_workspace

    with desk.workspace() as ws:
        result = verify_workspace(ws)
    counts = {"records": result.records, "files": result.files, "operations": result.operations}
    good = f"完好：记录 {result.records} 条，文件 {result.files} 个，操作 {result.operations} 条。"
    return told(result.findings, good, ok=result.ok, checked=counts)


@verb(
    cli, "export",
    click.argument("kind", metavar="文种", required=False),
    click.option("--list", "listed", is_flag=True, help="列出文种和样式"),
    click.option("--task", metavar="编号", default="", help="任务编号"),
    click.option("--plan", metavar="方案", default="", help="方案名称，几个方案有同一编号时用"),
    click.option("--form", metavar="样式", help="样式的键；不写则用任务或本单位选定的"),
    click.option("--public", is_flag=True, help="公开版，遮住手机号"),
    click.option("--draft", is_flag=True, help="有缺项也导出，标明草稿"),
    click.option("--out", metavar="文件", type=PATH, help="写到这个文件"),
)
def export(desk: Desk, kind: str | None, listed: bool, task: str, plan: str, out: Path | None, **how: Any) -> Answer:
    """导出文书"""
    from exporters.produce import PaperRefused, Selection, prepare

    if listed:
        return kinds(desk)
    if kind is None or out is None:
        raise Misused("缺少 文种" if kind is None else "缺少 --out")
    with desk.workspace() as ws:
        job = prepare(ws, kind, Selection(task=task, plan=plan), path=out.absolute(), **how)
    try:
        produced = job.run()
    except PaperRefused as refused:
        click.echo(str(refused), err=True)
        return told(refused.findings, "", files=[])
    files = [str(path) for path in produced.files]
    return replace(told(produced.findings, "", files=files), lines=[f"已导出：{path}" for path in files], code=0)


@verb(cli, "backup", click.argument("file", metavar="文件", type=PATH))
def backup(desk: Desk, file: Path) -> Answer:
    """把整个工作区连同佐证备份成一个文件，并逐个核对"""
    with desk.workspace() as ws:
        done = ws.snapshot().write(file)
    lost = [f"注意：{len(done.missing)} 个佐证文件已缺失或损坏，没有进备份，请运行 verify。"] if done.missing else []
    document = {"file": str(done.path), "files": done.files, "size": done.size, "missing": list(done.missing)}
    return Answer(document, [f"已备份并核对：{done.path}（{done.files} 个佐证文件）", *lost], int(bool(lost)))


@verb(
    cli, "restore", click.argument("file", metavar="备份", type=PATH),
    click.argument("folder", metavar="文件夹", type=PATH),
)
def restore(_: Desk, file: Path, folder: Path) -> Answer:
    """把备份恢复到新的或空的文件夹"""
    from models.workspace import Workspace

    done = Workspace.restore(file, folder)
    answer = told(done.findings, "", workspace=str(done.folder), files=done.files, missing=list(done.missing))
    lines = [f"已恢复：{done.folder}（{done.files} 个佐证文件）", *filter(None, answer.lines)]
    lost = [f"注意：备份时就缺 {len(done.missing)} 个佐证文件。"] if done.missing else []
    return replace(answer, lines=lines + lost, code=int(bool(answer.code or lost)))


@verb(cli, "search", click.argument("words", metavar="词"))
def search(desk: Desk, words: str) -> Answer:
    """在任务、措施、落实情况、佐证里查找"""
    with desk.workspace() as ws:
        hits = ws.look.search(words)
    document = [{"kind": hit.kind, "id": hit.id, "title": hit.title, "text": hit.text} for hit in hits]
    return Answer({"hits": document}, [f"{hit.title}　{hit.text}" for hit in hits] or [f"没有找到“{words}”。"])


@verb(workdays, "count", click.argument("first", metavar="起始日期"), click.argument("last", metavar="结束日期"))
def count_days(desk: Desk, first: str, last: str) -> Answer:
    """数两天之间有几个工作日，首尾都算"""
    start, end = day(desk, first), day(desk, last)
    warn_of_unknown_years(desk, start, end)
    days = desk.reference.holidays.count(start, end)
    return Answer({"days": days}, [f"{days} 个工作日"])


@verb(workdays, "end", click.argument("first", metavar="起始日期"), click.argument("days", metavar="天数", type=int))
def end_day(desk: Desk, first: str, days: int) -> Answer:
    """从起始日期数若干个工作日，止于哪天"""
    start = day(desk, first)
    end = desk.reference.holidays.end(start, days)
    warn_of_unknown_years(desk, start, end)
    return Answer({"date": end.isoformat()}, [end.isoformat()])


# What the verbs share -----------------------------------------------------------------------------------------------


def kinds(desk: Desk) -> Answer:
    """Return what can be exported, with the forms of each kind."""
    from exporters.registry import KINDS

    found = [(kind, kind.forms(desk.reference)) for kind in KINDS]
    document = [
        {"key": kind.key, "label": kind.label, "forms": [{"key": form.key, "label": form.label} for form in forms]}
        for kind, forms in found
    ]
    lines = [f"{kind.key}　{kind.label}" for kind, _ in found]
    lines += [f"　{kind.key} 的样式：{form.key}　{form.label}" for kind, forms in found for form in forms]
    return Answer({"kinds": document}, lines)


def day(desk: Desk, text: str) -> date:
    """Return a full date as typed; anything else is wrong usage."""
    from models.domain.partial_date import parse_date

    try:
        found = parse_date(text, on=desk.today())
    except InputError as error:
        raise Misused(str(error)) from error
    if found is None or not found.is_full:
        raise Misused(f"“{text}”不是完整的日期，请写成 2025-10-09 的样子")
    return found.first_day


def warn_of_unknown_years(desk: Desk, first: date, last: date) -> None:
    for year in desk.reference.holidays.unknown_years(min(first, last), max(first, last)):
        click.echo(f"{year} 年的放假安排还没有收录，只按周末计算，请公布后再核对。", err=True)


@contextmanager
def whole_or_nothing(folder: Path) -> Iterator[None]:
    """Refuse a folder that holds something; remove what was made in it when the work fails."""
    from models.store.copying import telling

    with telling("不能在这里建立工作区", folder):
        if folder.exists() and any(folder.iterdir()):
            raise InputError("这个文件夹不是空的", where=str(folder), remedy="请换一个新的或空的文件夹")
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


# Starting -----------------------------------------------------------------------------------------------------------


def main(
    arguments: Sequence[str] | None = None, *, now: Callable[[], datetime] = datetime.now, wait: float = 10.0
) -> int:
    """Run the command line and return the exit code; tests give the clock and the seconds to wait for the lock."""
    try:
        return int(cli.main(arguments, PROGRAM, standalone_mode=False, obj=Desk(now=now, wait=wait)) or 0)
    except click.UsageError as error:
        click.echo(f"{usage_words(error).rstrip('。')}。用法见 --help。", err=True)
        return 2
    except AppError as error:
        return refuse(error)
    except click.Abort:
        click.echo("已中止，没有留下半截内容。", err=True)
        return 1
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    end(main())
