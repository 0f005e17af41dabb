"""Made-up minutes read as a whole, for the tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.read import read
from parsers.parse import parse
from parsers.records import AgendaItem, Attendee, Document, InDocument, Issue, Meeting, Utterance

__all__ = ["Read", "issues", "read_source", "read_text"]


@dataclass(frozen=True, slots=True)
class Read:
    """The records of the minutes or of the agenda in a text."""

    document: Document
    meeting: Meeting
    people: list[Attendee]
    items: list[AgendaItem]
    said: list[Utterance]
    issues: list[Issue]

    @property
    def turns(self) -> list[tuple[str | None, str | None, str]]:
        """Label, speaker and first words of each speech."""
        return [(one.label, one.speaker, one.text[:12]) for one in self.said if one.kind == "speech" and one.label]

    @property
    def labels(self) -> list[str | None]:
        """The label of each speech."""
        return [label for label, _, _ in self.turns]

    @property
    def directions(self) -> list[str]:
        """The stage directions."""
        return [one.text for one in self.said if one.kind == "direction"]

    @property
    def agenda(self) -> list[str]:
        """The titles of the agenda."""
        return [one.title for one in self.items if one.kind == "agenda"]

    @property
    def present(self) -> list[str]:
        """Names and roles of those who were there."""
        return [f"{one.name or '-'}/{one.role or '-'}" for one in self.people if one.present]


def issues(found: Read, code: str) -> list[str]:
    """Return the messages of the issues with a code."""
    return [one.message for one in found.issues if one.code == code]


def read_text(text: str) -> Read:
    """Return what the minutes or the agenda in a text dump say."""
    return _read(text.encode(), "minutes.txt")


def read_source(path: Path) -> Read:
    """Return what the first minutes or the agenda in a file say."""
    return _read(path.read_bytes(), path.name)


def _read(data: bytes, name: str) -> Read:
    records = parse(read(data, name), "0" * 16)
    meeting = next(one for one in records if isinstance(one, Meeting))
    mine: list[InDocument] = [one for one in records if one.document_id == meeting.document_id]
    return Read(
        next(one for one in mine if isinstance(one, Document)),
        meeting,
        [one for one in mine if isinstance(one, Attendee)],
        [one for one in mine if isinstance(one, AgendaItem)],
        [one for one in mine if isinstance(one, Utterance)],
        [one for one in mine if isinstance(one, Issue)],
    )
