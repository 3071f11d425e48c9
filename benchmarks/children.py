"""Measuring work that needs a process of its own: commands, first runs, and how much memory something takes at most."""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.measuring import Cost

KILOBYTES_IN_A_MEGABYTE = 1024


@dataclass(frozen=True)
class Child:
    """What a function gave back from a process of its own, and what that process took."""

    value: Any
    cost: Cost
    """Of the whole process and of those it started: the interpreter and all its imports included."""
    peak: float
    """The most memory the process held at once, in MB."""


def in_a_child(function: str, *arguments: Any, **environment: str) -> Child:
    """Call `module:function` with plain values in a new process, with some variables set in its environment."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        call = json.dumps([function, str(answer), list(arguments)])
        cost = command([sys.executable, "-m", "benchmarks.children", call], environment)
        value, peak = json.loads(answer.read_text())
    return Child(value, cost, peak)


def command(words: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """What one command takes, with everything it starts and waits for; raises when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(words, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}")
    return Cost(cpu=used.ru_utime + used.ru_stime, wall=time.perf_counter() - began)


def peak_memory() -> float:
    """The most memory this process has held so far, in MB. Linux only: `ru_maxrss` would count the parent's too."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / KILOBYTES_IN_A_MEGABYTE


def _answer_the_parent(call: str) -> None:
    logging.disable(logging.INFO)
    function, answer, arguments = json.loads(call)
    module, _, name = function.partition(":")
    value = getattr(import_module(module), name)(*arguments)
    Path(answer).write_text(json.dumps([value, peak_memory()]))


if __name__ == "__main__":
    _answer_the_parent(sys.argv[1])
