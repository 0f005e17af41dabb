from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from hyokasho import shards
from hyokasho.shards import Stamp
from parsers.records import Assessment, Document, InDocument, Meeting, Section, Source

STAMP = Stamp({"code": "f" * 32, "form:basic": "a"}, ".txt", "ok")
SOURCE = Source(
    source_id="0123456789abcdef", uri="in/a.txt", sha256="0123456789abcdef" * 4, bytes=12, media_type="text/plain",
    encoding="cp932", pages=None, status="ok", error_code=None, error=None, documents=2, seconds=0.25,
    reader="text dump", version="0.1.0", ingested_at=datetime(2025, 9, 1, 1, 2, 3, 456789, tzinfo=UTC),
)  # fmt: skip


def document(part: int) -> Document:
    return Document(
        document_id=f"0123456789abcdef-{part:02}", source_id="0123456789abcdef", part=part, document_type="other",
        title=None, document_date=date(2020, 2, 29), chars=3, coverage=1.0, issues=0,
    )  # fmt: skip


RECORDS: tuple[InDocument, ...] = (
    Section(document_id="0123456789abcdef-02", no=1, level=1, title="second", path=()),
    document(2),
    Section(document_id="0123456789abcdef-01", no=1, level=1, title="一", path=("一",), page=2, x0=0.5),
    Section(document_id="0123456789abcdef-01", no=2, level=1, text="a\n\t,\"'|𠮟", path=("一", "二")),
    Assessment(document_id="0123456789abcdef-01", kind="basic", systems=("住基", ""), files=()),
    Meeting(document_id="0123456789abcdef-02", starts_at=datetime.fromisoformat("1989-01-07T23:59")),
    document(1),
)


def test_a_shard_gives_back_what_was_written(tmp_path: Path) -> None:
    shards.write(tmp_path, SOURCE, RECORDS, STAMP)
    path = tmp_path / "01" / "0123456789abcdef.arrow"
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]
    shard = shards.load(path)
    assert shard is not None
    assert shard.stamp == shards.stamp_of(path) == STAMP
    assert shard.source("elsewhere.txt") == replace(SOURCE, uri="elsewhere.txt")
    by_table = {record.TABLE for record in RECORDS}
    assert set(shard.lists) == by_table
    assert sorted(map(repr, shard.records())) == sorted(map(repr, RECORDS))


def test_rows_stand_in_the_order_of_documents_and_then_as_given(tmp_path: Path) -> None:
    shards.write(tmp_path, SOURCE, RECORDS, STAMP)
    shard = shards.load(shards.path_of(tmp_path, "0123456789abcdef"))
    assert shard is not None
    assert [(r.document_id[-2:], r.no) for r in shard.records() if isinstance(r, Section)] == [
        ("01", 1), ("01", 2), ("02", 1),
    ]  # fmt: skip
    assert [record.part for record in shard.records() if isinstance(record, Document)] == [1, 2]


def test_a_shard_is_one_row_of_lists_of_structs(tmp_path: Path) -> None:
    shards.write(tmp_path, SOURCE, RECORDS, STAMP)
    table = pa.ipc.open_file(str(shards.path_of(tmp_path, "0123456789abcdef"))).read_all()
    assert table.num_rows == 1
    assert table.schema.names == ["source", "documents", "sections", "assessments", "meetings"]
    assert pa.types.is_struct(table.schema.field("source").type)
    assert all(pa.types.is_list(field.type) for field in table.schema if field.name != "source")


def test_a_failed_source_has_a_shard_without_rows(tmp_path: Path) -> None:
    failed = replace(SOURCE, status="failed", error_code="encrypted", error="locked\nunlock it", documents=0)
    shards.write(tmp_path, failed, (), Stamp({"code": "f"}, ".pdf", "failed"))
    shard = shards.load(shards.path_of(tmp_path, "0123456789abcdef"))
    assert shard is not None
    assert (shard.records(), shard.source("in/a.txt")) == ((), failed)


def test_a_source_without_an_id_has_no_shard(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="could not be had"):
        shards.write(tmp_path, replace(SOURCE, source_id=None), (), STAMP)


@pytest.mark.parametrize("keep", [0, 7, 100, 0.5, 0.99])
def test_a_damaged_shard_is_no_shard(tmp_path: Path, keep: float) -> None:
    shards.write(tmp_path, SOURCE, RECORDS, STAMP)
    path = shards.path_of(tmp_path, "0123456789abcdef")
    data = path.read_bytes()
    path.write_bytes(data[: int(keep * len(data)) if isinstance(keep, float) else keep])
    assert shards.load(path) is None
    assert shards.stamp_of(path) is None
    assert shards.stamp_of(tmp_path / "none.arrow") is None


def test_a_shard_suits_its_code_and_the_names_that_its_own_outranks() -> None:
    today = {"code": "f" * 32, "pdf": "p", "form:basic": "a", "form:full": "c"}
    assert STAMP.suits(today, ".txt")
    assert STAMP.suits(today, ".pdf")
    assert STAMP.suits({**today, "pdf": "q", "form:full": "d"}, ".txt")
    assert not STAMP.suits({**today, "form:basic": "b"}, ".txt")
    assert not STAMP.suits({**today, "code": "e"}, ".txt")
    assert not STAMP.suits({"code": "f" * 32}, ".txt")
    assert not Stamp({"code": "f"}, ".pdf", "ok").suits({"code": "f"}, ".txt")
