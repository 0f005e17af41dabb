"""What the tests of the review pages are made of: a server that is asked, and made-up tables."""

from __future__ import annotations

import hashlib
import http.client
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from hyokasho.dataset import Dataset
from hyokasho.parquet import TableWriter
from hyokasho.schema import struct_of, tables
from parsers.records import (
    AgendaItem,
    Assessment,
    Attendee,
    Change,
    Checkbox,
    Choice,
    Document,
    Issue,
    Item,
    Meeting,
    Record,
    Section,
    Source,
    Utterance,
)

__all__ = ["SCRIPT", "Answer", "Running", "Serve", "document", "hostile", "source_row", "write"]

SCRIPT = "<script>alert('甲')</script>\"'><img src=x onerror=alert(1)>"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    cookies: str
    text: str


@dataclass(frozen=True, slots=True)
class Running:
    """A server under test. Requests go out as they are told: no cookies and no redirects of their own."""

    port: int
    dataset: Dataset

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, form: Sequence[tuple[str, str]], **headers: str) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form).encode(), kind | headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
            cookies = "; ".join(one.split(";")[0] for one in response.headers.get_all("set-cookie") or ())
            return Answer(response.status, dict(response.getheaders()), cookies, text)


Serve = Callable[..., Running]


def write(folder: Path, records: Sequence[Record]) -> Dataset:
    dataset = Dataset(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables().items():
        with TableWriter(table, dataset.table(name)) as writer:
            writer.add([struct_of(table, [record for record in records if name == record.TABLE])])
    return dataset


def document(number: int, **told: object) -> Document:
    """A made-up document; its number makes its id."""
    usual: dict[str, object] = {
        "source_id": f"{number:016x}",
        "part": 1,
        "document_type": "assessment_basic",
        "title": f"評価書{number}",
        "organisation": "架空県萌葉市長",
        "document_date": date(2024, 4, 1),
        "chars": 1000,
        "coverage": 1.0,
        "issues": 0,
    }
    return Document(document_id=f"{number:016x}-01", **(usual | told))  # type: ignore[arg-type]


def source_row(number: int, **told: object) -> Source:
    """The made-up file of the document of that number."""
    usual: dict[str, object] = {
        "source_id": f"{number:016x}",
        "uri": f"{number}.txt",
        "sha256": "0" * 64,
        "bytes": 1,
        "media_type": "text/plain",
        "encoding": "utf-8",
        "pages": None,
        "status": "ok",
        "error_code": None,
        "error": None,
        "documents": 1,
        "seconds": 0.1,
        "reader": "text dump",
        "version": "0",
        "ingested_at": None,
    }
    return Source(**(usual | told))  # type: ignore[arg-type]


def hostile() -> list[Record]:
    """A document all of whose texts would be markup, if anything let them."""
    one = document(1, title=SCRIPT, organisation=SCRIPT, char_start=0, char_end=100)
    of = one.document_id
    at = {"char_start": 0, "char_end": 50}
    return [
        one,
        source_row(1, uri="hostile.txt", sha256=hashlib.sha256((SCRIPT * 2).encode()).hexdigest()),
        Section(document_id=of, no=1, level=1, marker=SCRIPT, title=SCRIPT, text=SCRIPT, **at),  # type: ignore[arg-type]
        Item(document_id=of, no=1, key=SCRIPT, label=SCRIPT, marker=SCRIPT, chapter=SCRIPT, heading=SCRIPT, kind="text",
             value=SCRIPT, status="inferred", **at),  # type: ignore[arg-type]
        Choice(document_id=of, item_no=1, no=1, label=SCRIPT, selected=True),
        Item(document_id=of, no=2, key="b", label=SCRIPT, kind="checkboxes", status="read"),
        Checkbox(document_id=of, item_no=2, no=1, label=SCRIPT, checked=True, detail=SCRIPT, status="read"),
        Assessment(document_id=of, kind="basic", office=SCRIPT, systems=(SCRIPT,)),
        Meeting(document_id=of, name=SCRIPT),
        Attendee(document_id=of, no=1, name=SCRIPT, kind="member"),
        AgendaItem(document_id=of, no=1, marker=SCRIPT, title=SCRIPT, kind="agenda"),
        Utterance(document_id=of, no=1, label=SCRIPT, speaker=SCRIPT, kind="speech", text=SCRIPT, agenda_no=1, turn=1),
        Change(document_id=of, no=1, item=SCRIPT, before=SCRIPT, after=SCRIPT, reason=SCRIPT),
        Issue(document_id=of, no=1, severity="error", code=SCRIPT, message=SCRIPT, item_no=1),
    ]  # fmt: skip
