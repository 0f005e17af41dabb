from __future__ import annotations

import re
import shutil
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from hyokasho import fingerprint as module
from hyokasho.reading import Reading
from parsers.records import Document, Issue

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the code, to which the fingerprint is pointed."""
    for room in ("extract", "normalize", "parsers", "hyokasho"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "pyproject.toml").write_bytes(b"")
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "data" / "documents.yaml", tmp_path / "data")
    (tmp_path / "data" / "forms").mkdir()
    for name, text in {"basic_1": "# 様式2\nform: basic\n", "full_1": "form: full\n", "options": "lists:\n"}.items():
        (tmp_path / f"data/forms/{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "_home", lambda room: tmp_path / room)
    return tmp_path


def test_it_is_the_same_for_the_same_code(copy: Path) -> None:
    first = module.fingerprint()
    assert list(first) == ["code", "pdf", "form:basic", "form:full"]
    assert all(re.fullmatch("[0-9a-f]{32}", digest) for digest in first.values())
    (copy / "parsers" / "__pycache__").mkdir()
    (copy / "parsers" / "__pycache__" / "x.pyc").write_bytes(b"x")
    (copy / "parsers" / ".records.py.swp").write_bytes(b"x")
    (copy / "hyokasho" / "cli.py").write_bytes(b"")
    assert module.fingerprint() == first


@pytest.mark.parametrize(
    ("changed", "parts"),
    [
        ("parsers/records.py", {"code"}),
        ("extract/sheet.py", {"code"}),
        ("normalize/new.py", {"code"}),
        ("hyokasho/schema.py", {"code"}),
        ("data/documents.yaml", {"code"}),
        ("extract/pdf/page.py", {"pdf"}),
        ("data/forms/basic_1.yaml", {"form:basic"}),
        ("data/forms/options.yaml", {"form:basic", "form:full"}),
    ],
)
def test_a_change_touches_the_parts_it_can_have_changed(copy: Path, changed: str, parts: set[str]) -> None:
    first = module.fingerprint()
    path = copy / changed
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n# changed\n")
    assert set(module.stale_parts(first, module.fingerprint())) == parts


def test_a_new_version_of_a_form_touches_that_form(copy: Path) -> None:
    first = module.fingerprint()
    (copy / "data/forms/basic_2.yaml").write_text("form: basic\n", encoding="utf-8")
    (copy / "data/forms/other_1.yaml").write_text("form: other\n", encoding="utf-8")
    assert module.stale_parts(first, module.fingerprint()) == ("form:basic",)


@pytest.mark.parametrize(("engine", "part"), [("pymupdf", "pdf"), ("regex", "code")])
def test_it_changes_with_the_engines(copy: Path, monkeypatch: pytest.MonkeyPatch, engine: str, part: str) -> None:
    first = module.fingerprint()
    monkeypatch.setattr(module, "version", lambda name: "0.0" if name == engine else version(name))
    assert module.stale_parts(first, module.fingerprint()) == (part,)


def test_another_engine_makes_stale_what_it_would_read_and_no_engine_nothing() -> None:
    held = {"code": "1", "pages": "pymupdf", "scan": "rapidocr 3.10"}
    assert module.stale_parts(held, {"code": "1", "pages": "pdfplumber", "scan": "rapidocr 3.11"}) == ("pages", "scan")
    assert module.stale_parts(held, {"code": "1", "pages": "pymupdf"}) == ()  # no recogniser here: what it read stays
    assert module.stale_parts(held, {"code": "2"}) == ("code",)
    assert module.stale_parts({"code": "1"}, held) == ()


def test_a_reading_depends_on_what_it_went_through() -> None:
    today = {"code": "1", "pdf": "2", "form:basic": "3", "form:full": "4"}

    def parts(media_type: str, *types: str) -> tuple[str, ...]:
        documents = tuple(
            Document(
                document_id=f"a-0{no}", source_id="a", part=no, document_type=kind, chars=1, coverage=1.0, issues=0
            )
            for no, kind in enumerate(types, 1)
        )
        return module.parts_of(Reading(documents, media_type, "reader"), today)

    assert parts("text/plain", "minutes") == ("code",)
    assert parts("application/pdf", "minutes") == ("code", "pdf")
    assert parts("text/html", "other", "assessment_full") == ("code", "form:full")
    assert module.parts_of(None, today) == ("code", "pdf", "form:basic", "form:full")


def test_only_what_was_recognised_depends_on_the_recogniser() -> None:
    today = {"code": "1", "pdf": "2", "pages": "pymupdf", "scan": "rapidocr 3.10"}
    told = Issue(document_id="a-01", no=1, severity="info", code="text_recognised", message="page 1")
    assert module.parts_of(Reading((), "application/pdf", "reader"), today) == ("code", "pdf", "pages")
    assert module.parts_of(Reading((told,), "application/pdf", "reader"), today) == ("code", "pdf", "pages", "scan")


def test_all_data_that_is_shipped_counts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    counted = {path for _, path in module._files()}
    for name in shipped:
        files = [path for path in [ROOT / name, *(ROOT / name).rglob("*")] if path.is_file()]
        assert files
        assert set(files) <= counted, name


def test_it_is_the_same_in_a_wheel_where_the_data_lies_beside_the_parsers(copy: Path) -> None:
    first = module.fingerprint()
    (copy / "data").rename(copy / "parsers" / "data")
    (copy / "pyproject.toml").unlink()
    assert module.fingerprint() == first
