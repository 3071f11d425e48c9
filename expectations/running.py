"""Great Expectations, kept in one place: a suite and its rows go in, the rows that fail each rule come out.

Nothing else imports it. It takes about five seconds to import and 5 to 15 ms an expectation however few the rows, so
it is imported when first needed and given all the waiting rows at once.
"""

import logging
import os
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from expectations.rules import Suite

Columns = Mapping[str, Sequence[object]]

_ONE_AT_A_TIME = threading.Lock()
"""Great Expectations keeps its current project in a global and names every whole-frame batch alike: two threads sharing
a context were measured to get each other's answers, silently. Contexts of our own cure that; the lock makes sure, and
costs nothing, because the work holds the interpreter anyway."""


class ExpectationDidNotRunError(RuntimeError):
    """A rule could not be tried: our mistake, never the partner's, and never to be taken for a pass."""


def failing_rows(suite: Suite, texts: Columns, numbers: Columns) -> dict[str, list[int]]:
    """For each rule's code, the places of the rows that fail it, counted from 0. The columns are all of one length."""
    with _ONE_AT_A_TIME:
        results = _validate(suite, texts, numbers)
    if len(results) != len(suite.rules):
        raise ExpectationDidNotRunError(f"{len(results)} of the {len(suite.rules)} rules for {suite.name} were tried")
    return {result.expectation_config.meta["code"]: _places(result) for result in results}


def _validate(suite: Suite, texts: Columns, numbers: Columns) -> list[Any]:
    gx = _great_expectations()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    whole_frame = (
        context.data_sources.add_pandas("returns")
        .add_dataframe_asset(suite.name)
        .add_batch_definition_whole_dataframe("all")
    )
    batch = whole_frame.get_batch({"dataframe": _frame(texts, numbers)})
    written = gx.ExpectationSuite(name=suite.name, expectations=[dict(entry) for entry in suite.expectations])
    # Without `unexpected_index_column_names` the failing rows come back as the frame's own index, which costs next to
    # nothing; named columns cost 0.1 ms for each failing row, so that a wholly wrong column took seconds.
    return list(batch.validate(written, result_format="COMPLETE").results)


def _places(result: Any) -> list[int]:
    """The failing rows of one expectation; raises when it could not be tried, or does not account for every failure."""
    code = result.expectation_config.meta["code"]
    places = result.result.get("unexpected_index_list")
    if places is None or len(places) != result.result["unexpected_count"] or result.success != (not places):
        raise ExpectationDidNotRunError(f"{code} could not be tried: {_reasons(result.exception_info)}")
    return [int(place) for place in places]


def _reasons(exception_info: Mapping[str, Any]) -> str:
    """Great Expectations reports one exception, or one for each metric it needed."""
    single = exception_info.get("exception_message")
    several = (info.get("exception_message") for info in exception_info.values() if isinstance(info, Mapping))
    return "; ".join(sorted({str(message) for message in (single, *several) if message})) or "no reason given"


def _frame(texts: Columns, numbers: Columns) -> Any:
    """Typed columns, so that one with nothing in it is still a column of numbers."""
    import pandas as pd

    columns = {name: pd.Series(list(values), dtype="object") for name, values in texts.items()}
    for name, values in numbers.items():
        columns[name] = pd.Series([None if v is None else float(v) for v in values], dtype="float64")  # type: ignore[arg-type]
    return pd.DataFrame(columns)


def _great_expectations() -> Any:
    if "great_expectations" not in sys.modules:
        os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
        with warnings.catch_warnings():  # it imports modules that Python 3.11 calls deprecated
            warnings.simplefilter("ignore", DeprecationWarning)
            import great_expectations  # noqa: F401
        # It sets this one to talk about its temporary folders, of which there is one for each run.
        logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    return sys.modules["great_expectations"]
