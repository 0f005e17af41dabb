"""What holds of any minutes: nothing twice, in the order of the source, in step with the length; and broken data files."""

import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import read_text

from extract.errors import DefinitionError
from extract.lines import verbatim
from parsers.minutes.agenda import Entry
from parsers.minutes.follow import follow
from parsers.minutes.headings import Agenda
from parsers.minutes.signed import find_signed
from parsers.minutes.speaker import read_speaker
from parsers.minutes.speeches import Turn
from parsers.minutes.words import load_minutes_words, minutes_words
from parsers.passage import join

HEAD = "令和5年度第2回青波市個人情報保護審議会会議録\n日時 令和5年11月21日(火) 午後2時から\n出席者 会長 井川悠、委員 鵜川高\n"
PIECES = st.sampled_from(
    ["○井川会長 ", "(委員)", "会長：", "<事務局>\n", "鵜川委員\n", "はい。", "始めます。", "(異議なし)", "【質疑】", "- 3 -", "1 開会", "・一つ", "\n", "\n\n", "以上", "発言者\t内容\n会長\t", "　"]
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(PIECES, max_size=30))
def test_nothing_is_said_twice_and_all_in_the_order_of_the_source(pieces: list[str]) -> None:
    text = HEAD + "".join(pieces)
    said = read_text(text).said
    places = [(one.char_start or 0, one.char_end or 0) for one in said]
    assert places == sorted(places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert [one.no for one in said] == list(range(1, len(said) + 1))
    for one in said:
        printed = text[one.char_start : one.char_end]
        whole = "\t" not in printed and "- 3 -" not in printed  # other columns and page numbers are no speech
        assert (
            _squashed(one.text) == _squashed(printed) if whole else _is_within(_squashed(one.text), _squashed(printed))
        )


def _squashed(text: str) -> str:
    return "".join(text.split())


def _is_within(text: str, printed: str) -> bool:
    """Tell whether the letters of a text stand in a print in their order."""
    letters = iter(printed)
    return all(letter in letters for letter in text)


def calls(work: Callable[[], object]) -> int:
    """Count the function calls of some work: what grows with the length in any measure grows in this one, too."""
    count = 0

    def tally(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "turn",
    [
        "○井川会長 始めます。御意見はありますか。\n(異議なし)\n",
        "(鵜川委員)\n期間は何年ですか。\n",
        "会長:はい。\n1 議題について\n",
        "会長\t<p>始めます。</p> <p>（了承）</p>\n\t続けます。\n",
        "会長 始めます。 委員 はい。 ",
        "傍聴者 1人\n資料1 評価書\n",
        "1 報告について\n2 その他\n",
        "(((((",
        "会 長 委 員 ",
    ],
    ids=["○", "(…)", "headings", "table", "one line", "labels", "numbers", "brackets", "letter-spaced"],
)
def test_the_work_grows_in_step_with_the_length(turn: str) -> None:
    read_text(HEAD + turn * 4)  # patterns are compiled on first use
    short, long = (calls(lambda times=times: read_text(HEAD + turn * times)) for times in (30, 120))  # type: ignore[misc]
    assert long <= 4.6 * short


LINEAR = 10.0
"""Fourfold text may take this many times as long: quadratic would be 16, and the machine may be busy."""


@pytest.mark.parametrize("line", ["{では、}あ", "{次の}あ", "・何年か{　}あ"])
def test_time_grows_with_the_length_of_a_line(line: str) -> None:
    before, piece, behind = regex.split("[{}]", line)

    def seconds(length: int) -> float:
        text = before + piece * (length // len(piece)) + behind
        spoken = Turn(read_speaker("会長"), 0, None, [join([verbatim(text, 0)], [])])
        agenda = Agenda((Entry("agenda", "(1)", "接種事務の評価書について", None),), {})
        begin = time.process_time()
        follow([spoken], agenda)
        find_signed([(0, spoken.pieces[0])], set())
        return time.process_time() - begin

    seconds(100)  # patterns are compiled on first use
    assert seconds(80_000) / max(seconds(20_000), 1e-3) < LINEAR


def test_the_words_of_the_package_are_whole() -> None:
    words = minutes_words()
    assert {"name", "date", "place", "present", "absent", "explainers", "office", "agenda", "materials"} <= set(
        words.fields
    )
    assert len(words.notations) == 13


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("variants: ", "variants: 高"), "pairs"),
        (("{name: line, pattern: '{label}$'", "{name: line, pattern: '$'"), "notation line"),
        (("ends: '", "ends: '("), "pattern"),
        (("  place: [", "  place: [開催日時, "), "開催日時 is a label of"),
        (("surnames:", "surname:"), "surname"),
        (("honorifics: [", "honorifics: {"), "honorifics"),
    ],
)
def test_a_broken_file_is_told_with_its_name_and_line(change: tuple[str, str], told: str, tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "data" / "minutes.yaml").read_text(encoding="utf-8")
    path = tmp_path / "minutes.yaml"
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(DefinitionError, match=told) as error:
        load_minutes_words(path)
    assert str(path) in str(error.value)
