from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hyokasho.datapackage import datapackage
from hyokasho.dictionary import as_json, as_markdown, examples
from hyokasho.schema import fitted, records_of, struct_of, tables
from hyokasho.views import views
from parsers.records import TABLES, Assessment, Document, Issue, Item, Meeting, Section

PLACE = ["page", "x0", "y0", "x1", "y1", "char_start", "char_end"]
CONTRACT = Path(__file__).parents[2] / "../shared/dataset.md"


def names(table: str) -> list[str]:
    return tables()[table].schema.names


def test_columns_stand_in_the_order_of_the_contract() -> None:
    assert list(tables()) == [record.TABLE for record in TABLES]
    assert names("sections") == ["document_id", "no", "parent", "level", "marker", "title", "path", "text", *PLACE]
    assert names("choices") == ["document_id", "item_no", "no", "label", "selected", *PLACE]
    assert names("meetings") == [
        "document_id", "name", "body", "organisation", "fiscal_year", "round", "starts_at", "ends_at", "place", "chair",
        "visitors", "conclusion", "held_on", "openness", "next_meeting", "next_on",
    ]  # fmt: skip
    assert names("sources") == [
        "source_id", "uri", "sha256", "bytes", "media_type", "encoding", "pages", "status", "error_code", "error",
        "documents", "seconds", "reader", "version", "ingested_at",
    ]  # fmt: skip
    assert names("documents")[:3] == ["document_id", "source_id", "part"]
    assert names("documents")[-5:] == ["char_start", "char_end", "chars", "coverage", "issues"]


def test_types_are_those_of_the_contract() -> None:
    types = {name: {field.name: field.type for field in table.schema} for name, table in tables().items()}
    assert types["sections"]["path"] == pa.list_(pa.field("element", pa.string()))
    assert types["sections"]["x0"] == pa.float32()
    assert types["sections"]["char_start"] == pa.int64()
    assert types["items"]["no"] == pa.int32()
    assert types["items"]["number"] == pa.int64()
    assert types["items"]["date_start"] == pa.date32()
    assert types["meetings"]["starts_at"] == pa.timestamp("s")
    assert types["sources"]["ingested_at"] == pa.timestamp("us", tz="UTC")
    assert types["documents"]["coverage"] == pa.float64()
    assert types["attendees"]["present"] == pa.bool_()


def test_null_is_allowed_just_where_the_declaration_says_so() -> None:
    items = tables()["items"].schema
    assert {name for name in items.names if not items.field(name).nullable} == {
        "document_id", "no", "key", "label", "kind", "status",
    }  # fmt: skip
    assert not tables()["sections"].schema.field("path").nullable


def test_every_column_is_described_in_two_languages() -> None:
    for table in tables().values():
        for field in table.schema:
            assert field.metadata[b"description"].decode().strip(), field.name
            assert re.search(r"[぀-ヿ一-鿿]|PDF|ID", field.metadata[b"description_ja"].decode()), field.name
    assert tables()["changes"].schema.field("reason").metadata[b"description_ja"].decode() == "提出時期に係る説明"


ADDED = {"procedure_items", "references"}
"""Tables beyond the contract."""


@pytest.mark.skipif(not CONTRACT.exists(), reason="../shared/dataset.md is not here")
def test_every_name_of_the_contract_exists() -> None:
    text = CONTRACT.read_text(encoding="utf-8").partition("## Tables")[2].partition("## Commands")[0]
    described = re.findall(r"^\*\*(\w+)\*\* — (.+)$", text, flags=re.MULTILINE)
    assert set(tables()) - {name for name, _ in described} == ADDED
    assert {name for name, _ in described} <= set(tables())
    for table, line in described:
        plain = re.sub(r"`[^`]*`|\([^()]*\)", "", line).split(". ")[0]
        listed = max(re.split(r"[:;] ", plain), key=lambda part: part.count(","))
        words = [part.split()[0].rstrip(".") for part in listed.split(",") if part.strip()]
        said = {word for word in words if word.isascii() and word.isidentifier()} - {"provenance"}
        assert len(said) >= 3, table
        assert said <= set(names(table)), table


def test_records_come_back_as_they_were() -> None:
    records = [
        Section(document_id="a-01", no=1, level=1, title="Ⅰ", path=("基本情報", "1."), page=3, x0=0.5, y0=1.25),
        Section(document_id="a-01", no=2, level=2, parent=1, text="一\n二", char_start=2**40, char_end=2**40 + 3),
    ]
    table = tables()["sections"]
    assert records_of(table, struct_of(table, records)) == tuple(records)
    meeting = Meeting(document_id="a-01", starts_at=datetime.fromisoformat("2025-09-01T10:30"), visitors=0)
    assert records_of(tables()["meetings"], struct_of(tables()["meetings"], [meeting])) == (meeting,)
    wide = Assessment(document_id="a-01", kind="full", published_on=date(2021, 4, 1), systems=("住基", "税"))
    assert records_of(tables()["assessments"], struct_of(tables()["assessments"], [wide])) == (wide,)
    assert len(struct_of(table, [])) == 0


def test_a_record_that_breaks_its_declaration_is_refused() -> None:
    item = Item(document_id="a-01", no=1, key="k", label="l", kind="text", status="guessed")
    with pytest.raises(ValueError, match=r"items\.status holds \['guessed'\]"):
        struct_of(tables()["items"], [item])
    issue = Issue(document_id="a-01", no=None, severity="info", code="c", message="m")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"issues\.no is null"):
        struct_of(tables()["issues"], [issue])
    part: Any = "1"
    document = Document(
        document_id="a-01", source_id="a", part=part, document_type="other", chars=1, coverage=1.0, issues=0
    )
    with pytest.raises((ValueError, TypeError)):
        struct_of(tables()["documents"], [document])


def test_rows_of_another_version_are_brought_into_this_layout() -> None:
    table = tables()["sections"]
    rows = struct_of(table, [Section(document_id="a-01", no=1, level=1, title="t", path=("p",))])
    without = [field for field in table.struct if field.name not in {"marker", "path"}]
    older = pa.StructArray.from_arrays([rows.field(field.name) for field in without], fields=without)
    assert records_of(table, fitted(table, older)) == (Section(document_id="a-01", no=1, level=1, title="t"),)
    required = [field for field in table.struct if field.name != "level"]
    assert fitted(table, pa.StructArray.from_arrays([rows.field(f.name) for f in required], fields=required)) is None


def test_the_dictionary_names_every_table_and_column() -> None:
    markdown = as_markdown()
    listed = {
        table["name"]: [column["name"] for column in table["columns"]] for table in json.loads(as_json())["tables"]
    }
    assert listed == {name: table.schema.names for name, table in tables().items()}
    for name in listed:
        assert f"\n## {name}\n" in "\n" + markdown
    assert markdown.count("\n| `") == sum(len(fields(record)) for record in TABLES) + len(views())
    assert "| `severity` | string |  | Severity (`info`, `warning`, `error`) | 重要度 | never | " in markdown
    assert "| `x0` | float32 | points | " in markdown
    risks = next(table for table in json.loads(as_json())["tables"] if table["name"] == "risks")
    status = next(column for column in risks["columns"] if column["name"] == "status")
    assert status["allowed"] == ["read", "blank", "absent", "unreadable", "inferred", "corrected"]


def test_null_units_and_limits_are_told_in_two_languages() -> None:
    """Where a column may be null the dictionary says what that means; limits come in both languages or not at all."""
    for table in tables().values():
        assert all(table.limits) or not any(table.limits), table.name
        for column in table.columns:
            assert all(column.null) if column.nullable else not any(column.null), (table.name, column.name)
    field = tables()["items"].schema.field("value")
    assert field.metadata[b"null"] == b"not there, or not readable: `status` says which"
    assert tables()["sections"].schema.field("x0").metadata[b"unit"] == b"points"
    assert b"limits" in tables()["items"].schema.metadata


def test_examples_are_values_of_their_columns() -> None:
    for name, found in examples().items():
        assert set(found) <= set(tables()[name].schema.names)
    assert examples()["items"]["kind"] in {"text", "choice", "checkboxes", "date", "count"}
    assert "sources" not in examples()


def test_the_datapackage_describes_every_file() -> None:
    package = json.loads(datapackage())
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert [resource["path"] for resource in package["resources"]] == [f"{name}.parquet" for name in tables()]
    assert resources["items"]["schema"]["primaryKey"] == ["document_id", "no"]
    assert "primaryKey" not in resources["outsourcing"]["schema"]
    assert resources["sources"]["schema"]["primaryKey"] == ["uri"]
    fields_of = {field["name"]: field for field in resources["sections"]["schema"]["fields"]}
    assert fields_of["path"]["type"] == "list"
    assert fields_of["no"] == {
        "name": "no",
        "type": "integer",
        "description": "Running number within the document and table, from 1, in reading order",
        "description_ja": "文書内・表内の連番(1 から、読み順)",
        "constraints": {"required": True},
    }
    kinds = {field["type"] for resource in resources.values() for field in resource["schema"]["fields"]}
    assert kinds == {"string", "boolean", "integer", "number", "date", "datetime", "list"}
