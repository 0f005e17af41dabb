"""Exports of the samples, read back by the programs they are made for."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as pds
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from frictionless import Package

from extract.errors import ExportExists, NoDataset, UsageError
from hyokasho.dataset import Dataset
from hyokasho.export import FORMATS, Format, Selection, export
from hyokasho.export.workbook import CELL_LIMIT, CUT, write_xlsx
from hyokasho.schema import struct_of, tables
from parsers.records import Section

ALL = Selection()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out"


def own(samples_dataset: Dataset, name: str) -> pa.Table:
    return pq.read_table(samples_dataset.table(name)).cast(tables()[name].schema)


def test_parquet_reads_back_equal_and_is_the_same_every_time(samples_dataset: Dataset, target: Path) -> None:
    counts = export(samples_dataset, target, "parquet", ALL)
    assert list(counts) == list(tables())
    for name in tables():
        assert pq.read_table(target / f"{name}.parquet").equals(pq.read_table(samples_dataset.table(name)))
        assert counts[name] == pq.read_metadata(samples_dataset.table(name)).num_rows
    export(samples_dataset, target.with_name("again"), "parquet", ALL)
    assert digests(target) == digests(target.with_name("again"))


def workbook(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(path.read_bytes()))


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_csv_reads_back_equal_in_three_programs(samples_dataset: Dataset, target: Path) -> None:
    export(samples_dataset, target, "csv", ALL)
    rows = own(samples_dataset, "sections").to_pylist()
    assert any("\n" in (row["text"] or "") for row in rows)
    expected = [row["text"] for row in rows]
    with (target / "sections.csv").open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file))
    assert [row["text"] or None for row in read] == expected
    assert [json.loads(row["path"]) for row in read] == [row["path"] for row in rows]
    frame = pd.read_csv(target / "sections.csv", dtype_backend="pyarrow")
    assert frame["text"].astype(object).where(frame["text"].notna(), None).tolist() == expected
    asked = duckdb.sql(f"SELECT text FROM read_csv('{target / 'sections.csv'}', header = true, all_varchar = true)")
    assert [text for (text,) in asked.fetchall()] == expected


def test_csv_keeps_every_value_of_every_table(samples_dataset: Dataset, target: Path) -> None:
    export(samples_dataset, target, "csv", ALL)
    for name in tables():
        with (target / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.reader(file))
        assert read[0] == tables()[name].schema.names
        assert [[bool(cell) for cell in row] for row in read[1:]] == [
            [value is not None and value != "" for value in row.values()]
            for row in own(samples_dataset, name).to_pylist()
        ]


def test_a_workbook_reads_back_equal_and_is_the_same_every_time(samples_dataset: Dataset, target: Path) -> None:
    export(samples_dataset, target, "xlsx", ALL)
    export(samples_dataset, target.with_name("again"), "xlsx", ALL)
    assert target.read_bytes() == target.with_name("again").read_bytes()
    book = workbook(target)
    assert book.sheetnames == ["dictionary", *tables()]
    sheet = book["items"]
    assert sheet.freeze_panes == "A2"
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    names = tables()["items"].schema.names
    assert len(rows) == own(samples_dataset, "items").num_rows
    for read, row in zip(rows, own(samples_dataset, "items").to_pylist(), strict=True):
        for name, cell in zip(names, read, strict=True):
            wanted = row[name]
            if isinstance(wanted, date):
                assert cell.date() == wanted
            elif isinstance(wanted, float):
                assert cell == pytest.approx(wanted)
            else:
                assert cell == wanted, name


class OneSection:
    """An extract that holds one section with a given text."""

    names = ("sections",)

    def __init__(self, text: str) -> None:
        self._text = text

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        row = Section(document_id="0123456789abcdef-01", no=1, level=1, text=self._text)
        yield pa.RecordBatch.from_struct_array(struct_of(tables()[name], [row])).cast(tables()[name].schema)


@pytest.mark.parametrize("text", ["=1+1", "+81-3", "-", "@SUM(A1)", '=HYPERLINK("http://x")', "http://example.jp"])
def test_text_never_becomes_a_formula_or_a_link(text: str, target: Path) -> None:
    write_xlsx(OneSection(text), target)  # type: ignore[arg-type]
    cell = workbook(target)["sections"].cell(2, 8)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix


def test_a_text_longer_than_a_cell_says_that_it_was_cut(target: Path) -> None:
    write_xlsx(OneSection("𠮷" * 20_000), target)  # type: ignore[arg-type]
    value = workbook(target)["sections"].cell(2, 8).value
    assert value == "𠮷" * ((CELL_LIMIT - len(CUT)) // 2) + CUT


def test_duckdb_holds_tables_comments_and_views(samples_dataset: Dataset, target: Path) -> None:
    export(samples_dataset, target, "duckdb", ALL)
    with duckdb.connect(str(target), read_only=True) as connection:
        for name in tables():
            assert (
                connection.table(name).to_arrow_table().cast(tables()[name].schema).equals(own(samples_dataset, name))
            )
        assert (
            connection.sql("SELECT count(*) FROM v_outsourcing").fetchall()
            == connection.sql("SELECT count(*) FROM outsourcing").fetchall()
        )
        ask = "SELECT comment FROM duckdb_columns() WHERE table_name = 'changes' AND column_name = 'before'"
        assert connection.sql(ask).fetchall() == [("変更前の記載 変更前の記載",)]


def test_delta_reads_back_equal(samples_dataset: Dataset, target: Path) -> None:
    export(samples_dataset, target, "delta", ALL)
    for name in ("items", "documents", "meetings"):
        read = pa.table(DeltaTable(str(target / name)).to_pyarrow_table())
        assert read.num_rows == own(samples_dataset, name).num_rows
    assert (
        DeltaTable(str(target / "items"))
        .to_pyarrow_table()
        .sort_by([("document_id", "ascending"), ("no", "ascending")])["value"]
        .to_pylist()
        == own(samples_dataset, "items")["value"].to_pylist()
    )


def test_partitions_are_folders_that_readers_know(samples_dataset: Dataset, target: Path) -> None:
    export(samples_dataset, target, "parquet", ALL, partitions=("document_type", "year"))
    read = pds.dataset(target / "sections", partitioning="hive").to_table()
    assert read.num_rows == own(samples_dataset, "sections").num_rows
    kinds = dict(
        zip(
            *own(samples_dataset, "documents").select(["document_id", "document_type"]).to_pydict().values(),
            strict=True,
        )
    )
    for row in read.select(["document_id", "document_type"]).to_pylist():
        assert row["document_type"] == kinds[row["document_id"]]
    assert (target / "sections" / "document_type=assessment_priority" / "year=2022").is_dir()
    export(samples_dataset, target.with_name("again"), "parquet", ALL, partitions=("document_type", "year"))
    assert digests(target) == digests(target.with_name("again"))


@pytest.mark.parametrize(
    ("selection", "titles"),
    [
        (Selection(types=("assessment_priority",)), 1),
        (Selection(types=("assessment_basic", "assessment_priority")), 4),
        (Selection(organisations=("どこにもない市",)), 0),
        (Selection(first=date(2025, 3, 1), last=date(2025, 3, 31), types=("assessment_basic",)), 2),
        (Selection(last=date(1990, 1, 1)), 0),
    ],
)
def test_a_selection_takes_its_documents_with_all_their_rows(
    selection: Selection, titles: int, samples_dataset: Dataset, target: Path
) -> None:
    export(samples_dataset, target, "parquet", selection)
    documents = pq.read_table(target / "documents.parquet")
    assert documents.num_rows == titles
    ids = set(documents["document_id"].to_pylist())
    for name in tables():
        if name == "sources":
            assert set(pq.read_table(target / "sources.parquet")["source_id"].to_pylist()) == set(
                documents["source_id"].to_pylist()
            )
            continue
        wanted = [row for row in own(samples_dataset, name).to_pylist() if row["document_id"] in ids]
        assert pq.read_table(target / f"{name}.parquet").cast(tables()[name].schema).to_pylist() == wanted


def test_every_value_leads_to_its_file(samples_dataset: Dataset, target: Path) -> None:
    """Some tables only, and still document, place and file of each row are there."""
    export(samples_dataset, target, "parquet", Selection(tables=("items",)))
    assert sorted(path.name for path in target.glob("*.parquet")) == [
        "documents.parquet", "items.parquet", "sources.parquet",
    ]  # fmt: skip
    ask = f"""
        SELECT count(*) FROM '{target}/items.parquet' i
        JOIN '{target}/documents.parquet' d USING (document_id) JOIN '{target}/sources.parquet' s USING (source_id)
        WHERE i.status IN ('read', 'inferred') AND s.uri IS NOT NULL AND coalesce(i.page, i.char_start) IS NOT NULL
    """
    read = f"SELECT count(*) FROM '{target}/items.parquet' WHERE status IN ('read', 'inferred')"
    assert duckdb.sql(ask).fetchall() == duckdb.sql(read).fetchall()


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_there_is_only_replaced_when_asked_and_as_a_whole(
    form: Format, samples_dataset: Dataset, target: Path
) -> None:
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportExists):
        export(samples_dataset, target, form, ALL)
    assert target.read_text(encoding="utf-8") == "mine"
    with pytest.raises(NoDataset):
        export(Dataset(target.with_name("nowhere")), target, form, ALL, overwrite=True)
    assert target.read_text(encoding="utf-8") == "mine"
    export(samples_dataset, target, form, Selection(tables=("meetings",)), overwrite=True)
    assert [path.name for path in target.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_datapackage_is_valid(form: Format, samples_dataset: Dataset, target: Path) -> None:
    export(samples_dataset, target, form, ALL)
    descriptor = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in descriptor["resources"]] == [f"{name}.{form}" for name in tables()]
    assert list(Package.metadata_validate(descriptor)) == []


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(tables=("item",)), "no such table: item; there are sources, "),
        (Selection(types=("minute",)), "no such type of document: minute; there are "),
    ],
)
def test_names_that_there_are_not_are_told(
    selection: Selection, words: str, samples_dataset: Dataset, target: Path
) -> None:
    with pytest.raises(UsageError, match=words):
        export(samples_dataset, target, "parquet", selection)
    assert not target.exists()
