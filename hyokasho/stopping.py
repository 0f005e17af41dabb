"""Ctrl-C and SIGTERM end a run cleanly."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

__all__ = ["stoppable"]


@contextmanager
def stoppable() -> Iterator[None]:
    """End a run cleanly on Ctrl-C and on SIGTERM: what was read is kept, and the exit code names the signal."""
    received = [signal.SIGINT]

    def stop(number: int, _frame: object) -> NoReturn:
        received[0] = signal.Signals(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("stopped: what was read is kept; run the same command again to go on", err=True)
        sys.exit(128 + received[0])
    finally:
        signal.signal(signal.SIGTERM, before)
