"""The borders of the program, run as tests; what fails says where the code belongs instead.

Who may import whom stands as contracts in setup.cfg, each with its guidance. What import contracts cannot see (Qt's
own modules, the clock, what an import loads, the size of functions) is read here from the source.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.builders import add_task, open_workspace

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("models", "exporters", "gui", "resources")

QT_MODULES = {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport"}
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "asyncio"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "yaml", "tempfile.mktemp"}
UNSAFE_MODULES |= {"xml.dom", "xml.sax.make_parser", "xml.sax.parse", "xml.sax.parseString"}
UNSAFE_MODULES |= {f"xml.etree.ElementTree.{name}" for name in ("parse", "fromstring", "iterparse", "XML", "XMLParser")}
UNSAFE_CALLS = {"eval", "exec", "compile", "print", "breakpoint", "__import__"}
# What the contracts keep from gui and exporters, and what only one module of theirs is to know.
INSIDE = {"models.store", "models.vault", "models.domain.checks", "sqlite3", "sqlite_utils", "docx", "PySide6"}
CLOCK_CALLS = {"now", "today", "utcnow", "time", "localtime"}
CATCH_ALL = {"gui/app.py", "gui/jobs.py"}
VAGUE_NAMES = {"utils.py", "util.py", "helpers.py", "helper.py", "manager.py", "common.py", "misc.py"}
HEAVY = ("openpyxl", "docx", "lxml", "sqlite_utils", "python_calamine", "PIL", "pypdfium2")
# What a clerk does after the list stands: typing, gaps, other pages, asking, writing, backing up.
AFTER_THE_FIRST_PAINT = (
    "gui.parts.fields", "gui.parts.completer_field", "gui.parts.form", "gui.task.gap_lines", "gui.opening",
    "gui.frame.wait", "gui.task.tab",
    "gui.dialogs.new_task", "gui.dialogs.first_run", "gui.dialogs.trouble", "gui.pages.task", "gui.pages.evidence",
    "gui.pages.settings", "exporters", "models.actions", "models.assembly", "models.dossiers", "models.form_files",
    "models.domain.plan", "models.domain.closure", "models.domain.evidence", "models.domain.statements",
    "models.domain.wording", "models.domain.form", "models.store.tables", "models.store.backup",
    "models.store.migrations", "click", "filelock", "tomllib", "_hashlib", "subprocess", "html",
)


@cache
def read(path: Path) -> tuple[str, ast.Module, str]:
    text = path.read_text(encoding="utf-8")
    return path.relative_to(ROOT).as_posix(), ast.parse(text), text


def sources(*tops: str) -> list[tuple[str, ast.Module, str]]:
    """Return path, tree and text of every source file under the tops, else of the whole program."""
    files = [path for top in tops or PACKAGES for path in sorted((ROOT / top).rglob("*.py"))]
    return [read(path) for path in files + ([] if tops else list(ROOT.glob("main.py")))]


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything a module imports, wherever in the file it does so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def within(name: str, modules: set[str]) -> bool:
    return any(name == module or name.startswith(module + ".") for module in modules)


def functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Yield every function with its lines, the docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            docstring = first.end_lineno - first.lineno + 1 if ast.get_docstring(node, clean=False) else 0  # type: ignore[operator]
            yield node, node.end_lineno - node.lineno + 1 - docstring  # type: ignore[operator]


def test_every_module_imports_only_what_the_contracts_allow(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    broken = lint_imports(config_filename="setup.cfg", cache_dir=str(tmp_path), no_logo=True)
    assert not broken, capsys.readouterr().out


WRONG_IMPORTS = {
    "models/domain/wrong.py": "import models.workspace, gui, PySide6.QtCore, docx",
    "gui/pages/wrong.py": "import gui.pages.other",
    "gui/pages/other.py": "",
    "exporters/wrong.py": "import sqlite3, models.store.queries, models.assembly, models.workspace",
}


def test_a_wrong_import_breaks_its_contract(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    for path, text in WRONG_IMPORTS.items():
        (tmp_path / path).write_text(text + "\n", encoding="utf-8")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.endswith(" KEPT")] == []


@pytest.mark.parametrize("name", [*PACKAGES, "main"])
def test_our_packages_come_from_this_repository(name: str) -> None:
    # Their names are common; another folder earlier on the path could take them over.
    assert Path(str(importlib.import_module(name).__file__)).is_relative_to(ROOT)


def run_python(script: str, *arguments: str) -> str:
    """Run a script in a process of its own at the root and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["main", "gui.window"])
def test_the_window_opens_without_loading_the_office_libraries(name: str) -> None:
    loaded = run_python(f"import sys, {name}; print(*[heavy for heavy in {HEAVY!r} if heavy in sys.modules])").split()
    assert loaded == [], f"import {loaded} inside the function that uses them, not at the top of a module"


FIRST_PAINT = """
import sys
from datetime import datetime
from pathlib import Path
from gui import app, desk
from models.reference import Reference
from models.workspace import Workspace
application = app.make_application([])
workspace = Workspace.open(Path(sys.argv[1]), reference=Reference(), actor="甲某某", now=datetime.now)
window = app.make_window(workspace, add_pages=desk.add_pages)
window.show()
window.grab()
print(*sys.modules)
workspace.close()
"""


def test_the_first_paint_loads_only_the_list(tmp_path: Path) -> None:
    ws = open_workspace(tmp_path / "ws")
    add_task(ws)
    ws.close()
    loaded = set(run_python(FIRST_PAINT, str(tmp_path / "ws")).split())
    assert {"gui.pages.tasks", "models.store.queries"} <= loaded
    moved = [name for name in AFTER_THE_FIRST_PAINT if importlib.util.find_spec(name) is None]
    assert moved == [], "name it where it lies now"
    assert sorted(loaded & {*HEAVY, *AFTER_THE_FIRST_PAINT}) == [], "import it inside the function that needs it"


def test_the_window_opens_without_loading_the_command_line() -> None:
    script = """
import runpy, sys
import gui.start
gui.start.run = lambda *_, **__: print(*sys.modules) or 0
sys.argv = ["main.py", "--workspace", "示例"]
runpy.run_path("main.py", run_name="__main__")
"""
    assert not {"click", "platformdirs"} & set(run_python(script).split())


def test_the_command_line_starts_without_loading_qt() -> None:
    script = "import sys, main; print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.strip() == "False", "import gui inside the function of main.py that opens the window"


def test_a_verb_is_ten_lines_or_less() -> None:
    _, tree, _ = read(ROOT / "main.py")
    verbs = {
        node.name: lines - sum(isinstance(step, ast.Import | ast.ImportFrom) for step in node.body)
        - (node.body[0].lineno - node.lineno)
        for node, lines in functions(tree)
        if any(".command(" in ast.unparse(decorator) for decorator in node.decorator_list)
    }
    assert len(verbs) >= 10
    assert {name: lines for name, lines in verbs.items() if lines > 10} == {}, "what is more belongs in models/"


def test_the_domain_uses_the_standard_library_only() -> None:
    allowed = set(sys.stdlib_module_names) | {"models.domain", "models.errors"}
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree, _ in sources("models/domain")
        for line, name in imported(tree)
        if not within(name, allowed)
    ]
    assert wrong == [], "reading files belongs in models/intake or models/reference.py, storing in models/store"


WORKBOOKS = ("exporters/spreadsheet", "models/intake/")


def test_only_the_readers_and_the_spreadsheets_know_workbooks() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree, _ in sources()
        for line, name in imported(tree)
        if within(name, {"openpyxl", "python_calamine"}) and not path.startswith(WORKBOOKS)
    ]
    assert wrong == [], "reading a workbook belongs in models/intake, writing one in exporters/spreadsheet.py"


@pytest.mark.parametrize("top", ["models/domain", "exporters"])
def test_no_clock_is_read_where_on_and_now_come_in(top: str) -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree, _ in sources(top)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_CALLS
        and ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date", "time"}
    ]
    assert wrong == [], "take the day as on= or the moment as now= from the caller"


def test_only_the_agreed_parts_of_qt_are_used() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree, _ in sources()
        for line, name in imported(tree)
        if name.startswith("PySide6.Qt") and name.split(".")[1] not in QT_MODULES
    ]
    assert wrong == [], (
        f"only {sorted(QT_MODULES)} are used: QtSql breaks SQLite's locks, Qt Charts is GPL, we are offline"
    )


def test_the_command_line_knows_the_store_only_through_the_workspace() -> None:
    # A root of contracts is a package; the one module outside them is read here.
    wrong = [f"main.py:{line} imports {name}" for _, tree, _ in [read(ROOT / "main.py")]
             for line, name in imported(tree) if within(name, INSIDE)]
    assert wrong == [], "ask the Workspace, run models/actions and exporters/produce; a verb is ten lines or less"


def test_nothing_reaches_for_the_network() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree, _ in sources()
        for line, name in imported(tree)
        if within(name, NETWORK)
    ]
    assert wrong == [], "the program works offline; a second window is called by a touched file"


def test_nothing_unsafe_and_no_leftover_of_debugging() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree, _ in sources()
        for line, name in imported(tree)
        if within(name, UNSAFE_MODULES)
    ]
    wrong += [
        f"{path}:{node.lineno} calls {node.func.id}()"
        for path, tree, _ in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in UNSAFE_CALLS
    ]
    assert wrong == [], "store values as JSON or columns, read XML with lxml's hardened parser, print with click.echo"


def test_only_the_crash_notice_and_the_job_runner_catch_everything() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree, _ in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and path not in CATCH_ALL and _swallows_everything(node)
    ]
    assert wrong == [], "name the exceptions and raise an AppError with place and remedy from them"


def _swallows_everything(handler: ast.ExceptHandler) -> bool:
    caught = "" if handler.type is None else ast.unparse(handler.type)
    raises_again = isinstance(handler.body[-1], ast.Raise)
    return caught in {"", "Exception", "BaseException"} and not raises_again


def test_functions_and_files_stay_short() -> None:
    sizes = {f"{path}:{node.lineno} {node.name}": size for path, tree, _ in sources() for node, size in functions(tree)}
    assert {where: size for where, size in sizes.items() if size > 60} == {}, "give each step a function of its own"
    long = [f"{path} has {text.count(chr(10))} lines" for path, _, text in sources() if text.count("\n") > 500]
    assert long == [], "split a file where it has two reasons to change"
    lines = sorted(sizes.values())
    assert statistics.median(lines) <= 8
    assert lines[len(lines) * 9 // 10] <= 30


def test_modules_say_what_they_are_for() -> None:
    silent = [path for path, tree, text in sources() if text.strip() and not ast.get_docstring(tree)]
    assert silent == [], "begin the module with the rule it holds and its source"
    assert [path for path, _, _ in sources() if Path(path).name in VAGUE_NAMES] == [], "name a module by its subject"


def public(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Yield the classes of a module, its functions and methods that others may use."""
    for node in ast.walk(tree):
        own = node.body if isinstance(node, ast.Module | ast.ClassDef) else []
        yield from (item for item in own
                    if isinstance(item, ast.ClassDef | ast.FunctionDef) and not item.name.startswith("_"))


def test_every_public_function_of_models_and_exporters_says_what_it_does() -> None:
    # What a code is called needs no sentence.
    silent = [f"{path}:{node.lineno} {node.name}" for path, tree, _ in sources("models", "exporters")
              for node in public(tree) if node.name != "label" and not ast.get_docstring(node)]
    assert silent == [], "one indicative sentence; then shapes, units and errors where they matter"


def test_every_class_of_the_domain_names_the_term_of_the_field() -> None:
    heads = {f"{path} {node.name}": (ast.get_docstring(node) or "").split("\n")[0]
             for path, tree, _ in sources("models/domain") for node in public(tree) if isinstance(node, ast.ClassDef)}
    silent = [where for where, head in heads.items() if not any("\u4e00" <= sign <= "\u9fff" for sign in head)]
    assert silent == [], "begin the docstring with the Chinese term the clerks use"
