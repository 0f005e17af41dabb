"""A dataset from Python and by its documented views."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from click.testing import CliRunner

import hyokasho
from extract.errors import NoDataset, QueryFailed, UsageError
from hyokasho import listing
from hyokasho.cli import cli
from hyokasho.dataset import Dataset
from hyokasho.opened import OpenedDataset
from hyokasho.query import query
from hyokasho.schema import tables
from hyokasho.status import CORRECTIONS, ITEMS, status
from hyokasho.views import views


@pytest.fixture(scope="module")
def data(samples_dataset: Dataset) -> OpenedDataset:
    return hyokasho.open(samples_dataset.folder)


def test_tables_come_as_arrow_and_as_pandas_with_the_same_types(data: OpenedDataset) -> None:
    table = data.table("assessments")
    assert table.schema.field("published_on").type == pa.date32()
    assert table.schema.field("name").metadata[b"description_ja"].decode() == "評価書名"
    frame = data.df("assessments")
    assert isinstance(frame.dtypes["published_on"], pd.ArrowDtype)
    assert frame["declared_provisions"].dropna().tolist() == [23]
    assert frame["published_on"].max().isoformat() == "2025-03-28"


def test_sql_knows_tables_and_views(data: OpenedDataset) -> None:
    frame = data.sql("SELECT count(*) AS n FROM outsourcing JOIN v_outsourcing USING (document_id, file_no, no)")
    assert frame["n"].tolist() == [data.table("outsourcing").num_rows]
    with pytest.raises(QueryFailed):
        data.sql("SELECT nothing FROM items")


def test_unknown_names_and_folders_say_what_there_is(data: OpenedDataset, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="item: no such table; there are sources, documents, "):
        data.table("item")
    with pytest.raises(NoDataset):
        hyokasho.open(tmp_path / "nowhere")


def test_it_shows_its_tables(data: OpenedDataset) -> None:
    assert f"items           {data.table('items').num_rows:>12,}  Every item of a form" in repr(data)
    assert "<td><code>items</code></td>" in data._repr_html_()


@pytest.mark.parametrize("view", views(), ids=lambda view: view.name)
def test_a_view_says_in_two_languages_what_it_answers(view: object, data: OpenedDataset) -> None:
    assert view.about.endswith(".")
    assert view.about_ja.endswith("。")
    assert view.name in data.names
    data.table(view.name)


def test_contractors_stand_beside_their_municipality_and_file(data: OpenedDataset) -> None:
    rows = data.sql("SELECT * FROM v_outsourcing WHERE contractor LIKE '架空電算%'").to_dict("records")
    assert [(row["name"], row["file_name"], row["redelegation"], row["assessment_kind"]) for row in rows] == [
        ("国民健康保険システムの運用保守", "国保資格ファイル", "再委託する", "priority")
    ]
    assert rows[0]["uri"].endswith("03_juten_kokuho.md")


def test_choices_are_one_row_per_file(data: OpenedDataset) -> None:
    rows = data.sql("""
        SELECT file_no, "file.subjects", "subjects.band", "file.kind" FROM v_choices_wide
        WHERE assessment_kind = 'priority' ORDER BY file_no
    """).to_dict("records")
    assert [row["file_no"] for row in rows] == [1, 2]
    assert rows[0]["file.subjects"] == "1万人以上10万人未満"
    assert len({row["subjects.band"] for row in rows}) == 1


def test_the_latest_version_is_the_one_published_last(data: OpenedDataset) -> None:
    rows = data.sql("SELECT number, name, published_on FROM assessments ORDER BY published_on").to_dict("records")
    latest = data.sql("SELECT number, name, published_on FROM v_latest").to_dict("records")
    same = [row for row in rows if row["number"] == "3"]
    assert len(same) == 2  # the sample assessment as PDF and as text
    assert len([row for row in latest if row["number"] == "3"]) == 1
    assert len(latest) == len(rows) - 1


def test_changes_are_counted_by_year(data: OpenedDataset) -> None:
    def counted(asked: str) -> list[dict[str, object]]:
        return data.sql(f"{asked} GROUP BY ALL ORDER BY ALL").to_dict("records")

    by_view = counted("SELECT year, sum(changes)::INT AS n FROM v_changes_by_year WHERE year IS NOT NULL")
    assert by_view == counted("SELECT year(changed_on) AS year, count(*)::INT AS n FROM changes WHERE year IS NOT NULL")
    assert {"year": 2016, "n": 2} in by_view


def test_every_table_of_the_dataset_is_offered(data: OpenedDataset) -> None:
    assert data.names[: len(tables())] == tuple(tables())


def test_status_counts_how_items_were_read(samples_dataset: Dataset) -> None:
    found = status(samples_dataset)
    assert list(found) == [
        "Files", "Documents", "Failed", "Forms", ITEMS, "Issues", "Worst documents", CORRECTIONS,
        "Stale: ingest these files again",
    ]  # fmt: skip
    forms = listing.records(found["Forms"])
    items = query(samples_dataset, "SELECT status, count(*) AS n FROM items GROUP BY ALL")
    counted = dict(items.rows)
    for name in ("read", "blank", "inferred", "unreadable", "absent"):
        assert sum(row[name] for row in forms) == counted.get(name, 0)
        assert sum(row[name] for row in listing.records(found[ITEMS])) == counted.get(name, 0)
    assert found["Failed"].rows == ()
    assert found["Stale: ingest these files again"].rows == ()
    numbers = [row for row in listing.records(found[ITEMS]) if row["key"] == "cover.number"]
    assert sum(row["read"] + row["inferred"] for row in numbers) == 4


def test_status_prints_tables_markdown_and_json(samples_dataset: Dataset) -> None:
    def printed(form: str) -> str:
        return CliRunner().invoke(cli, ["status", "--dataset", str(samples_dataset.folder), "--format", form]).stdout

    assert "\nWorst documents\n" in printed("table")
    assert "more: --format markdown or json" in printed("table")
    markdown = printed("markdown")
    assert (
        "\n## Forms\n\n| kind | form | documents | read | blank | inferred | unreadable | absent |\n| --- |" in markdown
    )
    parts = json.loads(printed("json"))
    assert parts["Files"][0]["status"] in {"ok", "partial"}
    assert "Failed" not in parts
