"""Documents as HTML files that stand alone."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
import regex
from click.testing import CliRunner, Result
from reviewing import document, source_row, write

from hyokasho.cli import cli
from hyokasho.dataset import Dataset

PDF, TEXT, MINUTES = "5089393da8f83d9f-01", "be956621af80ec2e-01", "82189a7ed1634c5f-01"


def export(dataset: Dataset, target: Path, *ids: str, language: str = "en") -> Result:
    command = ["review", "--dataset", str(dataset.folder), "--static", str(target), "--language", language, *ids]
    return CliRunner().invoke(cli, command)


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_one_document_is_one_file_that_needs_nothing_else(sampled: Dataset, tmp_path: Path) -> None:
    target = tmp_path / "out" / "one.html"
    told = export(sampled, target, PDF)
    assert (told.exit_code, told.output) == (0, f"{target}\n")
    page = target.read_text(encoding="utf-8")
    assert len(regex.findall(r'<img src="data:image/png;base64,iVBOR[^"]{10000,}"', page)) == 7
    assert regex.findall(r'(?:src|href)="(?!data:|#)[^"]*"', page) == []
    assert "個人住民税に関する事務 基礎項目評価書" in page
    assert "/items/" not in page  # nothing can be corrected in a file


def test_nothing_runs_in_a_file_but_its_own_script(sampled: Dataset, tmp_path: Path) -> None:
    export(sampled, tmp_path / "one.html", TEXT)
    page = (tmp_path / "one.html").read_text(encoding="utf-8")
    (script,) = regex.findall(r"<script>(.*?)</script>", page, regex.DOTALL)
    (style,) = regex.findall(r"<style>(.*?)</style>", page, regex.DOTALL)
    (policy,) = regex.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    told = policy.replace("&#39;", "'")
    assert f"script-src '{digest(script)}'; style-src '{digest(style)}'" in told
    assert told.startswith("default-src 'none'; ")


def test_several_documents_are_a_folder_with_an_index(sampled: Dataset, tmp_path: Path) -> None:
    target = tmp_path / "out"
    told = export(sampled, target, TEXT, MINUTES, TEXT, language="ja")
    assert told.exit_code == 0
    assert sorted(path.name for path in target.iterdir()) == [f"{MINUTES}.html", f"{TEXT}.html", "index.html"]
    index = (target / "index.html").read_text(encoding="utf-8")
    assert regex.findall(r'href="([^"#]+\.html)"', index) == [f"{TEXT}.html", f"{MINUTES}.html"]
    assert '<a class="home" href="index.html">文書一覧</a>' in (target / f"{MINUTES}.html").read_text(encoding="utf-8")


def test_a_source_that_is_gone_is_a_notice(tmp_path: Path) -> None:
    dataset = write(tmp_path / "dataset", [document(1, title="</script><script>alert(1)</script>"), source_row(1)])
    assert export(dataset, tmp_path / "one.html", document(1).document_id).exit_code == 0
    page = (tmp_path / "one.html").read_text(encoding="utf-8")
    assert "The source file is not at hand" in page
    assert page.count("<script>") == 1


@pytest.mark.parametrize(
    ("name", "ids", "said"),
    [
        ("one.html", (PDF, TEXT), "several into a folder"),
        ("out", (), "name the documents"),
        ("there", (PDF,), "is there already"),
        ("out", ("0000000000000000-01",), "no such document"),
    ],
)
def test_what_can_not_be_written_is_said(
    sampled: Dataset, tmp_path: Path, name: str, ids: tuple[str, ...], said: str
) -> None:
    (tmp_path / "there").mkdir()
    told = export(sampled, tmp_path / name, *ids)
    assert told.exit_code == 2
    assert said in told.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["there"]
