import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.markers import find_marker

WORDS = ("別添", "別紙", "リスク", "資料", "システム", "委託事項")
BOOK = Path(__file__).parent / "markers.tsv"
PHRASES = list(csv.DictReader(BOOK.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["text"][:12])
def test_phrase_book(phrase: dict[str, str | None]) -> None:
    text = phrase["text"] or ""
    marker = find_marker(text, WORDS)
    if phrase["kind"] == "-":
        assert marker is None
        return
    assert marker is not None
    assert f"{marker.kind}:{marker.word}".rstrip(":") == phrase["kind"]
    assert str(marker.number or "") == (phrase["number"] or "")
    assert marker.printed == (phrase["printed"] or "").strip()
    assert text[marker.end :].strip() == (phrase["rest"] or "").strip()


def test_words_count_only_where_they_are_asked_for() -> None:
    assert find_marker("別紙3") is None
    assert find_marker("参考資料2", ("資料", "参考資料")).word == "参考資料"  # type: ignore[union-attr]  # longest first


@given(st.text(max_size=40))
def test_any_text_has_a_marker_at_its_head_or_none(text: str) -> None:
    marker = find_marker(text, WORDS)
    assert marker is None or (marker.printed in text[: marker.end] and marker.end <= len(text))
