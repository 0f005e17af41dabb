from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from published import contents

from extract.errors import DatasetNotWritable, NothingToIngest, UnknownSource, UsageError
from hyokasho import parquet, publish, shards
from hyokasho.dataset import Dataset
from hyokasho.forget import forget
from hyokasho.ingest import Report, Share
from hyokasho.schema import tables

Ingest = Callable[..., Report]
TEXTS = {"a.txt": "一つ\n二つ", "b.md": "三つ", "sub/c.txt": "!四つ\n!五つ\n六つ", "sub/d.html": "七つ\n" * 50}


def fill(folder: str = "in", texts: dict[str, str] = TEXTS) -> None:
    for name, text in texts.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def rows(dataset: Dataset, table: str) -> list[dict[str, object]]:
    return pq.read_table(dataset.table(table)).to_pylist()  # type: ignore[no-any-return]


def state(dataset: Dataset) -> dict[str, int]:
    """When each file of the dataset was written, but for the lock, which says who holds it."""
    found = [path for path in [dataset.folder, *dataset.folder.rglob("*")] if path.name != ".lock"]
    return {str(path.relative_to(dataset.folder)): path.stat().st_mtime_ns for path in found}


def counts(report: Report) -> tuple[int, int, int, int]:
    found = report.states
    return found["new"], found["updated"], found["unchanged"], found["failed"]


def source_id(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def test_a_run_fills_every_table(run: Ingest, dataset: Dataset) -> None:
    fill()
    report = run()
    assert counts(report) == (4, 0, 0, 0)
    assert (report.holding.documents, report.failures, report.left_out, report.holding.outdated) == (4, (), (), 0)
    assert {path.name for path in dataset.folder.glob("*.parquet")} == {f"{name}.parquet" for name in tables()}
    for name, table in tables().items():
        schema = pq.read_schema(dataset.table(name))
        assert schema.names == table.schema.names
        described = schema.field(0).metadata[b"description_ja"]
        assert described == table.schema.field(0).metadata[b"description_ja"]
    sections = [row for row in rows(dataset, "sections") if row["title"] == "六つ"]
    assert [(row["no"], row["path"], row["char_start"], row["char_end"]) for row in sections] == [
        (3, ["六つ", "道"], 8, 10)
    ]
    ids = [str(row["document_id"]) for row in rows(dataset, "documents")]
    assert ids == sorted(f"{source_id(text)}-01" for text in TEXTS.values())
    assert rows(dataset, "comments") == []


def test_sources_tell_what_happened_to_each_file(run: Ingest, dataset: Dataset) -> None:
    fill()
    Path("in/empty.txt").write_bytes(b"")
    Path("in/gone.txt").symlink_to("nowhere")
    before = datetime.now(UTC)
    report = run()
    assert counts(report) == (4, 0, 0, 2)
    assert [(one.source.uri, one.error_code) for one in report.failures] == [
        ("in/empty.txt", "empty"), ("in/gone.txt", "unopened"),
    ]  # fmt: skip
    found = {str(row["uri"]): row for row in rows(dataset, "sources")}
    good = found["in/a.txt"]
    assert (good["source_id"], good["status"], good["documents"]) == (source_id("一つ\n二つ"), "ok", 1)
    assert (good["bytes"], good["encoding"], good["reader"]) == (13, "utf-8", "lines 1")
    assert before <= good["ingested_at"] <= datetime.now(UTC)
    assert found["in/sub/c.txt"]["status"] == "partial"
    empty = found["in/empty.txt"]
    assert (empty["source_id"], empty["status"], empty["error_code"]) == ("e3b0c44298fc1c14", "failed", "empty")
    assert empty["error"] == "the file has no bytes\nFetch the file again: the download may have been cut off."
    gone = found["in/gone.txt"]
    assert (gone["source_id"], gone["sha256"], gone["bytes"], gone["status"]) == (None, None, None, "failed")
    assert str(gone["error"]).startswith("No such file or directory\nCheck that")
    order = [(row["source_id"] or "~", row["uri"]) for row in rows(dataset, "sources")]
    assert order == sorted(order)


def test_a_second_run_writes_nothing(run: Ingest, dataset: Dataset) -> None:
    fill()
    Path("in/bad.pdf").write_bytes(b"garbage")
    Path("in/gone.txt").symlink_to("nowhere")
    assert counts(run()) == (4, 0, 0, 2)
    before = state(dataset)
    assert counts(run(jobs=2)) == (0, 0, 4, 2)
    assert counts(run("in/a.txt")) == (0, 0, 1, 0)
    assert state(dataset) == before


def test_what_is_unchanged_is_not_even_opened(run: Ingest, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    run()
    monkeypatch.setattr("hyokasho.ingest.run", lambda tasks, _: (pytest.fail("read") for _ in tasks))
    assert counts(run()) == (0, 0, 4, 0)


def test_a_touched_file_is_unchanged(run: Ingest, dataset: Dataset) -> None:
    fill()
    run()
    before = {name: dataset.table(name).stat().st_mtime_ns for name in tables()}
    fill()
    assert counts(run()) == (0, 0, 4, 0)
    assert {name: dataset.table(name).stat().st_mtime_ns for name in tables()} == before
    assert [path.name for path in dataset.ledger.iterdir()] == ["ledger.jsonl"]


def test_a_changed_file_replaces_its_rows(run: Ingest, dataset: Dataset) -> None:
    fill()
    run()
    Path("in/a.txt").write_text("新しい", encoding="utf-8")
    assert counts(run()) == (0, 1, 3, 0)
    titles = {row["title"] for row in rows(dataset, "sections")}
    assert "新しい" in titles
    assert "二つ" not in titles
    assert len(rows(dataset, "sources")) == 4
    assert not shards.path_of(dataset.shards, source_id("一つ\n二つ")).exists()


def test_two_names_of_one_content_are_two_sources_and_one_document(run: Ingest, dataset: Dataset) -> None:
    fill(texts={"a.txt": "同じ", "b.txt": "同じ"})
    assert counts(run()) == (2, 0, 0, 0)
    assert [row["uri"] for row in rows(dataset, "sources")] == ["in/a.txt", "in/b.txt"]
    assert [row["document_id"] for row in rows(dataset, "documents")] == [f"{source_id('同じ')}-01"]
    Path("in/a.txt").write_text("別", encoding="utf-8")
    run()
    assert len(rows(dataset, "documents")) == 2


@pytest.mark.parametrize("names", [("x.pdf", "x.txt"), ("x.txt", "x.pdf")])
def test_of_two_endings_of_one_content_one_decides_in_any_order(
    run: Ingest, dataset: Dataset, names: tuple[str, str]
) -> None:
    fill(texts={"x.pdf": "同じ", "x.txt": "同じ"})
    _, second = (run(f"in/{name}") for name in names)
    assert counts(second) == (1, 0, 0, 0)
    assert counts(run()) == (0, 0, 2, 0)
    assert [row["status"] for row in rows(dataset, "sources")] == ["ok", "ok"]
    together = Dataset(dataset.folder.with_name("together"))
    assert counts(run("in", to=together, jobs=2)) == (2, 0, 0, 0)
    assert counts(run("in", to=together, force=True)) == (0, 1, 1, 0)
    assert contents(together) == contents(dataset)


def test_tables_do_not_depend_on_order_workers_or_runs(run: Ingest, dataset: Dataset) -> None:
    fill()
    run()
    others = [Dataset(dataset.folder.with_name(name)) for name in ("parallel", "piecemeal", "forced")]
    run(to=others[0], jobs=2)
    for path in ("in/sub/d.html", "in/b.md", "in/a.txt", "in/sub"):
        run(path, to=others[1])
    run(to=others[2])
    assert counts(run(to=others[2], force=True)) == (0, 4, 0, 0)
    for other in others:
        assert contents(other) == contents(dataset)
        package = "datapackage.json"
        assert (other.folder / package).read_bytes() == (dataset.folder / package).read_bytes()


def test_row_groups_do_not_depend_on_the_borders_of_shards(
    run: Ingest, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP", 7)
    fill(texts={f"{no}.txt": "行\n" * no for no in range(1, 9)})
    run()
    first = contents(dataset)
    metadata = pq.read_metadata(dataset.table("sections"))
    assert [metadata.row_group(no).num_rows for no in range(metadata.num_row_groups)] == [7, 7, 7, 7, 7, 7, 2]
    monkeypatch.setattr(publish, "AT_ONCE", 3)
    dataset.manifest.unlink()
    run()
    assert contents(dataset) == first


def test_changed_code_reads_again(run: Ingest, dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    run()
    before = contents(dataset)
    monkeypatch.setattr("hyokasho.ingest.fingerprint", lambda: {"code": "second"})
    partly = run("in/a.txt")
    assert (counts(partly), partly.holding.outdated) == ((0, 1, 0, 0), 3)
    whole = run()
    assert (counts(whole), whole.holding.outdated) == ((0, 3, 1, 0), 0)
    assert contents(dataset) == before


def test_the_manifest_describes_the_files(run: Ingest, dataset: Dataset) -> None:
    fill()
    report = run()
    manifest = json.loads(dataset.manifest.read_text(encoding="utf-8"))
    assert set(manifest["files"]) == {f"{name}.parquet" for name in tables()}
    for name, described in manifest["files"].items():
        data = (dataset.folder / name).read_bytes()
        assert described["sha256"] == sha256(data).hexdigest()
        assert described["bytes"] == len(data)
        assert described["rows"] == pq.read_metadata(dataset.folder / name).num_rows
    assert manifest["made_by"] == [{"parts": {"code": "first"}, "sources": 4}]
    assert report.holding.rows == sum(described["rows"] for described in manifest["files"].values())


@pytest.mark.parametrize("lost", ["items.parquet", "manifest.json", "datapackage.json"])
def test_a_lost_file_comes_back(run: Ingest, dataset: Dataset, lost: str) -> None:
    fill()
    run()
    before = contents(dataset)
    (dataset.folder / lost).unlink()
    assert counts(run()) == (0, 0, 4, 0)
    assert (dataset.folder / lost).is_file()
    assert contents(dataset) == before


def test_a_lost_or_damaged_shard_is_made_again(run: Ingest, dataset: Dataset) -> None:
    fill()
    run()
    before = contents(dataset)
    shards.path_of(dataset.shards, source_id("三つ")).unlink()
    damaged = shards.path_of(dataset.shards, source_id("一つ\n二つ"))
    damaged.write_bytes(damaged.read_bytes()[:500])
    run("in/sub")
    found = {str(row["uri"]): row for row in rows(dataset, "sources")}
    assert (found["in/b.md"]["status"], found["in/b.md"]["error_code"]) == ("failed", "outdated")
    assert found["in/a.txt"]["error_code"] == "outdated"
    assert counts(run()) == (0, 2, 2, 0)
    assert contents(dataset) == before


def test_what_dead_runs_left_behind_goes(run: Ingest, dataset: Dataset) -> None:
    fill()
    run()
    orphan = shards.path_of(dataset.shards, "00" * 8)
    orphan.parent.mkdir(exist_ok=True)
    shutil.copy(shards.path_of(dataset.shards, source_id("三つ")), orphan)
    left = [dataset.folder / ".items.parquet.1-ab.part", orphan.with_name(".x.arrow.2-cd.part")]
    left.append(dataset.ledger / ".ledger.jsonl.3-ef.part")
    for path in left:
        path.write_bytes(b"half")
    run()
    assert [path for path in [orphan, *left] if path.exists()] == []


def test_a_dataset_that_cannot_be_written(run: Ingest, folder: Path) -> None:
    fill()
    Path("file").write_bytes(b"")
    for path in ("file", "file/below", "/proc/dataset"):
        with pytest.raises(DatasetNotWritable, match=path):
            run(to=Dataset(Path(path)))


def test_a_disk_that_fails_within_ends_the_run(run: Ingest, dataset: Dataset) -> None:
    fill()
    dataset.folder.mkdir()
    dataset.shards.write_bytes(b"in the way")
    with pytest.raises(DatasetNotWritable, match=r"\.shards: (Not a directory|File exists)"):
        run()
    dataset.shards.unlink()
    dataset.table("items").mkdir()
    with pytest.raises(DatasetNotWritable, match=r"items\.parquet"):
        run()


def test_forms_that_changed_are_read_again_and_nothing_else(
    run: Ingest, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill()
    Path("in/bad.txt").write_bytes(b"")
    today = {"code": "1", "pdf": "1", "form:basic": "1"}
    monkeypatch.setattr("hyokasho.ingest.fingerprint", lambda: today)
    assert counts(run()) == (4, 0, 0, 1)
    before = {path: path.stat().st_mtime_ns for path in dataset.shards.rglob("*.arrow")}
    monkeypatch.setattr("hyokasho.ingest.fingerprint", lambda: {**today, "form:basic": "2"})
    partly = run("in/a.txt")
    assert (counts(partly), partly.holding and partly.holding.stale) == ((0, 0, 1, 0), {("form:basic",): 1})
    assert counts(run()) == (0, 0, 4, 1)
    failed = shards.path_of(dataset.shards, "e3b0c44298fc1c14")
    after = {path: path.stat().st_mtime_ns for path in dataset.shards.rglob("*.arrow")}
    assert {path for path, when in after.items() if before[path] != when} == {failed}


def test_shares_are_read_apart_and_published_together(run: Ingest, dataset: Dataset, folder: Path) -> None:
    fill(texts={f"{no}.txt": f"文書 {no}" for no in range(30)})
    whole = Dataset(folder / "whole")
    run(to=whole)
    done = [run(share=Share(number, 3)) for number in (3, 1, 2)]
    assert [one.holding for one in done] == [None, None, None]
    sizes = [one.states["new"] for one in done]
    assert (sum(sizes), min(sizes) > 0) == (30, True)
    assert not dataset.manifest.exists()
    publish.publish(dataset)
    assert contents(dataset) == contents(whole)


def test_what_is_forgotten_leaves_every_table(run: Ingest, dataset: Dataset) -> None:
    fill(texts={**TEXTS, "sub/e.txt": "八つ", "twice.txt": "三つ"})
    run()
    gone, _ = forget(["in/sub"], dataset)
    assert gone == ["in/sub/c.txt", "in/sub/d.html", "in/sub/e.txt"]
    assert {row["uri"] for row in rows(dataset, "sources")} == {"in/a.txt", "in/b.md", "in/twice.txt"}
    assert len(list(dataset.shards.rglob("*.arrow"))) == 2
    assert forget(["in/b.*"], dataset)[0] == ["in/b.md"]
    assert {row["title"] for row in rows(dataset, "documents")} == {"一つ", "三つ"}
    assert forget([source_id("三つ"), "in/a.txt"], dataset)[0] == ["in/a.txt", "in/twice.txt"]
    assert rows(dataset, "sources") == rows(dataset, "sections") == []
    with pytest.raises(UnknownSource, match=r"holds no source in/a\.txt"):
        forget(["in/a.txt"], dataset)
    assert counts(run()) == (6, 0, 0, 0)


def test_wrong_paths_leave_no_dataset(run: Ingest, dataset: Dataset) -> None:
    Path("in").mkdir()
    with pytest.raises(NothingToIngest):
        run()
    with pytest.raises(UsageError, match="nowhere"):
        run("nowhere")
    assert not dataset.folder.exists()
