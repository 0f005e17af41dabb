"""A batch of documents in a process of its own: `python -m hyokasho.batch`, pickled tasks in, pickled outcomes out.

Standard input stays open as long as whoever started this process lives; when it closes, this process ends at once, and
the processes that read documents end with it.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading

from extract.errors import HyokashoError
from hyokasho.runner import run

__all__ = ["main"]


def main() -> None:
    """Read the batch, and answer with its outcomes or with the error that ended it."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever an engine prints must not get between
    tasks, limits = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        found: object = list(run(tasks, limits))
    except HyokashoError as error:
        found = error
    with answer:
        pickle.dump(found, answer)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
