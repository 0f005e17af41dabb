"""The pages as the server gives them."""

from __future__ import annotations

import hashlib
import html
import shutil
import sys
from pathlib import Path

import pytest
import regex
from click.testing import CliRunner
from reviewing import SCRIPT, Running, Serve, document, hostile, source_row, write

from hyokasho.cli import cli
from hyokasho.dataset import Dataset
from hyokasho.review.rendering import ASSETS
from hyokasho.review.words import catalogue
from hyokasho.schema import tables
from parsers.records import Item

BASIC_PDF, BASIC_TEXT, MINUTES = "5089393da8f83d9f-01", "be956621af80ec2e-01", "82189a7ed1634c5f-01"
TEMPLATES = ASSETS.parent / "templates"


def test_the_list_leads_to_every_document(server: Running) -> None:
    page = server.get("/").text
    assert len(set(regex.findall(r'href="/documents/([0-9a-f-]+)"', page))) == 22
    assert "22 documents" in page


def test_a_pdf_stands_beside_its_items(server: Running) -> None:
    page = server.get(f"/documents/{BASIC_PDF}").text
    assert page.count("<figure") == 7
    assert f'src="/documents/{BASIC_PDF}/pages/7.png"' in page
    box = regex.search(r'<rect class="k is-read" data-k="item-2" x="([\d.]+)" y="([\d.]+)"', page)
    assert box is not None
    assert (float(box[1]), float(box[2])) == (253.3, 173.1)
    assert 'id="item-2"' in page
    assert "個人住民税に関する事務 基礎項目評価書" in page


def test_a_text_dump_stands_beside_its_items_line_by_line(server: Running, samples: Path) -> None:
    page = server.get(f"/documents/{BASIC_TEXT}").text
    lines = regex.findall(r'<div class="line" id="line-(\d+)" data-n="\d+">(.*?)</div>', page)
    shown = [html.unescape(regex.sub(r"<[^>]*+>", "", line)) for _, line in lines]
    text = (samples / "02_kiso_juminzei.txt").read_text(encoding="utf-8")
    *printed, number = text.rstrip("\n").split("\n")
    assert number == "7 / 7 ページ"  # behind the last line of the document
    assert shown == printed
    assert [int(number) for number, _ in lines] == list(range(1, len(lines) + 1))
    assert regex.search(
        r'<span class="k [^"]*is-inferred[^"]*" data-k="[^"]*item-7">個人住民税に関する事務</span>', page
    )


def test_what_is_about_all_of_a_text_marks_none_of_it(server: Running) -> None:
    page = server.get(f"/documents/{MINUTES}").text
    assert 'id="issue-1"' in page
    assert 'data-k="issue-1' not in page


def test_minutes_stand_speech_by_speech(server: Running) -> None:
    page = server.get(f"/documents/{MINUTES}").text
    assert '<p id="utterance-9" data-key="utterance-9" class="direction">' in page
    assert "硯山会長" in page


@pytest.mark.parametrize(("language", "said"), [("ja", "収録率"), ("en", "Coverage")])
def test_pages_speak_the_readers_language(server: Running, language: str, said: str) -> None:
    asked = server.get("/", Accept_Language=f"{language},fr;q=0.5")
    assert f'<html lang="{language}">' in asked.text
    assert said in asked.text
    chosen = server.get(f"/?lang={language}", Accept_Language="fr")
    assert said in chosen.text
    assert said in server.get("/", Cookie=chosen.cookies).text


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/documents/0000000000000000-01", 404, "There is no such document"),
        ("/documents/%3Cscript%3E", 404, "There is no such document"),
        ("/nowhere", 404, "There is no such page"),
        ("/?first=x", 400, "This can&#39;t be asked"),
    ],
)
def test_errors_are_pages_with_a_way_out(server: Running, path: str, status: int, said: str) -> None:
    answer = server.get(path)
    assert answer.status == status
    assert said in answer.text
    assert '<a href="/">' in answer.text
    assert "<script>" not in answer.text


def test_a_dataset_that_is_gone_is_a_page_too(serve: Serve, tmp_path: Path) -> None:
    answer = serve(Dataset(tmp_path / "none"), tmp_path).get("/")
    assert answer.status == 503
    assert "There is no dataset" in answer.text


@pytest.mark.parametrize(
    ("uri", "media_type"), [("gone.txt", "text/plain"), ("https://example.com/a.pdf", "application/pdf")]
)
def test_without_its_source_a_document_is_shown_with_a_notice(
    serve: Serve, tmp_path: Path, uri: str, media_type: str
) -> None:
    item = Item(
        document_id=document(1).document_id, no=1, key="a", label="項目", kind="text", value="値", status="read"
    )
    server = serve(
        write(tmp_path, [document(1, page_first=1, page_last=3), source_row(1, uri=uri, media_type=media_type), item]),
        tmp_path,
    )
    answer = server.get(f"/documents/{document(1).document_id}")
    assert answer.status == 200
    assert "The source file is not at hand" in answer.text
    assert '<div class="value" lang="ja">値</div>' in answer.text


def test_a_broken_source_is_a_notice_and_a_picture_that_is_missing(
    serve: Serve, sampled: Dataset, samples: Path, tmp_path: Path
) -> None:
    data = (samples / "01_kiso_juminzei.pdf").read_bytes()[:200]
    (tmp_path / "cut.pdf").write_bytes(data)
    made = [
        document(1),
        source_row(1, uri="cut.pdf", media_type="application/pdf", sha256=hashlib.sha256(data).hexdigest()),
    ]
    server = serve(write(tmp_path / "dataset", made), tmp_path)
    answer = server.get(f"/documents/{document(1).document_id}")
    assert answer.status == 200
    assert "The source file can&#39;t be shown" in answer.text
    assert server.get(f"/documents/{document(1).document_id}/pages/1.png").status == 404


def test_no_text_of_a_document_is_markup(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(SCRIPT * 2, encoding="utf-8")
    server = serve(write(tmp_path / "dataset", hostile()), tmp_path)
    for path in ("/", f"/?text={SCRIPT.replace(' ', '+')}", f"/documents/{document(1).document_id}"):
        page = server.get(
            path.replace("<", "%3C").replace(">", "%3E").replace('"', "%22").replace("甲", "%E7%94%B2")
        ).text
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(&#39;甲&#39;)" in page


def test_every_word_is_said_in_both_languages_and_every_word_that_is_said_is_known() -> None:
    assert all(word.en and word.ja for word in catalogue().values())
    for path in TEMPLATES.glob("*.html"):
        for key in regex.findall(r"""\bt\("([a-z_]+)"[,)]""", path.read_text(encoding="utf-8")):
            assert key in catalogue(), f"{path.name}: {key}"


def test_the_server_wants_a_token_where_others_can_reach_it(sampled: Dataset) -> None:
    for options in (["--host", "0.0.0.0"], ["--host", "192.0.2.1"], ["--token", "short"]):
        told = CliRunner().invoke(cli, ["review", "--dataset", str(sampled.folder), *options])
        assert told.exit_code == 2
        assert "token" in told.output


def test_a_port_that_is_taken_is_said(sampled: Dataset, server: Running) -> None:
    told = CliRunner().invoke(cli, ["review", "--dataset", str(sampled.folder), "--port", str(server.port)])
    assert told.exit_code == 2
    assert "Address already in use" in told.output


def test_without_what_serves_the_command_says_what_to_install(
    sampled: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "hyokasho.review.server", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    told = CliRunner().invoke(cli, ["review", "--dataset", str(sampled.folder)])
    assert told.exit_code == 2
    assert "pip install 'hyokasho[review]'" in told.output


@pytest.mark.parametrize("damage", [b"", b"PAR1 and nothing else PAR1"])
def test_tables_that_are_damaged_are_a_page(serve: Serve, tmp_path: Path, damage: bytes) -> None:
    dataset = write(tmp_path, [document(1)])
    dataset.table("documents").write_bytes(damage)
    answer = serve(dataset, tmp_path).get("/")
    assert answer.status == 500
    assert "The tables can&#39;t be read" in answer.text


def test_tables_that_lie_elsewhere_serve_as_well(serve: Serve, sampled: Dataset, samples: Path, tmp_path: Path) -> None:
    """What is shared is the tables: shards and ledger need not lie beside them."""
    for name in tables():
        shutil.copy(sampled.table(name), tmp_path)
    assert serve(Dataset(tmp_path), samples).get(f"/documents/{BASIC_PDF}").status == 200


def test_changes_are_a_table_with_the_days_as_printed_and_as_read(server: Running) -> None:
    page = server.get(f"/documents/{BASIC_PDF}").text
    heads = regex.search(r"<h2>変更箇所[^<]*<|<h2>[^<]*変更箇所", page)
    assert heads is not None
    (row,) = regex.findall(r'<tr id="changes-1".*?</tr>', page, regex.DOTALL)
    assert regex.findall(r'<td lang="ja">([^<]*)</td>', row)[0] == "平成28年6月1日\n2016-06-01"
