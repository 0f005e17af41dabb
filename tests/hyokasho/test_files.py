"""URLs: a real server on this machine, fsspec's memory, and what happens without the extra."""

from __future__ import annotations

import io
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from extract.errors import ExtraMissing, TooLarge, Unopened
from hyokasho import files
from hyokasho.dataset import Dataset
from hyokasho.ingest import Report
from hyokasho.inputs import discover, read_input

fsspec = pytest.importorskip("fsspec", reason="the extra `remote` is not installed")
Ingest = Callable[..., Report]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder with Last-Modified, which tells whether a file changed."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(folder: Path) -> Iterator[str]:
    """The address of a server for the folder `site`."""
    (folder / "site" / "sub").mkdir(parents=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "site"))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def memory() -> Iterator[str]:
    system = fsspec.filesystem("memory")
    yield "memory://bucket"
    system.rm("/bucket", recursive=True)


def put(url: str, data: bytes) -> None:
    with fsspec.open(url, "wb") as file:
        file.write(data)


def test_a_url_is_read_skipped_while_unchanged_and_read_again_when_changed(
    site: str, run: Ingest, dataset: Dataset
) -> None:
    page = Path("site/評価書 1.txt")
    page.write_text("一つ\n二つ", encoding="utf-8")
    url = f"{site}/%E8%A9%95%E4%BE%A1%E6%9B%B8%201.txt"
    first = run(url)
    assert (first.states["new"], first.failures) == (1, ())
    assert dataset.table("sources").is_file()
    assert run(url).states["unchanged"] == 1
    page.write_text("一つ\n二つ\n三つ", encoding="utf-8")
    assert run(url).states["updated"] == 1


def test_the_index_of_a_folder_gives_its_documents(site: str) -> None:
    for name in ("a.txt", "b.docx", ".c.txt", "sub/d.txt"):
        Path("site", name).write_bytes(b"text")
    found = discover([f"{site}/"])
    assert [source.uri for source in found.inputs] == [f"{site}/a.txt"]
    assert [read_input(source) for source in found.inputs] == [b"text"]


def test_an_archive_behind_a_url(site: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("x/1.txt", "one")
    Path("site/a.zip").write_bytes(made.getvalue())
    (source,) = discover([f"{site}/a.zip"]).inputs
    assert (source.uri, read_input(source)) == (f"{site}/a.zip!/x/1.txt", b"one")


def test_what_is_not_there_fails_alone(site: str, run: Ingest) -> None:
    Path("site/a.txt").write_bytes(b"text")
    report = run(f"{site}/gone.txt", f"{site}/a.txt", "http://127.0.0.1:9/nobody.txt")
    assert report.states["new"] == 1
    assert {failure.source.name: failure.error_code for failure in report.failures} == {
        "gone.txt": "unopened", "nobody.txt": "unopened",
    }  # fmt: skip


def test_what_is_not_there_carries_nothing_of_its_connection(site: str) -> None:
    """It goes to a worker: an error of the web's library hangs on what can't be sent to another process."""
    (source,) = discover([f"{site}/gone.txt"]).inputs
    assert source.damage is not None
    assert "gone.txt" in str(source.damage)
    assert (source.damage.__cause__, source.damage.__context__) == (None, None)


def test_a_bucket_gives_files_folders_and_patterns(memory: str) -> None:
    for name in ("a.txt", "b/c.pdf", "b/d.md", "b/e.xlsx"):
        put(f"{memory}/{name}", name.encode())
    assert [source.uri for source in discover([memory]).inputs] == [
        "memory:///bucket/a.txt", "memory:///bucket/b/c.pdf", "memory:///bucket/b/d.md",
    ]  # fmt: skip
    (one,) = discover([f"{memory}/b/*.md"]).inputs
    assert (one.name, read_input(one), one.size) == ("d.md", b"b/d.md", 6)
    (named,) = discover([f"{memory}/b/e.xlsx"]).inputs
    assert named.uri == f"{memory}/b/e.xlsx"


def test_a_file_url(folder: Path) -> None:
    Path("a.txt").write_bytes(b"text")
    (source,) = discover([f"file://{folder}/a.txt"]).inputs
    assert (source.uri, read_input(source)) == (f"file://{folder}/a.txt", b"text")
    assert source.version is not None


def test_a_file_beyond_the_limit_is_not_fetched(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(f"{memory}/a.txt", b"x" * 11)
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    with pytest.raises(TooLarge, match="11 bytes, more than 10"):
        files.read_file(f"{memory}/a.txt")


def test_without_the_extra_a_url_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExtraMissing, match="s3fs"):
        discover(["s3://bucket/a.txt"])
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(ExtraMissing, match="needs the package fsspec"):
        discover(["https://example.org/a.txt"])


def test_an_unknown_kind_of_url_is_unopened() -> None:
    (source,) = discover(["nonsense://x/a.txt"]).inputs
    assert isinstance(source.damage, Unopened)


def test_a_password_in_a_url_stays_out_of_the_dataset(site: str, run: Ingest, dataset: Dataset) -> None:
    Path("site/a.txt").write_text("一つ\n二つ", encoding="utf-8")
    login = site.replace("://", "://reader:s3cr3t@")
    report = run(f"{login}/a.txt", f"{login}/gone.txt")
    assert (report.states["new"], [one.source.uri for one in report.failures]) == (1, [f"{site}/gone.txt"])
    assert run(f"{login}/a.txt").states["unchanged"] == 1
    for path in dataset.folder.rglob("*"):
        assert not path.is_file() or b"s3cr3t" not in path.read_bytes(), path
    assert all("s3cr3t" not in (one.error or "") for one in report.failures)


def test_an_at_sign_in_a_path_is_no_login() -> None:
    assert files.without_login("https://example.org/a@b.pdf: https://u:p@example.org/?m=a@b") == (
        "https://example.org/a@b.pdf: https://example.org/?m=a@b"
    )
