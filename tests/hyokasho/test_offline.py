"""Offline is a promise: with every socket forbidden, all that is not a URL works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOOK = """
import os
import sys

TO_AN_ADDRESS = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
NETWORK = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request", "http.client.connect"}

def forbid(event, arguments):
    if event in TO_AN_ADDRESS:
        forbidden = not isinstance(arguments[1], (str, bytes, type(None)))
    else:
        forbidden = event in NETWORK
    if forbidden:
        with open(os.environ["CAUGHT"], "a", encoding="utf-8") as caught:
            print(sys.argv, event, arguments, file=caught)
        raise PermissionError(f"offline: {event} {arguments}")

sys.addaudithook(forbid)
"""
"""Put into every Python process of a command. Sockets with a path, or connected ones, are how processes of a machine talk."""


@pytest.fixture
def offline(folder: Path) -> dict[str, str]:
    """An environment in which Python opens no connection and the proxies lead nowhere."""
    Path("hook").mkdir()
    Path("hook/sitecustomize.py").write_text(HOOK, encoding="utf-8")
    nowhere = dict.fromkeys(["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"], "http://127.0.0.1:9")
    return {
        **os.environ, **nowhere, "PYTHONPATH": str(folder / "hook"), "HYOKASHO_DATASET": "dataset",
        "CAUGHT": str(folder / "caught"), "HOME": str(folder / "home"),
    }  # fmt: skip


def hyo(environment: dict[str, str], *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from hyokasho.cli import main; main()", *arguments]
    return subprocess.run(command, env=environment, input=given, capture_output=True, text=True, check=False)


def test_every_command_works_without_a_network(offline: dict[str, str], samples: Path) -> None:
    commands = [
        ("ingest", str(samples), "--jobs", "2", "--report", "report.json"),
        ("ingest", "-", "--shard", "1/1", "--force"),
        ("publish",),
        ("status",),
        ("show", str(samples / "05_kaigiroku_maru.pdf"), "--json"),
        ("sql", "SELECT document_type, count(*) FROM documents GROUP BY ALL"),
        ("schema",),
        ("export", "exported", "--format", "csv"),
        ("export", "exported.duckdb", "--format", "duckdb"),
        ("export", "exported.xlsx", "--format", "xlsx"),
        ("export", "delta", "--format", "delta"),
        ("diff", str(samples / "02_kiso_juminzei.txt"), str(samples / "01_kiso_juminzei.pdf")),
        ("corrections", "check"),
        ("forget", str(samples / "06_toshin.txt")),
    ]
    for command in commands:
        done = hyo(offline, *command, given=f"{samples}/06_toshin.txt\n")
        assert done.returncode == 0, (command, done.stderr)
    assert not Path("caught").exists(), Path("caught").read_text(encoding="utf-8")


def test_the_guard_catches_a_connection(offline: dict[str, str]) -> None:
    done = hyo(offline, "ingest", "https://example.org/a.pdf")
    assert done.returncode == 3
    assert "socket.getaddrinfo ('example.org', 443" in Path("caught").read_text(encoding="utf-8")


def test_duckdb_may_fetch_nothing(offline: dict[str, str], samples: Path) -> None:
    assert hyo(offline, "ingest", str(samples / "06_toshin.txt")).returncode == 0
    done = hyo(offline, "sql", "SELECT * FROM read_parquet('https://example.org/a.parquet')")
    assert done.returncode == 2
    assert "httpfs" in done.stderr
