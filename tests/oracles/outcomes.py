"""What became of one case, and how an answer of ours is held beside an expected one.

Conventions of the case files: `null` is a missing value; the word "NaN" is a value the peer could not compute, which
ours must not invent either; `status: error` is an input the peer refuses; `status: peer_error` is one it crashes on.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lsp_core.errors import LspError

DEFAULT_TOLERANCE = 1e-9
"""Relative, where neither the case nor its file names one."""
NOISE = 1e-3
"""Around zero no relative tolerance works: there an answer may be off by this share of the tolerance, absolutely."""


class Kind(StrEnum):
    """What became of a case."""

    PASSED = "passed"
    REFUSED = "refused"
    """The input is unfit; the peer refuses it and so do we, in words."""
    DEVIATION = "known deviation"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """What became of one case; the detail is empty, our words of refusal, the reason to differ, or what is wrong."""

    kind: Kind
    detail: str = ""


@dataclass(frozen=True)
class KnownDeviation:
    """A place where we mean to answer differently, with a reason a statistician would accept."""

    name: str
    reason: str
    applies: Callable[[Mapping[str, Any]], bool]
    """Whether a case is one of these. Narrow: what it covers can no longer fail."""


def passed() -> Outcome:
    """The answer is the expected one."""
    return Outcome(Kind.PASSED)


def refused(words: str) -> Outcome:
    """The input was refused, as it should be, in these words."""
    return Outcome(Kind.REFUSED, words)


def deviation(reason: str) -> Outcome:
    """The answer differs on purpose."""
    return Outcome(Kind.DEVIATION, reason)


def failed(detail: str) -> Outcome:
    """The answer is wrong."""
    return Outcome(Kind.FAILED, detail)


def settle(case: Mapping[str, Any], answer: Callable[[], Any], expected: Any = None) -> Outcome:
    """Work out our answer to a case and hold it beside the expected one, or beside the part given as `expected`.

    Refusing (any `LspError`) is right where the peer refuses or crashes, and wrong everywhere else. Where the peer
    crashes any answer will do; a family that must also see nothing marked looks at the answer itself.
    """
    status = expected_status(case)
    try:
        given = answer()
    except LspError as refusal:
        return failed(f"refused, and should not be: {refusal}") if status == "ok" else refused(str(refusal))
    if status == "error":
        return failed(f"answered {given!r}, and should refuse: {case['expected'].get('error', '')}")
    if status == "peer_error":
        return passed()
    return compare(case["expected"] if expected is None else expected, given, tolerance_of(case))


def expected_status(case: Mapping[str, Any]) -> str:
    """`ok`, `error` (the peer refuses) or `peer_error` (the peer crashes)."""
    expected = case.get("expected")
    status = expected.get("status", "ok") if isinstance(expected, Mapping) else "ok"
    return status if status in ("error", "peer_error") else "ok"


def tolerance_of(case: Mapping[str, Any]) -> float:
    """The relative tolerance of a case; the runner has already written its file's into cases that name none."""
    return float(case.get("tolerance", DEFAULT_TOLERANCE))


def compare(expected: Any, given: Any, tolerance: float = DEFAULT_TOLERANCE) -> Outcome:
    """Passed when there are no differences, failed with all of them otherwise."""
    found = differences(expected, given, tolerance)
    return failed("; ".join(found)) if found else passed()


def differences(expected: Any, given: Any, tolerance: float = DEFAULT_TOLERANCE, at: str = "") -> list[str]:
    """Every place where an answer is not the expected one; of a mapping, only what is expected is looked at."""
    given = _plain(given)
    if isinstance(expected, Mapping):
        return _differences_by_name(expected, given, tolerance, at)
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        return _differences_in_order(expected, given, tolerance, at)
    if is_same(expected, given, tolerance):
        return []
    return [f"{at or 'the answer'}: expected {expected!r}, not {given!r}"]


def is_same(expected: Any, given: Any, tolerance: float = DEFAULT_TOLERANCE) -> bool:
    """Whether one value is the expected one: missing for missing, numbers within tolerance, anything else equal."""
    if is_missing(expected) or is_missing(given):
        return is_missing(expected) and is_missing(given)
    if _is_number(expected) and _is_number(given):
        return math.isclose(expected, given, rel_tol=tolerance, abs_tol=tolerance * NOISE)
    return bool(expected == given)


def is_missing(value: Any) -> bool:
    """Whether there is no value: absent, not a number, or the word the case files write for that."""
    return value is None or value == "NaN" or (isinstance(value, float) and math.isnan(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(given: Any) -> Any:
    """Arrays as lists and array scalars as plain numbers."""
    return given.tolist() if hasattr(given, "tolist") else given


def _differences_by_name(expected: Mapping[str, Any], given: Any, tolerance: float, at: str) -> list[str]:
    if not isinstance(given, Mapping):
        return [f"{at or 'the answer'}: expected {dict(expected)!r}, not {given!r}"]
    return [
        difference
        for name, value in expected.items()
        for difference in differences(value, given.get(name), tolerance, f"{at}.{name}".lstrip("."))
    ]


def _differences_in_order(expected: Sequence[Any], given: Any, tolerance: float, at: str) -> list[str]:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != len(expected):
        return [f"{at or 'the answer'}: expected {list(expected)!r}, not {given!r}"]
    return [
        difference
        for place, (value, answered) in enumerate(zip(expected, given, strict=True))
        for difference in differences(value, answered, tolerance, f"{at}[{place}]")
    ]
