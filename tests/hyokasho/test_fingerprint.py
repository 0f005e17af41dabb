from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from hyokasho import fingerprint as module

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the code, to which the fingerprint is pointed."""
    for room in ("extract", "normalize", "parsers", "hyokasho"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "pyproject.toml").write_bytes(b"")
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "data" / "documents.yaml", tmp_path / "data")
    monkeypatch.setattr(module, "_home", lambda room: tmp_path / room)
    return tmp_path


def test_it_is_the_same_for_the_same_code(copy: Path) -> None:
    first = module.fingerprint()
    assert re.fullmatch("[0-9a-f]{32}", first)
    (copy / "parsers" / "__pycache__").mkdir()
    (copy / "parsers" / "__pycache__" / "x.pyc").write_bytes(b"x")
    (copy / "parsers" / ".records.py.swp").write_bytes(b"x")
    (copy / "hyokasho" / "cli.py").write_bytes(b"")
    assert module.fingerprint() == first


@pytest.mark.parametrize(
    "changed",
    ["parsers/records.py", "extract/sheet.py", "normalize/new.py", "data/forms/new.yaml", "hyokasho/schema.py"],
)
def test_it_changes_with_code_and_data(copy: Path, changed: str) -> None:
    first = module.fingerprint()
    path = copy / changed
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n# changed\n")
    assert module.fingerprint() != first


def test_it_changes_with_the_engines(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = module.fingerprint()
    monkeypatch.setattr(module, "version", lambda _: "0.0")
    assert module.fingerprint() != first


def test_it_is_the_same_in_a_wheel_where_the_data_lies_beside_the_parsers(copy: Path) -> None:
    first = module.fingerprint()
    (copy / "data").rename(copy / "parsers" / "data")
    (copy / "pyproject.toml").unlink()
    assert module.fingerprint() == first
