"""Corrections through the pages: from the form to corrections.csv, to the tables, and back to the page."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import regex
from reviewing import Answer, Running, Serve

from hyokasho.corrections import append, load
from hyokasho.dataset import Dataset
from hyokasho.publish import publish

BASIC = "5089393da8f83d9f-01"
DEPARTMENT, BAND, BOX = 14, 21, 19
"""Items of BASIC: 部署 (text), 対象人数 (options), 規則第9条第2項の適用 (a box)."""


@pytest.fixture
def server(serve: Serve, sampled: Dataset, samples: Path, tmp_path: Path) -> Running:
    """A server over a dataset of its own, which may be written to."""
    shutil.copytree(sampled.folder, tmp_path / "dataset")
    return serve(Dataset(tmp_path / "dataset"), samples)


def opened(server: Running, no: int) -> tuple[Answer, str]:
    page = server.get(f"/documents/{BASIC}/items/{no}")
    token = regex.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert token is not None
    return page, token[1]


def send(server: Running, no: int, action: str, *values: str, **told: str) -> Answer:
    page, token = opened(server, no)
    form = [("csrf", token), ("action", action), *(("value", value) for value in values)]
    form += list(({"who": "確認 花子", "why": ""} | told).items())
    return server.post(f"/documents/{BASIC}/items/{no}", form, Cookie=page.cookies)


def shown(server: Running, no: int) -> str:
    page = server.get(f"/documents/{BASIC}").text
    found = regex.search(rf'<article [^>]*id="item-{no}".*?</article>', page, regex.DOTALL)
    assert found is not None
    return found[0]


def test_a_form_begins_with_what_was_read(server: Running) -> None:
    assert ">\n税務部市民税課</textarea>" in opened(server, DEPARTMENT)[0].text
    band = opened(server, BAND)[0].text
    assert regex.findall(r'name="value" value="([^"]+)" checked', band) == ["1万人以上10万人未満"]
    assert len(regex.findall(r'type="radio"', band)) == 6  # five bands and none


def test_a_correction_goes_round(server: Running) -> None:
    saved = send(server, DEPARTMENT, "correct", "税務部\r\n課税課", why="原本で確認")
    assert (saved.status, saved.headers["location"]) == (303, f"/documents/{BASIC}#item-{DEPARTMENT}")
    (made,) = load(server.dataset)
    assert (made.item.document_id, made.item.key) == (BASIC, "basics.department.name")
    assert (made.action, made.old_value, made.new_value) == ("correct", "税務部市民税課", "税務部\n課税課")
    assert (made.who, made.why) == ("確認 花子", "原本で確認")
    item = shown(server, DEPARTMENT)
    assert "pending" in item
    assert "hyokasho publish applies it" in item
    assert '<div class="value" lang="ja">税務部市民税課</div>' in item
    publish(server.dataset)
    item = shown(server, DEPARTMENT)
    assert 'class="status is-corrected"' in item
    assert 'class="standing applied"' in item
    assert '<div class="value" lang="ja">税務部\n課税課</div>' in item


def test_the_reviewers_name_is_asked_for_once(server: Running) -> None:
    cookies = send(server, DEPARTMENT, "confirm").cookies
    assert 'name="who" value="確認 花子"' in server.get(f"/documents/{BASIC}/items/{BAND}", Cookie=cookies).text


def test_options_and_boxes_are_corrected_by_their_labels(server: Running) -> None:
    assert send(server, BAND, "correct", "10万人以上30万人未満").status == 303
    assert send(server, BOX, "correct", "適用した").status == 303
    publish(server.dataset)
    assert regex.search(r'<li class="on"[^>]*>.*10万人以上30万人未満', shown(server, BAND))
    assert regex.search(r'<li class="on"[^>]*>.*適用した', shown(server, BOX))


def test_what_is_corrected_can_be_corrected_again(server: Running) -> None:
    send(server, DEPARTMENT, "correct", "課税課")
    publish(server.dataset)
    send(server, DEPARTMENT, "unreadable")
    assert 'class="standing pending"' in shown(server, DEPARTMENT)
    assert [one.old_value for one in load(server.dataset)] == ["税務部市民税課", "税務部市民税課"]
    publish(server.dataset)
    item = shown(server, DEPARTMENT)
    assert 'class="status is-unreadable"' in item
    assert 'class="standing applied"' in item


def test_a_value_that_is_confirmed_stays(server: Running) -> None:
    send(server, DEPARTMENT, "confirm", "what stands in the form does not count")
    publish(server.dataset)
    assert '<div class="value" lang="ja">税務部市民税課</div>' in shown(server, DEPARTMENT)
    assert 'class="standing applied"' in shown(server, DEPARTMENT)


def test_a_correction_of_what_is_read_otherwise_now_is_stale(server: Running) -> None:
    send(server, DEPARTMENT, "correct", "課税課")
    path = server.dataset.folder / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("税務部市民税課", "別の課"), encoding="utf-8")
    item = shown(server, DEPARTMENT)
    assert 'class="standing stale"' in item
    assert "is-read stop" in item


def test_a_file_of_corrections_that_is_broken_hides_no_document(server: Running) -> None:
    (server.dataset.folder / "corrections.csv").write_text("nonsense\n", encoding="utf-8")
    page = server.get(f"/documents/{BASIC}")
    assert page.status == 200
    assert "corrections.csv can&#39;t be used" in page.text


@pytest.mark.parametrize(
    ("no", "action", "values", "told", "said"),
    [
        (BAND, "correct", ("200万人",), {}, "The form has no such value"),
        (BAND, "guess", (), {}, "can&#39;t be understood"),
        (DEPARTMENT, "correct", ("課税課",), {"who": " "}, "Please give your name"),
    ],
)
def test_what_can_not_be_comes_back_as_it_was_filled_in(
    server: Running, no: int, action: str, values: tuple[str, ...], told: dict[str, str], said: str
) -> None:
    answer = send(server, no, action, *values, **told)
    assert answer.status == 422
    assert said in answer.text
    assert load(server.dataset) == ()


@pytest.mark.parametrize(
    "forged",
    [
        {"token": "0" * 64},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Cookie": ""},
        {"Cookie": "hyokasho_session=another"},
    ],
)
def test_a_form_from_elsewhere_writes_nothing(server: Running, forged: dict[str, str]) -> None:
    page, token = opened(server, DEPARTMENT)
    form = [("csrf", forged.pop("token", token)), ("action", "confirm"), ("who", "x")]
    answer = server.post(f"/documents/{BASIC}/items/{DEPARTMENT}", form, **({"Cookie": page.cookies} | forged))
    assert answer.status == 403
    assert "Not saved" in answer.text
    assert load(server.dataset) == ()


def test_reading_writes_nothing(server: Running) -> None:
    before = sorted(path.name for path in server.dataset.folder.iterdir())
    for path in ("/", f"/documents/{BASIC}", f"/documents/{BASIC}/items/{BAND}", f"/documents/{BASIC}/pages/1.png"):
        assert server.get(path).status == 200
    assert server.get(f"/documents/{BASIC}/items/{BAND}?action=confirm&who=x").status == 200
    assert sorted(path.name for path in server.dataset.folder.iterdir()) == before


def test_an_item_that_is_not_there_is_a_page(server: Running) -> None:
    assert server.get(f"/documents/{BASIC}/items/999").status == 404
    assert server.post(f"/documents/{BASIC}/items/999", []).status == 403


def test_a_dataset_that_can_not_be_written_is_a_page(server: Running) -> None:
    (server.dataset.folder / ".corrections").mkdir()  # where the lock would be
    answer = send(server, DEPARTMENT, "confirm")
    assert answer.status == 503
    assert "could not be written" in answer.text


def test_what_nobody_typed_is_refused(server: Running) -> None:
    assert send(server, DEPARTMENT, "correct", "課" * 1_000_000).status == 400
    assert load(server.dataset) == ()


def test_markup_in_a_correction_is_text(server: Running) -> None:
    send(server, DEPARTMENT, "correct", "<script>alert(1)</script>", who="<b>x</b>", why="<i>y</i>")
    item = shown(server, DEPARTMENT)
    assert "<script>" not in item
    assert "&lt;b&gt;x&lt;/b&gt;" in item
    with (server.dataset.folder / "corrections.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["new_value"] == "<script>alert(1)</script>"


def test_all_corrections_stand_in_one_list_by_their_state(server: Running) -> None:
    assert "There are none" in server.get("/corrections").text
    send(server, DEPARTMENT, "correct", "課税課")
    send(server, BAND, "unreadable")
    publish(server.dataset)
    send(server, BAND, "confirm")
    made = load(server.dataset)[0]
    gone = replace(made, item=replace(made.item, document_id="0" * 16 + "-01"))
    append(server.dataset, replace(gone, when=gone.when - timedelta(days=1)))
    page = server.get("/corrections").text
    states = regex.findall(r'<td><span class="standing (\w+)">', page)
    assert states == ["pending", "applied", "stale"]  # the newest first, the last of each item
    assert f'<a href="/documents/{BASIC}#item-{DEPARTMENT}">部署</a>' in page
    assert "not in the dataset any more" in page
    assert regex.findall(r"standing (\w+)", server.get("/corrections?state=stale").text) == ["stale"]


def test_an_item_that_was_corrected_again_stands_first(server: Running) -> None:
    send(server, DEPARTMENT, "correct", "課税課")
    send(server, BAND, "unreadable")
    send(server, DEPARTMENT, "confirm")
    items = regex.findall(rf'<a href="/documents/{BASIC}#item-(\d+)">', server.get("/corrections").text)
    assert items == [str(DEPARTMENT), str(BAND)]


def test_a_list_of_corrections_that_is_broken_is_a_page(server: Running) -> None:
    (server.dataset.folder / "corrections.csv").write_text("nonsense\n", encoding="utf-8")
    answer = server.get("/corrections")
    assert answer.status == 400
    assert "names no column" in answer.text
