"""A figure read out over the telephone, written down as a file: from there on it is a return like any other.

The file is what the coordinator heard, kept by its hash, so the figure leads back to who said it, to whom and when. It
says so above its headings, where reading looks for nothing, and in its name, which is what `lsp explain` shows.
"""

import csv
import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from io import StringIO

from lsp_core.errors import LspError
from lsp_core.periods import Period
from lsp_core.plan.model import Measure
from lsp_core.requests.due import DataRequest
from lsp_core.returns import layout
from lsp_core.returns.layout import Heading
from lsp_core.wording import listed, moment

_LONGEST_NAME_SAID = 60


@dataclass(frozen=True)
class SpokenFigure:
    """What somebody read out, as it was said: nothing in it has been read as a number yet."""

    measure: Measure
    period: Period
    figure: str
    numerator: str = ""
    denominator: str = ""
    provisional: bool = False
    note: str = ""
    """The partner's own words on the figure. They explain it, so who took it down does not belong here."""
    reason: str = ""
    """Why a figure given before was wrong. With a reason it is a correction."""


@dataclass(frozen=True)
class Call:
    """Who read a figure out, who wrote it down, and when."""

    told_by: str
    taken_down_by: str
    at: datetime
    zone: tzinfo
    """The partnership's own time."""


def period_spoken_of(request: DataRequest, measure: Measure, *, correcting: bool, period: Period | None) -> Period:
    """The period a figure is for: the one asked for, unless another is named.

    Raises `LspError` when the request asks for no figure of the measure, or for several, and none is named.
    """
    if period is not None:
        return period
    asked = [due.period for due in request.figures if due.measure.code == measure.code]
    if len(asked) == 1 and not correcting:
        return asked[0]
    if correcting:
        raise LspError("A correction is of a figure given before", "Say which period's: --for 2022-23 Q4, for example.")
    if asked:
        raise LspError(
            f"{request.reference} asks for several figures of {measure.name}",
            f"Say which it is: --for {' or --for '.join(period.code for period in asked)}.",
        )
    raise _not_asked(request, measure)


def _not_asked(request: DataRequest, measure: Measure) -> LspError:
    codes = sorted({due.measure.code for due in request.figures})
    what = f"It asks for {listed(codes)}." if codes else "It asks for no figures."
    return LspError(
        f"{request.reference} does not ask for {measure.name}",
        f"{what} To give it all the same, say which period it is for: --for, and the period.",
    )


def as_file(request: DataRequest, said: SpokenFigure, call: Call) -> tuple[str, bytes]:
    """The name and the bytes of the file that stands for the call."""
    row = _correction(said) if said.reason else _answer(said)
    text = StringIO(newline="")
    written = csv.writer(text)
    written.writerow([_heard(call)])
    written.writerow([heading.text for heading in row])
    written.writerow(row.values())
    at = call.at.astimezone(call.zone)
    reference = request.reference.replace(" ", "-")
    name = f"{reference} by telephone {at:%Y-%m-%d %H.%M} from {_plain(call.told_by)}.csv"
    return name, text.getvalue().encode()


def _heard(call: Call) -> str:
    return (
        f"Read out by {call.told_by} over the telephone and written down by {call.taken_down_by} on "
        f"{moment(call.at, call.zone)}"
    )


def _answer(said: SpokenFigure) -> dict[Heading, str]:
    return _counts(said) | {
        layout.FIGURE: said.figure,
        layout.VINTAGE: "provisional" if said.provisional else "final",
        layout.NOTE: said.note,
    }


def _correction(said: SpokenFigure) -> dict[Heading, str]:
    return _counts(said) | {layout.CORRECTED: said.figure, layout.REASON: said.reason}


def _counts(said: SpokenFigure) -> dict[Heading, str]:
    return {
        layout.CODE: said.measure.code,
        layout.MEASURE: said.measure.name,
        layout.UNIT: said.measure.unit,
        layout.PERIOD: said.period.code,
        layout.NUMERATOR: said.numerator,
        layout.DENOMINATOR: said.denominator,
    }


def _plain(name: str) -> str:
    """A name as it may stand in a file's name on any system."""
    return re.sub(r"[^\w -]+", "", name).strip()[:_LONGEST_NAME_SAID]
