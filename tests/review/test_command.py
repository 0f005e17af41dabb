"""The command as it is run: it says where it serves, serves, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from hyokasho.dataset import Dataset


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_ended(sampled: Dataset, samples: Path, ended_by: signal.Signals) -> None:
    command = [
        sys.executable,
        "-c",
        "from hyokasho.cli import main; main()",
        "review",
        "--dataset",
        str(sampled.folder),
        "--port",
        "0",
    ]
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    with subprocess.Popen(
        command, cwd=samples, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert answer.status == 200
            process.send_signal(ended_by)
            said = process.communicate(timeout=30)
        finally:
            process.kill()
        assert process.returncode == 0
        assert said == ("", "")  # all that held the pipes has ended, and nothing complained
