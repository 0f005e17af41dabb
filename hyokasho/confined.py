"""Processes that others' files are opened in: what they may take, and how they ended."""

from __future__ import annotations

import ctypes
import resource
import signal
import sys

__all__ = ["confine", "described_exit"]

PR_SET_PDEATHSIG = 1
"""From linux/prctl.h: the signal to get when the parent process dies."""


def confine(memory: int) -> None:
    """Make a fresh process one that can't harm others.

    It dies with its parent, for a killed run must leave no process behind that goes on writing; it ends on SIGTERM at
    once, even inside an engine's code; and asking for more than `memory` bytes of address space fails in it alone.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))


def described_exit(code: int) -> str:
    """Return in words how a process ended; a negative exit code is the signal that ended it."""
    if code < 0:
        return f"signal {-code} ({signal.strsignal(-code)}) ended the process that read it"
    return f"the process that read it ended with exit code {code}"
