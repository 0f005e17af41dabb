"""Every sample has a golden file: all its records, read over by hand when they were written.

A sample without one fails. After a change that is meant, write them anew and read the difference before committing it:
`HYOKASHO_WRITE_GOLDEN=1 .venv/bin/pytest tests/test_golden.py`.
"""

import dataclasses
import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest

from hyokasho.engine import read_source
from hyokasho.inputs import discover, read_input

PROJECT = Path(__file__).parents[1]
GOLDEN = PROJECT / "tests" / "golden"
SAMPLES = discover([str(PROJECT / "data" / "samples")]).inputs
WRITE = os.environ.get("HYOKASHO_WRITE_GOLDEN") == "1"
ID = "0123456789abcdef"


def golden_of(uri: str) -> Path:
    name = uri.removeprefix(f"{PROJECT / 'data' / 'samples'}/").replace("!/", "__").replace("/", "_")
    return GOLDEN / f"{name}.jsonl"


def plain(value: object) -> object:
    return (
        value.isoformat()
        if isinstance(value, date | datetime)
        else round(value, 2)
        if isinstance(value, float)
        else value
    )


def records(uri: str) -> str:
    source = next(one for one in SAMPLES if one.uri == uri)
    lines = []
    for record in read_source(read_input(source), source.name, ID).records:
        row = {name: plain(value) for name, value in dataclasses.asdict(record).items() if value not in (None, ())}
        lines.append(json.dumps({"table": record.TABLE, **row}, ensure_ascii=False) + "\n")
    return "".join(lines)


@pytest.mark.parametrize("uri", [source.uri for source in SAMPLES], ids=lambda uri: Path(uri).name)
def test_a_sample_reads_as_its_golden_file_says(uri: str) -> None:
    path = golden_of(uri)
    if WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(records(uri), encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing: write it and read it over"
    assert records(uri) == path.read_text(encoding="utf-8")


def test_every_golden_file_has_its_sample() -> None:
    assert {path.name for path in GOLDEN.glob("*.jsonl")} == {golden_of(source.uri).name for source in SAMPLES}


def test_golden_files_are_not_written_in_ci() -> None:
    assert not (WRITE and os.environ.get("CI")), "a golden file that the program writes for itself proves nothing"
