"""`FILES=50000 SEED=1 PROCESSES=2 python -m tests.fuzz`, or `ONLY=4711` to repeat one file and keep it."""

import os
import sys
import time
from pathlib import Path

from tests.fuzz.running import MOST_MEGABYTES, MOST_SECONDS, Tried, run, try_batch
from tests.fuzz.trial import file_number

FAILURES_SHOWN = 20
EVERY = 10
"""Seconds between two lines that say how far it has got."""


def main() -> int:
    """Run, print, and end with 1 when anything is wrong."""
    seed, files = int(os.environ.get("SEED", "1")), int(os.environ.get("FILES", "50000"))
    if "ONLY" in os.environ:
        return _repeat(seed, int(os.environ["ONLY"]))
    processes = int(os.environ.get("PROCESSES", os.cpu_count() or 1))
    began = said = time.monotonic()
    print(f"Seed {seed}, {files:,} files, {processes} processes", flush=True)
    tried, told = Tried(), 0
    for tried in run(seed, range(files), processes):
        told = _tell(seed, tried, told)
        if time.monotonic() - said > EVERY:
            said = time.monotonic()
            print(f"  {tried.files:>7,} files, {len(tried.failures)} wrong", flush=True)
    _report(seed, tried, time.monotonic() - began)
    return 1 if tried.failures or tried.files < files else 0


def _report(seed: int, tried: Tried, seconds: float) -> None:
    print(f"\nSeed {seed}: {tried.files:,} files in {seconds:,.0f} seconds")
    print(f"  {tried.taken:,} read, {tried.figures:,} figures taken")
    print(f"  {tried.refused:,} refused, each by a rule and a place")
    print(f"  slowest file {tried.slowest:.2f} s (limit {MOST_SECONDS})")
    print(f"  most memory of a process {tried.most_megabytes:.0f} MB (limit {MOST_MEGABYTES})")
    kinds = sorted(tried.made.items(), key=lambda made: -made[1])
    print("  " + ", ".join(f"{name} {count:,}" for name, count in kinds[:8]))
    print(f"  {len(tried.failures)} wrong" if tried.failures else "  nothing wrong")


def _tell(seed: int, tried: Tried, told: int) -> int:
    """Print what has gone wrong since last told, as far as anybody would read; how many have been told now."""
    for number, how, wrong in tried.failures[told:FAILURES_SHOWN]:
        print(f"\nFile {number} ({how}): {wrong}\n  repeat it with: SEED={seed} ONLY={number} make fuzz", flush=True)
    return len(tried.failures)


def _repeat(seed: int, number: int) -> int:
    made = file_number(seed, number)
    kept = Path(f"fuzz-{seed}-{number}{Path(made.name).suffix}")
    kept.write_bytes(made.content)
    print(f"File {number} of seed {seed}: {made.how}; kept as {kept}")
    print(f"  filled in with {made.expected or 'nobody knows what'}")
    tried = try_batch(seed, [number])
    _tell(seed, tried, 0)
    return 1 if tried.failures else 0


if __name__ == "__main__":
    sys.exit(main())
