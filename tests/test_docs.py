"""The docs say what the code does: generated parts are as generated, and what they show is what a user sees."""

import doctest
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import regex
from click.testing import CliRunner

from hyokasho.cli import cli

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", PROJECT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_docs_are_up_to_date(generator: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    for path, text in generator.generated():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is out of date: run `make docs`"


def test_the_readmes_name_every_command() -> None:
    listed = regex.findall(r"^  (\w+)  ", CliRunner().invoke(cli, ["--help"]).output, regex.MULTILINE)
    assert {"ingest", "sql"} <= set(listed)
    for name in ("README.md", "README.ja.md"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert all(f"hyokasho {command}" in text for command in listed), name


def test_links_in_the_docs_lead_somewhere() -> None:
    for path in [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), *(PROJECT / "data").glob("*.md")]:
        for target in regex.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("path", sorted((PROJECT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_examples_in_the_docs_give_what_they_show(path: Path) -> None:
    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8", verbose=False)
    assert result.failed == 0
    assert result.attempted or ">>>" not in path.read_text(encoding="utf-8")
