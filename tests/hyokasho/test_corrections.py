"""Corrections beside the tables: the file, what publishing makes of it, and the command that lists the stale ones."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from published import contents

from extract.errors import CorrectionsWrong
from hyokasho.cli import cli
from hyokasho.corrections import append, check, load, path_of
from hyokasho.dataset import Dataset
from hyokasho.publish import Reviews, publish
from hyokasho.query import query
from parsers.corrections import Correction, ItemName

WHEN = datetime(2026, 4, 1, 9, 30, tzinfo=timezone(timedelta(hours=9)))
HEADER = "document_id,key,group,group_no,file_no,action,old_value,new_value,who,when,why\n"


@pytest.fixture
def own(samples_dataset: Dataset, folder: Path) -> Dataset:
    """A copy of the dataset of the samples."""
    shutil.copytree(samples_dataset.folder, folder / "own")
    return Dataset(folder / "own")


def head_of(dataset: Dataset) -> tuple[str, str]:
    """Return the document and the value of ②所属長の役職名 of the assessment in the sample 02."""
    found = query(
        dataset,
        "SELECT document_id, value FROM items JOIN documents USING (document_id) JOIN sources USING (source_id)"
        " WHERE key = 'basics.department.head' AND uri LIKE '%02_kiso%'",
    )
    document_id, value = found.rows[0]
    return str(document_id), str(value)


def correction(document_id: str, old: str | None, new: str | None = "納税課長") -> Correction:
    return Correction(ItemName(document_id, "basics.department.head"), "correct", old, new, "山田 花子", WHEN, "誤読")


texts = st.none() | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), min_size=1, max_size=30
)
names = st.builds(
    ItemName, st.just("0123456789abcdef-01"), st.just("a.b"), texts, *[st.none() | st.integers(1, 99)] * 2
)
moments = st.datetimes(timezones=st.just(UTC))
corrections = st.builds(
    Correction,
    names,
    st.sampled_from(["correct", "confirm", "unreadable"]),
    texts,
    texts,
    st.text("甲乙,\"' \n"),
    moments,
    texts,
)


@given(st.lists(corrections, max_size=4))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, written: list[Correction]) -> None:
    dataset = Dataset(tmp_path_factory.mktemp("dataset"))
    for one in written:
        append(dataset, one)
    assert load(dataset) == tuple(written)


def test_a_spreadsheet_may_have_changed_the_file(own: Dataset) -> None:
    lines = "who,note,document_id,key,action,old_value,new_value,when\n甲,x,0123456789abcdef-01,cover.name,confirm,名,,2026-04-01T09:30+09:00"
    path_of(own).write_text(lines, encoding="utf-8")
    append(own, correction("0123456789abcdef-01", "課長"))
    assert [(one.who, one.item.key, one.old_value, one.new_value, one.why) for one in load(own)] == [
        ("甲", "cover.name", "名", None, None),
        ("山田 花子", "basics.department.head", "課長", "納税課長", None),  # there is no column for the reason
    ]
    with path_of(own).open(encoding="utf-8") as file:
        assert [row["note"] for row in csv.DictReader(file)] == ["x", ""]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("document_id,key\n", "line 1 names no column action, old_value, new_value, who, when"),
        (HEADER + "d-01,k,,,,shout,,,甲,2026-04-01T09:30+09:00,\n", "line 2: action is 'shout'"),
        (HEADER + "d-01,k,,one,,confirm,,,甲,2026-04-01T09:30+09:00,\n", "line 2: group_no is 'one', not a number"),
        (
            HEADER + "d-01,k,,,,confirm,,,甲,2026-04-01T09:30,\n",
            "line 2: when is '2026-04-01T09:30', not a time with its zone",
        ),
        (HEADER + "d-01,k,,,,confirm,,,甲,yesterday,\n", "line 2: when is 'yesterday', not a time with its zone"),
        (HEADER + 'd-01,k,,,,confirm,"a', "behind line 1: unexpected end of data"),
    ],
)
def test_a_wrong_file_is_no_crash_and_publishes_nothing(own: Dataset, text: str, what: str) -> None:
    before = contents(own)
    path_of(own).write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsWrong) as caught:
        publish(own)
    assert what in str(caught.value)
    assert contents(own) == before


def test_publishing_applies_corrections_and_taking_them_out_gives_back_what_was_read(own: Dataset) -> None:
    before = contents(own)
    document_id, value = head_of(own)
    append(own, correction(document_id, value))
    assert publish(own).reviews == Reviews(1, 0)
    found = query(
        own,
        f"SELECT value, status, head, code FROM items JOIN assessments USING (document_id) JOIN issues USING (document_id)"
        f" WHERE document_id = '{document_id}' AND key = 'basics.department.head' AND issues.item_no = items.no",
    )
    assert found.rows == (("納税課長", "corrected", "納税課長", "review_corrected"),)
    changed = {name for name, data in contents(own).items() if data != before[name]}
    assert changed == {"items", "assessments", "issues", "documents"}
    path_of(own).unlink()
    assert publish(own).reviews == Reviews(0, 0)
    assert contents(own) == before


def test_a_stale_correction_is_listed_and_leaves_the_tables_alone(own: Dataset) -> None:
    before = contents(own)
    document_id, value = head_of(own)
    append(own, correction(document_id, "税務課長"))
    append(own, correction("0123456789abcdef-01", value))
    assert publish(own).reviews == Reviews(0, 2)
    assert contents(own) == before
    assert [(one.reason, one.value) for one in check(own)] == [("no_document", None), ("value_changed", value)]
    done = CliRunner().invoke(cli, ["corrections", "check", "--dataset", str(own.folder), "--format", "json"])
    assert done.exit_code == 3
    listed = json.loads(done.output)
    assert [(row["old_value"], row["value_now"]) for row in listed] == [(value, None), ("税務課長", value)]
    assert listed[0]["reason"].startswith("the dataset holds no such document")
    said = CliRunner().invoke(cli, ["publish", "--dataset", str(own.folder)])
    assert said.output.endswith("corrections: 0 applied, 2 stale: `hyokasho corrections check`\n")
    state = CliRunner().invoke(cli, ["status", "--dataset", str(own.folder), "--format", "json"])
    (counts,) = (rows for title, rows in json.loads(state.output).items() if title.startswith("Corrections"))
    assert counts == [{"applied": 0, "stale": 2}]


def test_a_correction_holds_against_what_was_read_even_after_it_was_applied(own: Dataset) -> None:
    document_id, value = head_of(own)
    append(own, correction(document_id, value))
    publish(own)
    assert check(own) == ()
    done = CliRunner().invoke(cli, ["corrections", "check", "--dataset", str(own.folder)])
    assert (done.exit_code, done.output) == (0, "no correction is stale\n")


def test_the_corrected_tables_keep_their_order(own: Dataset) -> None:
    document_id, value = head_of(own)
    append(own, correction(document_id, value))
    publish(own)
    for name in ("items", "issues", "documents"):
        table = pq.read_table(own.table(name), columns=["document_id", *(["no"] if name != "documents" else [])])
        keys = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
        assert keys == sorted(keys)


def test_a_document_is_shown_with_its_corrections(own: Dataset) -> None:
    document_id, value = head_of(own)
    append(own, correction(document_id, value))
    shown = CliRunner().invoke(cli, ["show", document_id, "--dataset", str(own.folder)])
    assert "②所属長の役職名: 納税課長" in shown.output
    assert "info review_corrected: 所属長の役職名: 「市民税課長」 was read (誤読)" in shown.output
