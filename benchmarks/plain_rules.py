"""The suites' rules in plain Python, over the same columns: the floor under Great Expectations.

Takes what `expectations.running.failing_rows` takes and gives what it gives, so that the two can be held together.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from expectations.rules import Suite

Row = Mapping[str, Any]
Test = Callable[[Row], bool]

OPERATORS = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def failing_rows(
    suite: Suite, texts: Mapping[str, Sequence[object]], numbers: Mapping[str, Sequence[Any]]
) -> dict[str, list[int]]:
    """For each rule's code, the places of the rows that fail it, counted from 0."""
    as_floats = {
        name: [None if value is None else float(value) for value in column] for name, column in numbers.items()
    }
    columns = {**texts, **as_floats}
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return {entry["meta"]["code"]: _failing(entry, rows) for entry in suite.expectations}


def _failing(entry: Mapping[str, Any], rows: Sequence[Row]) -> list[int]:
    wanted = entry["kwargs"]
    applies = _condition(wanted.get("row_condition"))
    looked_at = {place: row for place, row in enumerate(rows) if applies(row)}
    fails = TESTS[entry["type"]](wanted, list(looked_at.values()))
    return [place for place, row in looked_at.items() if fails(row)]


def _condition(condition: Mapping[str, Any] | None) -> Test:
    if condition is None:
        return lambda row: True
    if condition["type"] == "and":
        parts = [_condition(part) for part in condition["conditions"]]
        return lambda row: all(part(row) for part in parts)
    name, compare, limit = condition["column"]["name"], OPERATORS[condition["operator"]], condition["parameter"]
    return lambda row: row[name] is not None and compare(row[name], limit)


def _not_in_set(wanted: Mapping[str, Any], _rows: Sequence[Row]) -> Test:
    name, allowed = wanted["column"], set(wanted["value_set"])
    return lambda row: row[name] is not None and row[name] not in allowed


def _in_set(wanted: Mapping[str, Any], _rows: Sequence[Row]) -> Test:
    name, forbidden = wanted["column"], set(wanted["value_set"])
    return lambda row: row[name] in forbidden


def _outside(wanted: Mapping[str, Any], _rows: Sequence[Row]) -> Test:
    name, low, high = wanted["column"], wanted.get("min_value"), wanted.get("max_value")
    below = le if wanted.get("strict_min") else lt
    return lambda row: (
        row[name] is not None
        and ((low is not None and below(row[name], low)) or (high is not None and row[name] > high))
    )


def _less(wanted: Mapping[str, Any], _rows: Sequence[Row]) -> Test:
    high, low = wanted["column_A"], wanted["column_B"]
    return lambda row: row[high] is not None and row[low] is not None and row[high] < row[low]


def _repeated(wanted: Mapping[str, Any], rows: Sequence[Row]) -> Test:
    names = wanted["column_list"]
    counts = Counter(tuple(row[name] for name in names) for row in rows)
    return lambda row: counts[tuple(row[name] for name in names)] > 1


TESTS: Mapping[str, Callable[[Mapping[str, Any], Sequence[Row]], Test]] = {
    "expect_column_values_to_be_in_set": _not_in_set,
    "expect_column_values_to_not_be_in_set": _in_set,
    "expect_column_values_to_be_between": _outside,
    "expect_column_pair_values_a_to_be_greater_than_b": _less,
    "expect_compound_columns_to_be_unique": _repeated,
}
"""For each kind of expectation in the suites, what makes a row fail it."""
