"""Minutes and agendas in layouts of municipalities' pages, each with what a reader wrote down (`*.read`), line by line.

A line that the parser has and the reader has not is as wrong as one that is missing. `…` stands for the middle of a speech;
what the reader did not write down is null.
"""

from pathlib import Path

import pytest
from made_up import Read, read_source

LAYOUTS = Path(__file__).parent / "layouts"
SOURCES = sorted(path for path in LAYOUTS.iterdir() if path.suffix != ".read")


def squashed(text: object) -> str:
    return "-" if text is None or text == "" else "".join(str(text).split())


def told(found: Read) -> list[str]:
    """Return what the parser read in the form in which readers write it down, spaces apart."""
    meeting = found.meeting
    facts = {
        "name": meeting.name,
        "body": meeting.body,
        "round": meeting.round,
        "fiscal year": meeting.fiscal_year,
        "starts": meeting.starts_at and meeting.starts_at.isoformat(timespec="minutes"),
        "ends": meeting.ends_at and meeting.ends_at.isoformat(timespec="minutes"),
        "place": meeting.place,
        "chair": meeting.chair,
        "visitors": meeting.visitors,
        "openness": meeting.openness,
        "next": meeting.next_meeting,
        "conclusion": meeting.conclusion,
    }
    people = [
        (one.name, one.role, one.affiliation, one.kind, "present" if one.present else "absent") for one in found.people
    ]
    said = [
        f"direction: {squashed(one.text)}"
        if one.kind == "direction"
        else f"speech: {squashed(one.label)}>{squashed(one.speaker)}>{squashed(one.text)}"
        for one in found.said
    ]
    return [
        *(f"{key}: {squashed(value)}" for key, value in facts.items() if value is not None),
        *(f"person: {'|'.join(squashed(part) for part in person)}" for person in people),
        *(
            f"{'item' if one.kind == 'agenda' else 'paper'}: {squashed(one.marker)}|{squashed(one.title)}"
            for one in found.items
        ),
        *said,
    ]


def by_hand(source: Path) -> list[str]:
    lines = source.with_suffix(".read").read_text(encoding="utf-8").splitlines()
    return [f"{key}: {squashed(value)}" for key, value in (line.split(": ", 1) for line in lines)]


def agree(read: str, written: str) -> bool:
    start, dots, end = written.partition("…")
    return read.startswith(start) and read.endswith(end) if dots else read == written


def test_there_are_enough_layouts() -> None:
    assert len(SOURCES) >= 30


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_what_a_reader_wrote_down(source: Path) -> None:
    found, expected = told(read_source(source)), by_hand(source)
    for kind in ("person: ", "item: ", "paper: ", "speech: ", "direction: "):
        mine = [line for line in found if line.startswith(kind)]
        theirs = [line for line in expected if line.startswith(kind)]
        assert [a for a, b in zip(mine, theirs, strict=False) if not agree(a, b)] == [], kind
        assert len(mine) == len(theirs), (kind, mine)
    kinds = ("person", "item", "paper", "speech", "direction")
    assert {line for line in found if not line.startswith(kinds)} == {
        line for line in expected if not line.startswith(kinds)
    }
