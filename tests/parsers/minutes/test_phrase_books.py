"""The phrase books: header lines, people, speakers, notations and stage directions, as pages of municipalities print them.

Each was written from the documents, with what looks like one and is none (`-`, or nothing).
"""

import csv
from pathlib import Path

import pytest

from extract.dump import dump_rows
from extract.sheet import Line, Place
from parsers.minutes.directions import directions_in
from parsers.minutes.field_labels import label_at
from parsers.minutes.notation import hit_at
from parsers.minutes.people import read_list
from parsers.minutes.person import Kind
from parsers.minutes.speaker import read_speaker
from parsers.minutes.words import minutes_words
from parsers.passage import Passage

Phrase = dict[str, str]


def book(name: str) -> list[Phrase]:
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def passage(text: str) -> Passage:
    return Passage(text, (Line(text, Place(start=0, end=len(text))),), (0,))


def test_there_are_enough_phrases_and_enough_that_are_none() -> None:
    assert sum(len(book(name)) for name in ("speakers", "notations", "header_lines", "directions", "people")) >= 200
    assert len([one for one in book("notations") if one["label"] == "-"]) >= 20
    assert {one["notation"] for one in book("notations")} == {one.name for one in minutes_words().notations}


@pytest.mark.parametrize("phrase", book("speakers"), ids=lambda phrase: phrase["label"])
def test_speakers(phrase: Phrase) -> None:
    speaker = read_speaker(phrase["label"])
    if phrase["what"] == "-":
        assert speaker is None
        return
    assert speaker is not None
    assert speaker.label == "".join(phrase["label"].split())
    assert (speaker.name or "", speaker.department or "", speaker.role or "") == (
        phrase["name"],
        phrase["department"],
        phrase["role"],
    )
    what = "anonymous" if speaker.anonymous else "group" if speaker.group else "person"
    assert what == phrase["what"]


@pytest.mark.parametrize("phrase", book("notations"), ids=lambda phrase: f"{phrase['notation']} {phrase['line'][:12]}")
def test_notations(phrase: Phrase) -> None:
    (notation,) = [one for one in minutes_words().notations if one.name == phrase["notation"]]
    hit = hit_at(notation, phrase["line"])
    if phrase["label"] == "-":
        assert hit is None
        return
    assert hit is not None
    assert (hit.speaker.label, phrase["line"][hit.end :].strip()) == (phrase["label"], phrase["said"])


@pytest.mark.parametrize("phrase", book("header_lines"), ids=lambda phrase: phrase["line"][:16])
def test_header_lines(phrase: Phrase) -> None:
    label = label_at(passage(phrase["line"]))
    if phrase["field"] == "-":
        assert label is None
        return
    assert label is not None
    assert (label.key, label.value.text.strip()) == (phrase["field"], phrase["value"])


@pytest.mark.parametrize("phrase", book("directions"), ids=lambda phrase: phrase["line"][:16])
def test_directions(phrase: Phrase) -> None:
    found = [phrase["line"][start:end] for start, end in directions_in(phrase["line"])]
    assert found == [one for one in phrase["directions"].split("|") if one]


@pytest.mark.parametrize("phrase", book("people"), ids=lambda phrase: phrase["line"][:16])
def test_people(phrase: Phrase) -> None:
    kinds: dict[str, Kind] = {"member": "member", "explainer": "explainer", "secretariat": "secretariat"}
    found, _ = read_list([passage(phrase["line"])], kinds[phrase["kind"]], present=True)
    told = [f"{one.name or '-'}/{one.role or ''}/{one.affiliation or ''}" for one in found]
    assert told == [one for one in phrase["people"].split("; ") if one]


def test_the_place_of_a_person_is_that_of_the_name() -> None:
    (row,) = dump_rows("出席者 会長 千草孝雄、委員 野村健二")
    (line,) = row.lines()
    people, _ = read_list([Passage(line.text, (line,), (0,))], "member", present=True)
    assert [line.text[one.place.start : one.place.end] for one in people if one.place] == ["千草孝雄", "野村健二"]
