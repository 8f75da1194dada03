"""The plan of the house, checked: who may know whom, and what stays in bounds."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ("commandcenter", "issues", "monitoring")
# Lower rooms first: each may import itself and what stands before it.
ORDER = ["monitoring", "issues", "commandcenter"]
PURE = [
    *sorted((ROOT / "issues" / "reading").glob("*.py")),
    *sorted((ROOT / "issues" / "evaluation").glob("*.py")),
    *(ROOT / "monitoring" / f"{name}.py" for name in ("canonical", "dates", "clean", "copies")),
    *(ROOT / "monitoring" / f"{name}.py" for name in ("schedule", "furniture", "links")),
    *(ROOT / "monitoring" / f"{name}.py" for name in ("archive", "websub")),
    *(
        ROOT / "monitoring" / f"{name}.py"
        for name in ("versions", "corrections", "correction_letter")
    ),
    *(p for room in ("door", "feeds", "pages") for p in (ROOT / "monitoring" / room).glob("*.py")),
    *(ROOT / "monitoring" / "sources" / f"{name}.py" for name in ("habit", "health", "sentences")),
    *(ROOT / "issues" / f"{name}.py" for name in ("settling", "searching", "recaps/periods")),
    *(ROOT / "issues" / "learning" / f"{name}.py" for name in ("labels", "agreement", "champion")),
    *(ROOT / "issues" / "learning" / f"{name}.py" for name in ("doubt", "seeing", "adapting")),
    *(ROOT / "commandcenter" / "packs" / f"{name}.py" for name in ("files", "format", "records")),
    *(
        ROOT / "commandcenter" / "packs" / f"{name}.py"
        for name in ("reader", "rows", "merge", "reporting")
    ),
]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def sources() -> Iterator[Path]:
    for app in APPS:
        yield from (p for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts)


def imports(path: Path) -> Iterator[str]:
    """Yield the modules a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("app", ORDER)
def test_apps_import_one_way(app: str):
    above = set(ORDER[ORDER.index(app) + 1 :])
    wrong = [
        f"{named(path)} imports {module}"
        for path in sources()
        if path.relative_to(ROOT).parts[0] == app
        for module in imports(path)
        if module.split(".")[0] in above
    ]
    assert not wrong


@pytest.mark.parametrize("path", PURE, ids=named)
def test_pure_modules_know_neither_rows_nor_settings(path: Path):
    wrong = [m for m in imports(path) if m.split(".")[0] == "django" or m.endswith(".models")]
    assert not wrong


def test_views_are_imported_by_addresses_only():
    wrong = [
        named(path)
        for path in sources()
        if path.name != "urls.py" and "views" not in path.parts
        for module in imports(path)
        if module.split(".")[0] in APPS and "views" in module.split(".")
    ]
    assert not wrong


def test_tasks_are_doors_of_at_most_five_lines():
    for app in ("monitoring", "issues"):
        for node in ast.parse((ROOT / app / "tasks.py").read_text()).body:
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 5, node.name


def test_no_file_grows_past_what_one_can_hold_in_mind():
    long = [named(p) for p in sources() if len(p.read_text().splitlines()) > LONGEST_FILE]
    assert not long


def test_no_function_is_longer_than_a_screen():
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = [
        f"{named(path)}:{node.name}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, functions) and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long


def test_only_the_boundary_of_reading_catches_everything():
    caught = [
        f"{named(path)}:{function.name}"
        for path in sources()
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler) and _swallows_everything(node)
    ]
    assert caught == ["issues/pipeline/boundary.py:within_bounds"]


def _swallows_everything(caught: ast.ExceptHandler) -> bool:
    if isinstance(caught.body[-1], ast.Raise):
        return False
    names = caught.type.elts if isinstance(caught.type, ast.Tuple) else [caught.type]
    blind = ("Exception", "BaseException")
    return any(n is None or (isinstance(n, ast.Name) and n.id in blind) for n in names)


def test_only_training_knows_the_libraries_of_training():
    heavy = {"sklearn", "scipy", "joblib"}
    knowing = {
        named(path) for path in sources() if heavy & {m.split(".")[0] for m in imports(path)}
    }
    assert knowing == {"issues/learning/adapting.py", "issues/learning/training.py"}


def test_nothing_in_the_tree_names_the_machine_it_was_written_on():
    wrong = [named(p) for p in [*sources(), ROOT / "Makefile"] if f"{ROOT}/" in p.read_text()]
    assert not wrong


def test_locks_name_packages_and_hashes_but_no_address():
    locks = [p for p in ROOT.rglob("*.lock") if ".venv" not in p.parts]
    assert len(locks) == 4
    assert not [named(p) for p in locks if "://" in p.read_text()]
