"""Many files through reading and checking, in several processes, each bounded in memory and every file in time.

One run of Great Expectations costs as much as reading two hundred files, so files are read one by one and checked by
the thousand. A worker that the system has to stop takes only its own batch with it.
"""

import gc
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from decimal import Decimal

from expectations.checking import check_returns
from lsp_core.findings import Finding, held_back
from lsp_core.observations import HAS_NO_FIGURE, FigureKey, Observation
from lsp_core.returns.accepting import accept, accept_resources
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.rows import Reading
from lsp_core.returns.small_numbers import with_small_numbers_withheld
from tests.factories import Q1, a_plan, a_request, at
from tests.fuzz.trial import file_number, read_one

MOST_SECONDS = 15
"""For one file, on a busy machine; the usual is less than a hundredth of one."""
MOST_MEGABYTES = 1500
"""For a worker, of which Great Expectations and pandas take a third."""
BATCH = 1500
MEASURES = {
    measure.code: measure.model_copy(update={"suppress_below": 5}) if measure.code == "ULEV" else measure
    for measure in a_plan().measures
    if measure.partner == "COUNCIL"
}
"""What the return is asked for; one of them may be answered by `<5`, `*` or `c`."""


@dataclass
class Tried:
    """What became of some files."""

    files: int = 0
    taken: int = 0
    figures: int = 0
    refused: int = 0
    failures: list[tuple[int, str, str]] = field(default_factory=list)
    """The number of the file, how it was made, and what is wrong."""
    made: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    most_megabytes: float = 0.0

    def __iadd__(self, other: "Tried") -> "Tried":
        for count in ("files", "taken", "figures", "refused"):
            setattr(self, count, getattr(self, count) + getattr(other, count))
        self.failures += other.failures
        self.made += other.made
        self.slowest = max(self.slowest, other.slowest)
        self.most_megabytes = max(self.most_megabytes, other.most_megabytes)
        return self


class TooSlowError(Exception):
    """A file took longer than any may."""


def run(seed: int, numbers: Iterable[int], processes: int = 1) -> Iterator[Tried]:
    """What became of the files so far, batch by batch."""
    numbers = list(numbers)
    batches = [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]
    total = Tried()
    with ProcessPoolExecutor(processes, initializer=_bound_memory) as pool:
        waiting = {pool.submit(try_batch, seed, batch): batch for batch in batches}
        for done in as_completed(waiting):
            try:
                total += done.result()
            except BrokenProcessPool:
                batch = waiting[done]
                total.failures.append((batch[0], "", f"one of the files {batch[0]} to {batch[-1]} ended the process"))
            yield total


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEGABYTES << 20,) * 2)
    gc.freeze()  # the libraries are never collected, and looking through them took a tenth of the time


def try_batch(seed: int, numbers: Iterable[int]) -> Tried:
    """Read each file by itself, then check all that could be read at once."""
    tried, readings = Tried(), dict[int, tuple[str, Reading]]()
    for number in numbers:
        how, reading = _try_file(seed, number, tried)
        if reading is not None:
            readings[number] = how, with_small_numbers_withheld(reading, MEASURES)
    _check(readings, tried)
    tried.most_megabytes = _megabytes_used()
    return tried


def _try_file(seed: int, number: int, tried: Tried) -> tuple[str, Reading | None]:
    made = file_number(seed, number)
    began = time.perf_counter()
    reading, wrong = None, []
    try:
        with Patience():
            reading, wrong = read_one(made)
    except TooSlowError:
        wrong = [f"took more than {MOST_SECONDS} seconds"]
    except Exception:  # whatever it is, it is what we are looking for
        wrong = [traceback.format_exc(limit=-6)]
    tried.files += 1
    tried.made[made.how.split("; ")[0]] += 1
    tried.taken += reading is not None
    tried.refused += reading is None and not wrong
    tried.slowest = max(tried.slowest, time.perf_counter() - began)
    tried.failures += [(number, made.how, one) for one in wrong]
    return made.how, reading


class Patience:
    """Raises `TooSlowError` in the middle of whatever takes too long, where the system can."""

    def __enter__(self) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, self._enough)
            signal.alarm(MOST_SECONDS)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)

    @staticmethod
    def _enough(*_: object) -> None:
        raise TooSlowError


def _check(readings: dict[int, tuple[str, Reading]], tried: Tried) -> None:
    """Through the suites and into figures, as the engine would."""
    request, known = a_request("COUNCIL", Q1), dict[FigureKey, Observation]()
    to_check = [
        ReturnToCheck(str(number), reading, request, MEASURES, known, {}, Decimal(50))
        for number, (_, reading) in readings.items()
    ]
    try:
        found = check_returns(to_check)
    except Exception:
        tried.failures.append((min(readings), "checked together", traceback.format_exc(limit=-6)))
        return
    for number, (how, reading) in readings.items():
        findings = found[str(number)]
        try:
            taken = accept(reading, findings, request, MEASURES, {}, at(2023, 8, 1), "a return")
            accept_resources(reading, findings, request, {}, at(2023, 8, 1), "a return")
        except Exception:
            tried.failures.append((number, how, traceback.format_exc(limit=-6)))
            continue
        tried.figures += len(taken)
        tried.failures += [(number, how, wrong) for wrong in wrong_with(reading, findings, taken)]


def wrong_with(reading: Reading, findings: Sequence[Finding], taken: Sequence[Observation]) -> Iterator[str]:
    for finding in findings:
        if not (finding.rule and finding.remedy and finding.expected):
            yield f"a finding without a rule or a remedy: {finding}"
    located = {finding.row for finding in findings if finding.where.address}
    for row in held_back(findings):
        if row not in located:
            yield f"row {row} is held back by findings that name no cell"
    said = {finding.row for finding in findings} | {row.row for row in reading.figures if row.is_blank}
    kept = {figure.where for figure in taken}
    for row in reading.figures:
        if row.where not in kept and row.row not in said:
            yield f"{row.where} shows {row.typed!r}, which is not taken, and nothing says why"
    values = {row.where: row.value for row in reading.figures if row.readable}
    for figure in taken:
        if figure.value is not None and figure.numerator is None and figure.value != values.get(figure.where):
            yield f"{figure.where} was taken as {figure.value}, and read as {values.get(figure.where)}"
        if (figure.value is None) != (figure.vintage in HAS_NO_FIGURE):
            yield f"{figure.where} was taken as {figure.value}, and as {figure.vintage}"


def _megabytes_used() -> float:
    """The most that this process has held at once. The processes that read XLS are bounded by `xls_files`; the system
    counts what their parent held as theirs."""
    try:
        import resource
    except ImportError:
        return 0.0
    in_a_megabyte = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / in_a_megabyte
