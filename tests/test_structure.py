"""The structure of the house: folders that can be read one after the other, and true docs."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("app", "bot", "domain", "engine", "infra", "workers")
MOST_MODULES = 25
NO_PATHS = {"build", "backups"}
"""Folders that a run makes."""

EXAMPLES = ("price_list", "list_prices", "visit_thanks")
"""What the how-to pages add."""


def _modules(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.py") if path.name != "__init__.py" or _has_code(path))


def _has_code(path: Path) -> bool:
    return bool(ast.parse(path.read_text()).body)


def _imports(module: Path) -> Iterator[Path]:
    """Return the modules of the project that a module imports."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            base = ROOT.joinpath(*node.module.split("."))
            for name in node.names:
                found = (base / f"{name.name}.py", base.with_suffix(".py"), base / "__init__.py")
                yield from [path for path in found if path.exists()][:1]


def _folders_used(floor: str) -> Mapping[str, set[str]]:
    graph: dict[str, set[str]] = defaultdict(set)
    for module in _modules(ROOT / floor):
        folder = _named(module.parent)
        used = {_named(path.parent) for path in _imports(module)}
        graph[folder] |= {other for other in used if other.startswith(floor)} - {folder}
    return graph


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def cycle_in(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the folders of a cycle, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("floor", FLOORS)
def test_no_folder_of_a_floor_needs_one_that_needs_it(floor: str) -> None:
    graph = _folders_used(floor)
    assert any(graph.values()) or floor in {"engine", "workers"}
    assert not cycle_in(graph)


def test_a_cycle_is_found() -> None:
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})


@pytest.mark.parametrize("root", [*FLOORS, "bench", "demo", "tests"])
def test_folders_can_be_overlooked(root: str) -> None:
    sizes: dict[str, int] = defaultdict(int)
    for module in _modules(ROOT / root):
        sizes[_named(module.parent)] += 1
    assert {folder for folder, size in sizes.items() if size > MOST_MODULES} == set()


def _pages() -> list[Path]:
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md")]
    return [*pages, *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", _pages(), ids=_named)
def test_files_that_a_page_names_exist(page: Path) -> None:
    """A path in code signs, of a folder of this project, leads somewhere; `<name>` is any name."""
    named = set(re.findall(r"`([\w.<>{},*-]+/[\w./<>{},*-]*)`", page.read_text()))
    missing = {path for path in named if _is_ours(path) and not _exists(path)}
    assert missing == set()


@pytest.mark.parametrize("page", _pages(), ids=_named)
def test_modules_that_a_page_names_exist(page: Path) -> None:
    modules = {path.name for path in _every_module()}
    named = set(re.findall(r"`([a-z0-9_]+\.py)`", page.read_text()))
    assert {name for name in named if name[:-3] not in EXAMPLES} - modules == set()


def _every_module() -> Iterator[Path]:
    roots = (*FLOORS, "bench", "demo", "migrations", "tests")
    return (path for root in roots for path in (ROOT / root).rglob("*.py"))


def _is_ours(path: str) -> bool:
    first = path.partition("/")[0]
    is_example = any(name in path for name in EXAMPLES)
    return (ROOT / first).is_dir() and first not in NO_PATHS and not is_example


def _exists(path: str) -> bool:
    pattern = re.sub(r"<[^>]*>", "*", path.rstrip("/"))
    return any(list(ROOT.glob(one)) for one in _alternatives(pattern))


def _alternatives(pattern: str) -> list[str]:
    """Return the paths that `a/{b,c}` stands for."""
    found = re.search(r"\{([^}]*)\}", pattern)
    if found is None:
        return [pattern]
    return [pattern.replace(found[0], one.strip()) for one in found[1].split(",")]
