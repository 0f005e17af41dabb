"""Fuzz every reader: bytes that look like documents, bent by a fuzzer that sees which code they reach.

    python fuzz/readers.py [--seconds 600 | --inputs N] [--corpus DIR]

Each target gets its share of the time, in a process of its own. What ends one, and what takes longer than SLOW
seconds, is written to the corpus folder as a file named by its target and printed with how to run it again. A finding
is fixed, and its bytes, as few as show it, become a case of the reader's tests.

Needs atheris (Linux; in the development requirements). Without it the Hypothesis tests of the readers still run.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).parents[1]
SAMPLES = PROJECT / "data" / "samples"
SLOW = 25
"""Seconds after which an input counts as a hang: documents of this size take a hundredth."""
LONGEST = 65_536
"""Bytes of an input at most: more would only make it slow."""
MEMORY = 2048
"""MiB a target may take."""
READ = (".pdf", ".txt", ".md", ".html", ".zip")
"""Endings of the samples."""
TARGETS = ("text", "pdf", "archives", "parse")


def main() -> int:
    """Run all targets, each for its share of the time, and say what they found."""
    parser = argparse.ArgumentParser(description="Fuzz every reader.")
    parser.add_argument("--seconds", type=int, default=600, help="time in all")
    parser.add_argument("--inputs", type=int, help="inputs for each target instead of time")
    parser.add_argument("--corpus", type=Path, help="where inputs and findings are kept (default: a temporary folder)")
    parser.add_argument("--target", choices=TARGETS, action="append", help="only these")
    given = parser.parse_args()
    targets = given.target or TARGETS
    corpus = given.corpus or Path(tempfile.mkdtemp(prefix="fuzz-"))
    # A number of inputs is a test: it tries the same ones every time.
    until = (
        ["-seed=1", f"-runs={given.inputs}"] if given.inputs else [f"-max_total_time={given.seconds // len(targets)}"]
    )
    failed = [target for target in targets if run(target, until, corpus)]
    findings = sorted(path for target in targets for path in corpus.glob(f"{target}-*"))
    for path in findings:
        print(f"found: {path}\n  again: {sys.executable} fuzz/target.py {path.name.partition('-')[0]} {path}")
    print(f"{len(targets)} targets, {len(findings)} findings, in {corpus}")
    return 1 if failed else 0


def run(target: str, until: Sequence[str], corpus: Path) -> bool:
    """Fuzz one target until its time is up or its inputs are through; say whether something was found."""
    seeds = corpus / target
    seeds.mkdir(parents=True, exist_ok=True)
    for name, data in beginnings().items():
        (seeds / name).write_bytes(data)
    command = [
        sys.executable, str(PROJECT / "fuzz" / "target.py"), target, str(seeds),
        *until, f"-timeout={SLOW}", f"-report_slow_units={SLOW}", f"-max_len={LONGEST}", f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={corpus / target}-", "-print_final_stats=1", "-close_fd_mask=1",
    ]  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    counted = [
        line.split()[-1] for line in done.stderr.splitlines() if line.startswith("stat::number_of_executed_units")
    ]
    print(f"{target}: {counted[0] if counted else 'no'} inputs", flush=True)
    if done.returncode:
        print("\n".join(done.stderr.splitlines()[-40:]))
    return done.returncode != 0


def beginnings() -> dict[str, bytes]:
    """Return what the fuzzer bends first: the samples, and archives of them."""
    found = {path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.suffix in READ}
    found = {name: data for name, data in found.items() if len(data) <= LONGEST}
    for mode in ("w", "w:gz", "w:xz", "w:bz2"):
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode=mode) as archive:
            for name in ("06_toshin.txt", "10_keikaku.zip"):
                info = tarfile.TarInfo(name)
                info.size = len(found[name])
                archive.addfile(info, io.BytesIO(found[name]))
        found[f"archive{mode.replace(':', '.')}"] = made.getvalue()
    return found


if __name__ == "__main__":
    sys.exit(main())
