"""A run with the engine for tests, as a process of its own: `driver.py DATASET JOBS PATH...`."""

import signal
import sys
from pathlib import Path

from fake_engine import LINES

from hyokasho import ingest
from hyokasho.dataset import Dataset
from hyokasho.runner import Limits
from hyokasho.stopping import stoppable

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets its background jobs ignore it
    ingest.fingerprint = lambda: {"code": "first"}  # type: ignore[attr-defined]
    with stoppable():
        ingest.ingest(sys.argv[3:], Dataset(Path(sys.argv[1])), ingest.Options(Limits(int(sys.argv[2])), LINES))
