"""Scans on the command line: what is said without the extra, and that they are read once it is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.errors import NeedsOcr
from hyokasho import worker
from hyokasho.cli import cli
from hyokasho.commands import ingest
from hyokasho.engine import read_source

SCAN = Path(__file__).parents[1] / "extract/scan/worn.pdf"


def test_ocr_without_the_extra_names_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ingest, "available", lambda: False)
    done = CliRunner().invoke(cli, ["ingest", str(SCAN), "--dataset", str(tmp_path), "--ocr"])
    assert done.exit_code == 2
    assert 'pip install "hyokasho[ocr]"' in done.output


def test_a_scan_that_is_left_alone_needs_ocr() -> None:
    with pytest.raises(NeedsOcr):
        read_source(SCAN.read_bytes(), SCAN.name, "0" * 16, recognise=False)


def test_only_what_lacked_recognition_is_read_again_once_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [worker.can_be_recognised(code) for code in ("needs_ocr", "no_text", "encrypted", None)] == [
        True,
        False,
        False,
        False,
    ]
    monkeypatch.setattr(worker, "available", lambda: False)
    assert not worker.can_be_recognised("needs_ocr")
