from __future__ import annotations

import io
import re

import pytest

from hyokasho import progress as module
from hyokasho.progress import progress


def test_a_short_run_says_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(40) as shown:
        for no in range(40):
            shown.step(failed=no % 10 == 0)
    written = capsys.readouterr()
    assert written.out == ""
    assert re.fullmatch(r"read 40 of 40, 4 failed, [\d,.]+/s\n", written.err)


def test_a_long_run_says_a_line_per_tenth(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE", 0.0)
    with progress(1234) as shown:
        for _ in range(1234):
            shown.step(failed=False)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(",")[0] for line in (lines[0].replace("1,234", "1234"), lines[-1].replace("1,234", "1234"))] == [
        "read 124 of 1234", "read 1234 of 1234",
    ]  # fmt: skip
    assert len(lines) == 10


def test_a_run_with_nothing_to_read_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(0):
        pass
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress(3) as shown:
        for no in range(3):
            shown.step(failed=no == 1)
    assert "3/3" in terminal.getvalue()
    assert "1 failed" in terminal.getvalue()
