from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyokasho.ledger import Entry, Ledger

NOON = datetime(2025, 9, 1, 12, tzinfo=UTC)


def entry(uri: str, source_id: str | None = "a" * 16, *, size: int = 1, minutes: int = 0) -> Entry:
    return Entry(uri, source_id, size, "5", None, None, NOON + timedelta(minutes=minutes))


def test_the_newest_entry_of_a_uri_counts(tmp_path: Path) -> None:
    with Ledger(tmp_path) as first:
        first.record(entry("b.txt"))
        first.record(entry("a.txt", minutes=3))
    with Ledger(tmp_path) as second:
        second.record(entry("b.txt", "b" * 16, minutes=1))
        assert second.get("b.txt") == entry("b.txt", "b" * 16, minutes=1)
    assert Ledger(tmp_path).entries() == [entry("a.txt", minutes=3), entry("b.txt", "b" * 16, minutes=1)]
    assert Ledger(tmp_path).get("c.txt") is None


def test_a_clock_that_was_set_back_does_not_bring_back_the_older_entry(tmp_path: Path) -> None:
    with Ledger(tmp_path) as first:
        first.record(entry("a.txt", minutes=60))
        first.record(entry("a.txt", "b" * 16, minutes=0))
    newest = Ledger(tmp_path).get("a.txt")
    assert newest is not None
    assert newest.source_id == "b" * 16
    assert newest.seen_at == NOON + timedelta(minutes=60, microseconds=1)


def test_what_is_known_is_not_written_again(tmp_path: Path) -> None:
    with Ledger(tmp_path) as first:
        first.record(entry("a.txt"))
        first.compact()
    before = {path: path.stat().st_mtime_ns for path in [tmp_path, *tmp_path.iterdir()]}
    with Ledger(tmp_path) as second:
        second.record(entry("a.txt", minutes=9))
        second.compact()
    assert {path: path.stat().st_mtime_ns for path in [tmp_path, *tmp_path.iterdir()]} == before


def test_a_torn_line_costs_only_itself(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record(entry("a.txt"))
        ledger.record(entry("b.txt"))
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-9])
    (tmp_path / "other.jsonl").write_bytes('{"uri":"c.txt\n[]\n\xff\n'.encode("latin-1"))
    assert Ledger(tmp_path).entries() == [entry("a.txt")]
    with Ledger(tmp_path) as again:
        again.record(entry("b.txt", minutes=1))
        again.compact()
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.jsonl"]
    assert [found.uri for found in Ledger(tmp_path).entries()] == ["a.txt", "b.txt"]


def test_entries_of_one_moment_have_an_order(tmp_path: Path) -> None:
    for name, source_id in (("1.jsonl", "b" * 16), ("2.jsonl", "a" * 16)):
        with Ledger(tmp_path / name) as ledger:
            ledger.record(entry("a.txt", source_id))
        (made,) = (tmp_path / name).iterdir()
        made.rename(tmp_path / f"x{name}")
        (tmp_path / name).rmdir()
    assert Ledger(tmp_path).entries() == [entry("a.txt", "b" * 16)]


def test_compacting_leaves_one_sorted_file(tmp_path: Path) -> None:
    for uri in ("b.txt", "a.txt", "b.txt"):
        with Ledger(tmp_path) as ledger:
            ledger.record(replace(entry(uri), size=len(list(tmp_path.iterdir()))))
    assert len(list(tmp_path.iterdir())) == 3
    with Ledger(tmp_path) as ledger:
        ledger.compact()
    (path,) = tmp_path.iterdir()
    assert [line[:14] for line in path.read_text(encoding="utf-8").splitlines()] == ['{"uri":"a.txt"', '{"uri":"b.txt"']
    assert Ledger(tmp_path).get("b.txt") == replace(entry("b.txt"), size=2, seen_at=NOON + timedelta(microseconds=1))


def test_an_empty_ledger_makes_no_file(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.compact()
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["1", "2", None])), max_size=12))
def test_reading_back_gives_what_was_recorded_last(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, str | None]]
) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    with Ledger(folder) as ledger:
        for uri, source_id in written:
            ledger.record(entry(uri, source_id))
    last = dict(written)
    assert {found.uri: found.source_id for found in Ledger(folder).entries()} == last
