"""What is installed holds what the code needs: a release once shipped without its data is one too many."""

import subprocess
import sys
import zipfile
from pathlib import Path

PROJECT = Path(__file__).parents[1]
WHEEL_DATA = {
    "extract/data/radicals.tsv",
    "extract/data/recognised_forms.tsv",
    "parsers/data/changes.yaml",
    "parsers/data/consistency.yaml",
    "parsers/data/documents.yaml",
    "parsers/data/minutes.yaml",
    "parsers/data/papers.yaml",
    "parsers/data/forms/options.yaml",
    "hyokasho/review/words.yaml",
    "hyokasho/review/templates/document.html",
    "hyokasho/review/assets/document.js",
    "normalize/data/laws.yaml",
    "normalize/data/municipalities.csv",
}


def test_the_wheel_holds_the_rooms_their_types_and_their_data(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for room in ("extract", "normalize", "parsers", "hyokasho"):
        modules = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / room).rglob("*.py")}
        assert modules <= names
        assert f"{room}/py.typed" in names
    assert names >= WHEEL_DATA
    assert not [name for name in names if name.startswith(("tests/", "data/", "docs/"))]
