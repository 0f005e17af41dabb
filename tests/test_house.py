"""The rules of the house that no other tool checks."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

PROJECT = Path(__file__).parents[1]
ROOMS = ("extract", "normalize", "parsers", "hyokasho")
LONGEST = 80
MOST_ARE_UP_TO = 35


def modules() -> list[str]:
    return [name for room in ROOMS for _, name, _ in pkgutil.walk_packages([str(PROJECT / room)], f"{room}.")]


def functions() -> Iterator[tuple[int, str]]:
    for room in ROOMS:
        for path in sorted((PROJECT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield (
                        (node.end_lineno or 0) - node.lineno + 1,
                        f"{path.relative_to(PROJECT)}:{node.lineno} {node.name}",
                    )


@pytest.mark.parametrize("name", modules())
def test_a_module_offers_what_it_says(name: str) -> None:
    module = importlib.import_module(name)
    assert all(hasattr(module, one) and not one.startswith("_") for one in module.__all__ if one != "__version__")


def imports() -> Iterator[tuple[str, str, str]]:
    for room in ROOMS:
        for path in (PROJECT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ROOMS:
                    yield from ((str(path.relative_to(PROJECT)), node.module, alias.name) for alias in node.names)


def test_what_a_module_imports_from_another_is_offered_there() -> None:
    known = set(modules())
    strange = [
        f"{path}: {module}.{name}"
        for path, module, name in imports()
        if name not in importlib.import_module(module).__all__ and f"{module}.{name}" not in known
    ]
    assert strange == []


def test_functions_are_small() -> None:
    sizes = sorted(functions(), reverse=True)
    assert sizes[0][0] <= LONGEST, sizes[0]
    assert sizes[len(sizes) // 10][0] <= MOST_ARE_UP_TO, sizes[len(sizes) // 10]


def test_no_file_names_this_machine_or_a_package_index() -> None:
    foreign = regex.compile(rf"(?<!no-emit)-index-url|{regex.escape(str(PROJECT.parent))}/")
    for path in [*PROJECT.glob("*"), *(PROJECT / "requirements").glob("*"), *(PROJECT / ".ci").glob("*")]:
        if path.is_file() and path.name != ".git":  # what points from a worktree to its repository
            assert foreign.search(path.read_text(encoding="utf-8")) is None, path
