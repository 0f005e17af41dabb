"""Every reader under the fuzzer for a moment; `make fuzz` gives it ten minutes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="atheris is not installed (it has wheels for Linux and CPython 3.11 to 3.14)")

FUZZ = Path(__file__).parents[1] / "fuzz"
INPUTS = 60
"""Inputs for each reader: all samples, and as many bent ones."""


@pytest.mark.parametrize("target", ["text", "pdf", "archives", "parse"])
def test_a_reader_takes_bent_documents(target: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(FUZZ / "readers.py"),
        "--target",
        target,
        "--inputs",
        str(INPUTS),
        "--corpus",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    counted = re.findall(rf"^{target}: (\d+) inputs$", done.stdout, re.MULTILINE)
    # An input that the fuzzer runs again, looking for a leak of memory, counts again: not the same every time.
    assert len(counted) == 1, done.stdout
    assert int(counted[0]) >= INPUTS
