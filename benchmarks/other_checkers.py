"""The same return checked as two other libraries would have it: a schema each, as their guides show how to write one.

Each knows the codes, the period, the words for final or provisional, that a figure is a number of nought or more, and
that no row comes twice. Neither knows last quarter's figure unless it is told; pandera is told, because a column can be
joined to its table, and frictionless is not, because its schema has no place for it.
"""

import io
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from frictionless import Dialect, Resource, Schema, fields, formats, system

from benchmarks.partnership import QUARTER
from benchmarks.seeded import HEADINGS, HEADINGS_ROW, SeededReturn
from lsp_core.observations import Vintage
from lsp_core.returns import layout

CODE, PERIOD, FIGURE, VINTAGE = (HEADINGS[name].title for name in ("code", "period", "figure", "vintage"))
FURTHEST = 0.5
"""How far a figure may be from the last one, as a share of it: our own rule's default."""


def by_frictionless(seeded: SeededReturn) -> set[int]:
    """The rows of the sheet that its report names."""
    with tempfile.TemporaryDirectory() as folder, system.use_context(trusted=True):
        path = Path(folder) / "return.xlsx"
        path.write_bytes(seeded.content)
        control = formats.ExcelControl(sheet=layout.FIGURES)
        resource = Resource(str(path), control=control, dialect=Dialect(header_rows=[HEADINGS_ROW]))
        resource.infer()
        resource.schema = _schema(seeded, resource.schema.field_names)
        report = resource.validate()
    return {error.row_number for task in report.tasks for error in task.errors if hasattr(error, "row_number")}


def _schema(seeded: SeededReturn, header: list[str]) -> Schema:
    known = {
        CODE: fields.StringField(name=CODE, constraints={"required": True, "enum": list(seeded.measures)}),
        PERIOD: fields.StringField(name=PERIOD, constraints={"required": True, "enum": [seeded.period]}),
        FIGURE: fields.NumberField(name=FIGURE, constraints={"required": True, "minimum": 0}),
        VINTAGE: fields.StringField(name=VINTAGE, constraints={"enum": [vintage.value for vintage in Vintage]}),
    }
    return Schema(fields=[known.get(name, fields.AnyField(name=name)) for name in header], primary_key=[CODE, PERIOD])


def by_pandera(seeded: SeededReturn) -> set[int]:
    """The rows of the sheet that its failure cases name."""
    frame = pd.read_excel(io.BytesIO(seeded.content), sheet_name=layout.FIGURES, header=HEADINGS_ROW - 1)
    frame["last"] = frame[CODE].map(_last_figures(seeded))
    try:
        _frame_schema(seeded).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return {int(index) + HEADINGS_ROW + 1 for index in errors.failure_cases["index"].dropna().unique()}
    return set()


def _last_figures(seeded: SeededReturn) -> Mapping[str, float]:
    last = {code: seeded.known[code, QUARTER.previous].value for code in seeded.measures}
    return {code: float(value if value is not None else Decimal("nan")) for code, value in last.items()}


def _frame_schema(seeded: SeededReturn) -> pa.DataFrameSchema:
    close = pa.Check(lambda frame: _close(frame[FIGURE], frame["last"]), ignore_na=True)
    return pa.DataFrameSchema(
        {
            CODE: pa.Column(str, pa.Check.isin(list(seeded.measures))),
            PERIOD: pa.Column(str, pa.Check.isin([seeded.period])),
            FIGURE: pa.Column(object, pa.Check(lambda value: _number(value) >= 0), nullable=False),
            VINTAGE: pa.Column(object, pa.Check.isin([vintage.value for vintage in Vintage]), nullable=True),
        },
        checks=close,
        unique=[CODE, PERIOD],
        report_duplicates="exclude_first",
    )


def _number(column: "pd.Series[float]") -> "pd.Series[float]":
    return pd.to_numeric(column, errors="coerce")


def _close(figure: "pd.Series[float]", last: "pd.Series[float]") -> "pd.Series[bool]":
    return ~((_number(figure) - last).abs() > FURTHEST * last)
