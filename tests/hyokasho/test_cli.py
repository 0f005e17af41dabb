"""The commands with the real readers and parsers, as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pymupdf
import pytest
from click.testing import CliRunner, Result

import hyokasho
from extract.scan import available
from hyokasho.cli import cli
from hyokasho.fingerprint import fingerprint
from hyokasho.schema import tables

MINUTES = "会議録\n\n1 日時 令和7年9月1日 午後2時\n2 場所 第一会議室\n\n会長:ただいまから審議会を開きます。\n"
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
SCRIPT = Path(sys.executable).with_name("hyokasho")


def hyo(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments], env={"HYOKASHO_DATASET": "dataset", "COLUMNS": "200"})


def pdf(text: str, **save: object) -> bytes:
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), text, fontname="japan")
    return bytes(document.tobytes(**save))


def scan() -> bytes:
    document = pymupdf.open()
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 300, 400))
    picture.clear_with(99)
    page = document.new_page()
    page.insert_image(page.rect, pixmap=picture)
    return bytes(document.tobytes())


def document_id(path: str) -> str:
    return sha256(Path(path).read_bytes()).hexdigest()[:16] + "-01"


@pytest.fixture
def texts(folder: Path) -> None:
    Path("in").mkdir()
    Path("in/minutes.txt").write_text(MINUTES, encoding="utf-8")
    Path("in/sjis.txt").write_bytes("答申\n\n令和7年9月2日\n".encode("cp932"))
    Path("in/one.pdf").write_bytes(pdf("会議次第 令和7年9月3日"))


@pytest.fixture
def broken(texts: None) -> dict[str, str]:
    whole = pdf("会議録")
    files = {
        "empty.txt": (b"", "empty"),
        "page.pdf": (b"<html>404 Not Found</html>", "not_a_pdf"),
        "cut.pdf": (whole[: len(whole) // 3], "damaged_pdf"),
        "locked.pdf": (
            pdf("会議録", encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="o", user_pw="u"), "encrypted",
        ),
        "scan.pdf": (scan(), "no_text" if available() else "needs_ocr"),
        "cut.zip": (b"PK\x03\x04", "damaged_archive"),
    }  # fmt: skip
    for name, (data, _) in files.items():
        Path("in", name).write_bytes(data)
    return {f"in/{name}": code for name, (_, code) in files.items()}


@pytest.mark.usefixtures("texts")
def test_ingest_says_what_it_did_and_the_second_time_that_nothing_changed() -> None:
    first = hyo("ingest", "in", "--jobs", "2")
    assert first.exit_code == 0
    assert first.stdout.splitlines()[-2] == "files: 3 new, 0 updated, 0 unchanged, 0 failed"
    assert first.stdout.splitlines()[-1].startswith("dataset: 3 documents, ")
    assert "read 3 of 3, 0 failed, " in first.stderr
    before = {path: path.stat().st_mtime_ns for path in Path("dataset").rglob("*") if path.name != ".lock"}
    second = hyo("ingest", "in")
    assert second.exit_code == 0
    assert "files: 0 new, 0 updated, 3 unchanged, 0 failed" in second.stdout
    assert second.stderr == ""
    assert {path: path.stat().st_mtime_ns for path in Path("dataset").rglob("*") if path.name != ".lock"} == before
    forced = hyo("ingest", "in", "--force")
    assert "files: 0 new, 3 updated, 0 unchanged, 0 failed" in forced.stdout


def test_broken_files_are_named_with_a_reason_and_a_remedy(broken: dict[str, str]) -> None:
    for expected in ("3 new, 0 updated, 0 unchanged", "0 new, 0 updated, 3 unchanged"):
        result = hyo("ingest", "in")
        assert result.exit_code == 3
        assert f"files: {expected}, 6 failed" in result.stdout
        for path, code in broken.items():
            assert f"failed: {code} (1)\n  {path}: " in result.stdout
        assert "  → Remove the password (for example `qpdf --decrypt" in result.stdout
    assert hyo("ingest", "in/minutes.txt").exit_code == 0
    assert hyo("ingest", "in/locked.pdf").exit_code == 3
    listed = json.loads(
        hyo("sql", "SELECT uri, error_code FROM sources WHERE status = 'failed'", "--format", "json").stdout
    )
    assert {row["uri"]: row["error_code"] for row in listed} == broken


def test_a_run_leaves_a_log_and_a_report(broken: dict[str, str]) -> None:
    said = hyo("ingest", "in", "--log-json", "log.jsonl", "--report", "report.json", "-v")
    assert "failed  in/empty.txt  " in said.stderr
    assert "new  in/minutes.txt  " in said.stderr
    log = [json.loads(line) for line in Path("log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["uri"]: line["error_code"] for line in log if line["state"] == "failed"} == broken
    (minutes,) = [line for line in log if line["uri"] == "in/minutes.txt"]
    assert (minutes["state"], minutes["documents"], minutes["source_id"]) == (
        "new",
        1,
        document_id(minutes["uri"])[:16],
    )
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert report["files"] == {"new": 3, "updated": 0, "unchanged": 0, "failed": 6}
    assert {failure["uri"]: failure["error_code"] for failure in report["failures"]} == broken
    assert report["dataset"]["documents"] == 3
    hyo("ingest", "in/minutes.txt", "--log-json", "log.jsonl")
    assert json.loads(Path("log.jsonl").read_text(encoding="utf-8").splitlines()[-1])["state"] == "unchanged"


@pytest.mark.usefixtures("texts")
def test_paths_come_from_standard_input_and_shares_are_published_together() -> None:
    listed = CliRunner().invoke(
        cli, ["ingest", "-", "--shard", "1/1", "--dataset", "dataset"], input="in/minutes.txt\nin/one.pdf\n"
    )
    assert listed.exit_code == 0
    assert "files: 2 new" in listed.stdout
    assert "dataset: not published; when all shares are in, run `hyokasho publish`" in listed.stdout
    assert hyo("publish").stdout.startswith("dataset: 2 documents, ")
    gone = hyo("forget", "in/one.pdf", "in/min*")
    assert gone.stdout.splitlines() == ["forgotten: in/minutes.txt", "forgotten: in/one.pdf", "dataset: 0 documents"]
    again = hyo("forget", "in/one.pdf")
    assert (again.exit_code, "holds no source in/one.pdf" in again.stderr) == (2, True)


@pytest.mark.usefixtures("texts")
def test_many_failures_do_not_bury_the_counts() -> None:
    for no in range(25):
        Path(f"in/empty{no:02}.html").write_bytes(b" " * no)
    lines = hyo("ingest", "in").stdout.splitlines()
    assert lines[0] == "failed: empty (25)"
    assert lines[20].startswith("  in/empty19.html: ")
    assert lines[21] == "  … and 5 more: `hyokasho status`"
    assert lines[22].startswith("  → Fetch the file again")
    assert lines[23] == "files: 3 new, 0 updated, 0 unchanged, 25 failed"


@pytest.mark.usefixtures("texts")
def test_what_is_left_out_is_counted_by_ending() -> None:
    Path("in/form.docx").write_bytes(b"")
    Path("in/README").write_bytes(b"")
    assert "left out, by their endings: no ending (1), .docx (1)\n" in hyo("ingest", "in").stdout


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ingest", "nowhere"], "error: nowhere: no such file or folder\nSee `hyokasho --help`."),
        (["ingest", "in", "nowhere"], "nowhere"),
        (["ingest", "empty"], "error: no document found\nName files, folders, archives (.zip"),
        (["ingest"], "Missing argument 'PATH...'"),
        (["ingest", "in", "--jobs", "0"], "x>=1"),
        (["ingest", "in", "--shard", "4/3"], "4/3 is not of the form i/n with i from 1 to n"),
        (["ingest", "in", "--report", "nowhere/report.json"], "error: nowhere/report.json: No such file or directory"),
        (["ingest", "in", "--log-json", "nowhere/log.json"], "error: nowhere/log.json: No such file or directory"),
        (["ingest", "s3://bucket/a.pdf"], "Install them with hyokasho: `pip install 'hyokasho[remote]'`"),
        (["publish"], "error: dataset: no dataset here"),
        (["forget", "in/minutes.txt"], "error: dataset: no dataset here"),
        (["ingest", "in", "--dataset", "file"], "error: file: File exists\nName another folder with --dataset"),
        (["ingest", "in", "--dataset", "/proc/dataset"], "error: /proc/dataset: "),
        (["show", "nothing"], "error: nothing: neither a file nor the id of a document"),
        (["show", "0123456789abcdef-01"], "error: dataset: holds no document 0123456789abcdef-01"),
        (["status"], "error: dataset: no dataset here (sources.parquet is missing)\nMake one first"),
        (["sql", "SELECT 1"], "no dataset here"),
        (["schema", "--format", "xml"], "'xml' is not one of"),
    ],
)
def test_arguments_that_cannot_work_end_with_2_and_say_why(arguments: list[str], words: str) -> None:
    Path("empty").mkdir()
    Path("file").write_bytes(b"")
    result = hyo(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert not Path("dataset").exists()


@pytest.mark.usefixtures("texts")
def test_show_gives_the_outline_of_a_file_and_of_a_document_alike() -> None:
    shown = hyo("show", "in/minutes.txt")
    assert shown.exit_code == 0
    assert shown.stdout.startswith(f"{document_id('in/minutes.txt')}  minutes\n  会議録\n")
    assert "2025-09-01" in shown.stdout
    hyo("ingest", "in")
    assert hyo("show", document_id("in/minutes.txt")).stdout == shown.stdout
    assert hyo("show", document_id("in/minutes.txt")[:16]).stdout == shown.stdout
    assert hyo("show", document_id("in/minutes.txt")[:16] + "-02").exit_code == 2


def test_show_of_a_broken_file_says_what_is_wrong_with_it(broken: dict[str, str]) -> None:
    result = hyo("show", "in/locked.pdf")
    assert result.exit_code == 3
    assert result.stderr.startswith("error: encrypted: ")
    assert "\nRemove the password" in result.stderr
    hyo("ingest", "in/locked.pdf")
    held = hyo("show", document_id("in/locked.pdf")[:16])
    assert (held.exit_code, "could not be read: encrypted: " in held.stderr) == (2, True)


@pytest.mark.usefixtures("texts")
def test_show_json_gives_all_records_with_the_columns_of_the_tables() -> None:
    found = json.loads(hyo("show", "in/minutes.txt", "--json").stdout)
    assert found["documents"][0]["document_type"] == "minutes"
    for name, rows in found.items():
        assert list(rows[0]) == [column.name for column in tables()[name].columns]
    hyo("ingest", "in")
    assert json.loads(hyo("show", document_id("in/minutes.txt"), "--json").stdout) == found


@pytest.mark.usefixtures("texts")
def test_sql_writes_tables_csv_and_json() -> None:
    hyo("ingest", "in")
    ask = "SELECT uri, pages, ['一', '二'] AS list, DATE '2025-09-01' AS day FROM sources WHERE uri LIKE '%.pdf'"
    assert hyo("sql", ask, "--format", "csv").stdout == (
        'uri,pages,list,day\nin/one.pdf,1,"[""一"", ""二""]",2025-09-01\n'
    )
    assert json.loads(hyo("sql", ask, "--format", "json").stdout) == [
        {"uri": "in/one.pdf", "pages": 1, "list": ["一", "二"], "day": "2025-09-01"}
    ]
    assert hyo("sql", ask).stdout.splitlines()[2].split() == ["in/one.pdf", "1", '["一",', '"二"]', "2025-09-01"]
    for name in tables():
        assert hyo("sql", f'SELECT * FROM "{name}"').exit_code == 0
    assert hyo("sql", "SELECT ingested_at FROM sources", "--format", "csv").stdout.count("+00:00\n") == 3
    wrong = hyo("sql", "SELECT nothing FROM documents")
    assert (wrong.exit_code, wrong.stderr.startswith("error: Binder Error: ")) == (2, True)
    assert hyo("sql", "CREATE TABLE x (y INT)").exit_code == 0


@pytest.mark.usefixtures("texts")
def test_sql_cuts_nothing_off() -> None:
    hyo("ingest", "in")
    long = "文" * 300
    folded = hyo("sql", f"SELECT '{long}' AS text, 1 AS one").stdout
    assert folded.count("文") == 300
    wide = hyo("sql", f"SELECT *, '{long}' AS text FROM items RIGHT JOIN (SELECT 1) ON true").stdout
    assert wide.startswith("── 1 ──\ndocument_id\n")
    assert f"\ntext         {long}\n" in wide


def test_status_counts_documents_failures_and_issues(broken: dict[str, str]) -> None:
    hyo("ingest", "in")
    result = hyo("status")
    assert result.exit_code == 0
    words = [line.split() for line in result.stdout.splitlines()]
    assert ["failed", "6", "6", "0"] in words
    assert [line[0] for line in words if line and line[0] in {"minutes", "agenda", "recommendation"}]
    for path, code in broken.items():
        assert any(line[:2] == [code, path] for line in words)
    assert "read by other code" not in result.stdout


@pytest.mark.usefixtures("texts")
def test_status_tells_what_is_stale_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    hyo("ingest", "in")
    assert "Stale" not in hyo("status").stdout
    today = fingerprint()
    monkeypatch.setattr("hyokasho.status.fingerprint", lambda: {**today, "pdf": "another"})
    words = [line.split() for line in hyo("status").stdout.splitlines()]
    assert ["Stale:", "ingest", "these", "files", "again"] in words
    assert ["pdf", "1"] in words


def test_schema_prints_the_dictionary() -> None:
    assert hyo("schema").stdout.startswith("## sources\n")
    described = json.loads(hyo("schema", "--format", "json").stdout)
    assert [table["name"] for table in described["tables"]] == list(tables())
    assert "v_outsourcing" in [view["name"] for view in described["views"]]


def test_version() -> None:
    assert hyo("--version").stdout == f"hyokasho, version {hyokasho.__version__}\n"


def test_the_package_runs_as_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "hyokasho", "--help"], capture_output=True, text=True, check=True)
    assert "ingest" in done.stdout
    assert done.stdout.startswith("Usage: python -m hyokasho ")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom hyokasho.cli import cli\n"
        "try:\n    cli(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'pyarrow', 'rich', 'pymupdf', 'duckdb', 'pebble'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "ingest" in done.stdout


@pytest.mark.usefixtures("texts")
@pytest.mark.skipif(not SCRIPT.exists(), reason="the script is not installed beside this Python")
def test_the_script_works_on_a_terminal_that_lacks_some_characters() -> None:
    environment = {"PYTHONIOENCODING": "cp932", "HYOKASHO_DATASET": "dataset"}
    done = subprocess.run([SCRIPT, "ingest", "in"], env=environment, capture_output=True, check=False)
    assert (done.returncode, b"3 new" in done.stdout) == (0, True)
    shown = subprocess.run([SCRIPT, "show", "in/minutes.txt"], env=environment, capture_output=True, check=True)
    text = shown.stdout.decode("cp932")
    assert "  会議録\n" in text
    assert "2025-09-01 \\xb7 " in text  # the middle dot of the facts is not in CP932


@pytest.mark.skipif(not (SAMPLES / "truth.yaml").exists(), reason="data/samples is not here")
def test_the_primary_keys_of_the_datapackage_are_keys(folder: Path) -> None:
    assert hyo("ingest", str(SAMPLES)).exit_code == 0
    package = json.loads(Path("dataset/datapackage.json").read_text(encoding="utf-8"))
    keys = {resource["name"]: resource["schema"].get("primaryKey") for resource in package["resources"]}
    for name, key in keys.items():
        if key:
            listed = ", ".join(key)
            ask = f"SELECT {listed} FROM {name} GROUP BY ALL HAVING count(*) > 1"
            assert hyo("sql", ask, "--format", "csv").stdout == ",".join(key) + "\n", name
    orphans = "SELECT document_id FROM sections ANTI JOIN documents USING (document_id)"
    assert hyo("sql", orphans, "--format", "csv").stdout == "document_id\n"


@pytest.mark.usefixtures("texts")
def test_sql_writes_parquet_to_a_file_or_a_pipe() -> None:
    hyo("ingest", "in")
    ask = "SELECT uri, DATE '2025-09-01' AS day FROM sources ORDER BY uri"
    assert hyo("sql", ask, "--format", "parquet", "--output", "a.parquet").exit_code == 0
    assert pq.read_table("a.parquet")["day"].to_pylist() == [date(2025, 9, 1)] * 3
    piped = CliRunner().invoke(cli, ["sql", ask, "--format", "parquet", "--dataset", "dataset"])
    assert pq.read_table(BytesIO(piped.stdout_bytes)).equals(pq.read_table("a.parquet"))
    assert hyo("sql", ask, "--format", "csv", "-o", "a.csv").stdout == ""
    assert Path("a.csv").read_text(encoding="utf-8").startswith("uri,day\nin/minutes.txt,2025-09-01\n")


@pytest.mark.usefixtures("texts")
def test_export_says_what_it_wrote_and_what_it_cannot() -> None:
    hyo("ingest", "in")
    written = hyo("export", "out", "--format", "csv", "--from", "2025-09-02", "--to", "2025-09-30")
    assert written.exit_code == 0
    assert written.stdout.startswith("out: 1 documents, ")
    assert Path("out/documents.csv").read_text(encoding="utf-8-sig").count("recommendation") == 1
    again = hyo("export", "out", "--format", "csv")
    assert (again.exit_code, "out: is there already\nName another place, or say --overwrite." in again.stderr) == (
        2,
        True,
    )
    assert hyo("export", "out", "--format", "csv", "--overwrite").exit_code == 0
    for arguments, words in (
        (["x", "--from", "令和7年"], "is no date like 2025-03-31"),
        (["x", "--type", "letter"], "no such type of document: letter"),
        (["x", "--format", "csv", "--partition-by", "year"], "--partition-by goes with --format parquet"),
    ):
        wrong = hyo("export", *arguments)
        assert (wrong.exit_code, words in wrong.stderr) == (2, True)
    assert not Path("x").exists()


def test_diff_compares_files_and_says_what_is_none(folder: Path) -> None:
    old = SAMPLES / "03_juten_kokuho.md"
    Path("new.md").write_text(
        old.read_text(encoding="utf-8").replace("架空電算株式会社", "虚構電算株式会社"), encoding="utf-8"
    )
    shown = hyo("diff", str(old), "new.md")
    assert shown.exit_code == 0
    assert "  + contractor: 虚構電算株式会社\n  - contractor: 架空電算株式会社\n" in shown.stdout
    assert hyo("diff", str(old), "new.md", "--format", "html", "-o", "new.html").stdout == ""
    assert Path("new.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    Path("note.txt").write_text("議事録\n", encoding="utf-8")
    wrong = hyo("diff", str(old), "note.txt")
    assert (wrong.exit_code, wrong.stderr.startswith("error: note.txt: holds no assessment")) == (2, True)
