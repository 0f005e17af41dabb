from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from extract.errors import DamagedArchive, NothingToIngest, TooLarge, Unopened, UsageError
from hyokasho import archives
from hyokasho.inputs import discover, paths_in, read_input
from hyokasho.members import MAX_BYTES


def uris(*paths: str) -> list[str]:
    return [source.uri for source in discover(paths).inputs]


def write(path: str, data: bytes = b"text") -> Path:
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


def test_folders_give_known_endings_sorted_and_leave_out_hidden_ones(folder: Path) -> None:
    for name in (
        "b.txt",
        "a/z.PDF",
        "a/y.html",
        "a.md",
        "c.docx",
        "d",
        ".hidden.txt",
        ".git/e.txt",
        "x.xlsx",
        "y.xlsx",
    ):
        write(f"in/{name}")
    found = discover(["in"])
    assert [source.uri for source in found.inputs] == ["in/a.md", "in/a/y.html", "in/a/z.PDF", "in/b.txt"]
    assert found.left_out == (("", 1), (".docx", 1), (".xlsx", 2))
    assert [source.ending for source in found.inputs] == [".md", ".html", ".pdf", ".txt"]


def test_a_named_file_is_taken_whatever_its_ending_and_once(folder: Path) -> None:
    write("in/notes.dat")
    write("in/a.txt")
    assert uris("in/notes.dat", "./in//a.txt", "in", "in/a.txt") == ["in/a.txt", "in/notes.dat"]


def test_what_the_system_knows_of_a_file_goes_with_it(folder: Path) -> None:
    status = write("a.txt", b"12345").stat()
    (source,) = discover(["a.txt"]).inputs
    assert (source.size, source.version, source.inside) == (5, str(status.st_mtime_ns), None)
    assert read_input(source) == b"12345"


def test_circles_of_links_end(folder: Path) -> None:
    write("in/a/1.txt")
    Path("in/a/up").symlink_to("..", target_is_directory=True)
    Path("in/b").symlink_to("a", target_is_directory=True)
    assert uris("in") == ["in/a/1.txt"]


def test_what_cannot_be_opened_is_found_and_fails_when_read(folder: Path) -> None:
    Path("in").mkdir()
    Path("in/gone.txt").symlink_to("nowhere")
    os.mkfifo("in/pipe.txt")
    gone, pipe = discover(["in"]).inputs
    assert (gone.size, gone.version) == (None, None)
    with pytest.raises(Unopened, match="No such file"):
        read_input(gone)
    with pytest.raises(Unopened, match="not a regular file"):
        read_input(pipe)
    assert uris("in/gone.txt") == ["in/gone.txt"]


def test_a_file_beyond_the_limit_is_not_read(folder: Path) -> None:
    with Path("big.pdf").open("wb") as big:
        big.truncate(MAX_BYTES + 1)
    with pytest.raises(TooLarge, match="536,870,913 bytes, more than 536,870,912"):
        read_input(discover(["big.pdf"]).inputs[0])


def test_paths_without_documents(folder: Path) -> None:
    Path("in").mkdir()
    with pytest.raises(NothingToIngest, match=r"^no document found$"):
        discover(["in"])
    write("in/a.docx")
    with pytest.raises(NothingToIngest, match=r"only \.docx \(1\)"):
        discover(["in"])
    with pytest.raises(UsageError, match=r"^nope: no such file or folder$"):
        discover(["in", "nope"])


def test_names_that_are_no_text_are_escaped(folder: Path) -> None:
    Path("in").mkdir()
    os.close(os.open(b"in/\x95\xb6.txt", os.O_CREAT | os.O_WRONLY))
    Path("in/文.txt").write_bytes(b"x")
    first, second = discover(["in"]).inputs
    assert (first.uri, second.uri) == (r"in/\x95\xb6.txt", "in/文.txt")
    assert read_input(first) == b""


def test_patterns_name_files_and_folders(folder: Path) -> None:
    for name in ("in/a1.txt", "in/a2.pdf", "in/b.txt", "in/a3.docx", "in/sub/a4.md", "in/sub/deep/a5.txt"):
        write(name)
    assert uris("in/a*") == ["in/a1.txt", "in/a2.pdf"]
    assert uris("in/**/a[45].*") == ["in/sub/a4.md", "in/sub/deep/a5.txt"]
    assert uris("in/s*", "in/?.txt") == ["in/b.txt", "in/sub/a4.md", "in/sub/deep/a5.txt"]
    write("in/[x].txt")
    assert uris("in/[x].txt") == ["in/[x].txt"]  # a file of that very name
    with pytest.raises(UsageError, match=r"^in/z\*: nothing matches$"):
        discover(["in/z*"])


def test_a_list_of_paths_has_one_on_each_line_or_is_divided_by_nul() -> None:
    assert paths_in("評価書/a b.pdf\n\r\n ./c.txt\r\n".encode()) == ["評価書/a b.pdf", " ./c.txt"]
    assert paths_in(b"a\nb.txt\0c.txt\0") == ["a\nb.txt", "c.txt"]
    assert paths_in(b"") == []


def archive(path: str, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)


def test_archives_give_their_members(folder: Path) -> None:
    archive("a.zip", {"x/1.txt": b"one", "2.pdf": b"two", "img.png": b"", ".DS_Store": b"", "__MACOSX/x/._1.txt": b""})
    write("in/b.txt")
    Path("a.zip").rename("in/a.zip")
    found = discover(["in"])
    assert [source.uri for source in found.inputs] == ["in/a.zip!/2.pdf", "in/a.zip!/x/1.txt", "in/b.txt"]
    assert found.left_out == ((".png", 1),)
    assert [read_input(source) for source in found.inputs] == [b"two", b"one", b"text"]
    assert (found.inputs[1].name, found.inputs[1].size) == ("1.txt", 3)


def test_names_of_members_are_labels_only(folder: Path) -> None:
    archive("a.zip", {"../x.txt": b"up", "/etc/y.txt": b"root", "a/../../z.txt": b"up again"})
    assert uris("a.zip") == ["a.zip!/../x.txt", "a.zip!//etc/y.txt", "a.zip!/a/../../z.txt"]
    assert [read_input(source) for source in discover(["a.zip"]).inputs] == [b"up", b"root", b"up again"]
    assert sorted(path.name for path in folder.iterdir()) == ["a.zip"]


@pytest.mark.parametrize(("encoding", "flag"), [("cp932", False), ("utf-8", False), ("utf-8", True)])
def test_japanese_names_of_members(folder: Path, encoding: str, flag: bool) -> None:
    name = "評価書/ソ連表.pdf"  # ソ and 表 end in a backslash in CP932
    raw = name.encode(encoding)
    archive("a.zip", {"x" * len(raw): b"data"})
    data = Path("a.zip").read_bytes().replace(b"x" * len(raw), raw)
    if flag:
        for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.index(signature) + offset
            data = data[:at] + b"\x00\x08" + data[at + 2 :]
    write("a.zip", data)
    (source,) = discover(["a.zip"]).inputs
    assert source.uri == f"a.zip!/{name}"
    assert read_input(source) == b"data"


def test_of_two_members_of_one_name_the_later_one_counts(folder: Path) -> None:
    archive("a.zip", {"a.txt": b"first", "b.txt": b"second"})
    write("a.zip", Path("a.zip").read_bytes().replace(b"b.txt", b"a.txt"))
    (source,) = discover(["a.zip"]).inputs
    assert read_input(source) == b"second"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 but no more", b"<html>404</html>"])
def test_a_broken_archive_is_one_damaged_source(folder: Path, data: bytes) -> None:
    write("in/a.zip", data)
    (source,) = discover(["in"]).inputs
    assert (source.uri, source.size) == ("in/a.zip", len(data))
    assert isinstance(source.damage, DamagedArchive)
    assert read_input(source) == data


def test_a_broken_member_fails_alone(folder: Path) -> None:
    archive("a.zip", {"a.txt": b"first " * 50, "b.txt": b"second " * 50})
    data = bytearray(Path("a.zip").read_bytes())
    data[45] ^= 0xFF
    write("a.zip", bytes(data))
    first, second = discover(["a.zip"]).inputs
    with pytest.raises(DamagedArchive):
        read_input(first)
    assert read_input(second) == b"second " * 50


def test_bombs_are_not_unpacked(folder: Path) -> None:
    archive("a.zip", {"bomb.txt": bytes(30_000_000), "small.txt": bytes(100_000)})
    bomb, small = discover(["a.zip"]).inputs
    with pytest.raises(TooLarge, match="30,000,000 bytes from"):
        read_input(bomb)
    assert len(read_input(small)) == 100_000


def test_a_member_with_a_password_is_named_so(folder: Path) -> None:
    archive("a.zip", {"a.txt": b"secret"})
    data = bytearray(Path("a.zip").read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    write("a.zip", bytes(data))
    with pytest.raises(DamagedArchive, match="password"):
        read_input(discover(["a.zip"]).inputs[0])


def test_an_archive_that_lists_too_many_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    archive("a.zip", {f"{no}.txt": b"" for no in range(3)})
    (source,) = discover(["a.zip"]).inputs
    assert isinstance(source.damage, TooLarge)
