"""Tar archives, archives in archives, and the bounds of both. Zip archives alone: test_inputs.py."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import DamagedArchive, SourceError, TooLarge
from hyokasho import archives
from hyokasho.archives import Archive, contents, read_member
from hyokasho.inputs import Discovery, Input, discover, read_input

PACKINGS = {".tar": "w", ".tar.gz": "w:gz", ".tgz": "w:gz", ".tar.bz2": "w:bz2", ".tar.xz": "w:xz"}


def tar(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode, format=tarfile.PAX_FORMAT) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def read_all(found: Discovery) -> dict[str, bytes]:
    return {source.uri: read_input(source) for source in found.inputs}


@pytest.mark.parametrize(("ending", "mode"), PACKINGS.items())
def test_tar_archives_give_their_members(folder: Path, ending: str, mode: str) -> None:
    data = tar({"評価書/1.txt": b"one", "2.pdf": b"two", "x.png": b"", ".hidden.txt": b"", "../up.txt": b"up"}, mode)
    Path("a" + ending).write_bytes(data)
    found = discover(["a" + ending])
    assert read_all(found) == {
        f"a{ending}!/../up.txt": b"up",
        f"a{ending}!/2.pdf": b"two",
        f"a{ending}!/評価書/1.txt": b"one",
    }
    assert found.left_out == ((".png", 1),)
    assert [path.name for path in folder.iterdir()] == ["a" + ending]


def test_names_in_cp932_and_absolute_ones(folder: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.GNU_FORMAT, encoding="cp932") as archive:
        for name in ("/評価書/表.txt", "ソ.txt"):
            archive.addfile(tarfile.TarInfo(name), io.BytesIO(b""))
    Path("a.tar").write_bytes(made.getvalue())
    assert [source.uri for source in discover(["a.tar"]).inputs] == ["a.tar!//評価書/表.txt", "a.tar!/ソ.txt"]


def test_links_devices_and_sparse_files_are_no_members(folder: Path) -> None:
    with tarfile.open("a.tar", "w") as archive:
        for name, kind in (("l.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE), ("d.txt", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        archive.addfile(tarfile.TarInfo("good.txt"))
    assert [source.uri for source in discover(["a.tar"]).inputs] == ["a.tar!/good.txt"]


def test_the_members_of_a_packed_archive_are_read_in_its_order_by_one_bundle(folder: Path) -> None:
    Path("a.tgz").write_bytes(tar({"b.txt": b"first", "a.txt": b"second"}, "w:gz"))
    Path("b.tar").write_bytes(tar({"b.txt": b"first"}))
    packed = discover(["a.tgz"]).inputs
    assert {source.bundle for source in packed} == {str(folder / "a.tgz")}
    assert [source.name for source in sorted(packed, key=lambda source: source.position)] == ["b.txt", "a.txt"]
    assert [source.bundle for source in discover(["b.tar"]).inputs] == ["b.tar!/b.txt"]


def test_archives_in_archives(folder: Path) -> None:
    inner = zipped({"1.txt": b"deep", "x.doc": b""})
    Path("a.zip").write_bytes(
        zipped({"in/b.zip": inner, "c.tar.gz": tar({"2.txt": b"packed"}, "w:gz"), "0.txt": b"top"})
    )
    found = discover(["a.zip"])
    assert read_all(found) == {
        "a.zip!/0.txt": b"top", "a.zip!/c.tar.gz!/2.txt": b"packed", "a.zip!/in/b.zip!/1.txt": b"deep",
    }  # fmt: skip
    assert found.left_out == ((".doc", 1),)


def test_a_broken_archive_in_an_archive_is_one_damaged_source(folder: Path) -> None:
    Path("a.zip").write_bytes(zipped({"b.zip": b"PK\3\4 no more", "good.txt": b"good"}))
    broken, good = discover(["a.zip"]).inputs
    assert (broken.uri, type(broken.damage), read_input(good)) == ("a.zip!/b.zip", DamagedArchive, b"good")
    assert read_input(broken) == b"PK\3\4 no more"


def test_archives_go_no_deeper_than_the_bound(folder: Path) -> None:
    data = zipped({"end.txt": b"end"})
    for _ in range(archives.MAX_DEPTH):
        data = zipped({"a.zip": data})
    Path("a.zip").write_bytes(data)
    (source,) = discover(["a.zip"]).inputs
    assert source.uri == "a.zip" + "!/a.zip" * archives.MAX_DEPTH
    assert str(source.damage) == "an archive in an archive, more than 3 deep"


def test_what_an_archive_claims_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 1000)
    monkeypatch.setattr(archives, "MAX_RATIO", 10)
    Path("a.zip").write_bytes(zipped({f"{no}.txt": bytes(9000) for no in range(9)}))
    Path("b.tgz").write_bytes(tar({f"{no}.txt": bytes(9000) for no in range(9)}, "w:gz"))
    Path("c.zip").write_bytes(zipped({f"{no}.txt": bytes(90) for no in range(9)}))
    bomb, packed, *good = discover(["a.zip", "b.tgz", "c.zip"]).inputs
    assert isinstance(bomb.damage, TooLarge)
    assert str(packed.damage).startswith("unpacks to more than ")
    assert len(good) == 9
    monkeypatch.setattr(archives, "MAX_TOTAL", 100)
    assert isinstance(discover(["c.zip"]).inputs[0].damage, TooLarge)


@pytest.mark.parametrize("packing", [".tar.gz", ".tar.xz", ".tar.bz2", ".tar"])
def test_a_cut_archive_fails_and_harms_nobody(folder: Path, packing: str) -> None:
    whole = tar({f"{no}.txt": str(no).encode() * 500 for no in range(20)}, PACKINGS[packing])
    Path("cut" + packing).write_bytes(whole[: len(whole) // 2])
    broken = [source for source in discover(["cut" + packing]).inputs if _fails(source)]
    assert broken
    assert len(broken) < 20


def _fails(source: Input) -> bool:
    if source.damage is None:
        try:
            return len(read_input(source)) % 500 != 0
        except DamagedArchive:
            return True
    return isinstance(source.damage, DamagedArchive)


@given(st.binary(max_size=400), st.integers(0, 400), st.sampled_from([".zip", *PACKINGS]))
def test_no_bytes_bring_more_than_an_error_of_the_tree(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, ending: str
) -> None:
    members = {"a.txt": b"one" * 20, "b/c.txt": b"two"}
    data = zipped(members) if ending == ".zip" else tar(members, PACKINGS[ending])
    at = min(at, len(data))
    path = tmp_path_factory.mktemp("noise") / f"a{ending}"
    path.write_bytes(data[:at] + noise + data[at + len(noise) :])
    try:
        for found in contents(Archive(str(path), path.name, noise.hex() + str(at)), path.stat().st_size):
            read_member(found.archive, found.member)
    except SourceError:
        pass
