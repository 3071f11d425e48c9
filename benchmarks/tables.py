"""What a benchmark found, as Markdown: tables of figures, and one or two sentences that rest on them and no others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import getdoc

MILLISECOND = 1e-3


@dataclass(frozen=True)
class Table:
    """One table; the first column says what each row is about."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """The table, figures to the right."""
        rules = [":--", *["--:"] * (len(self.columns) - 1)]
        lines = [self.columns, rules, *self.rows]
        return "\n".join([f"**{self.title}**", "", *(f"| {' | '.join(line)} |" for line in lines)])


@dataclass(frozen=True)
class Found:
    """What one benchmark found."""

    tables: Sequence[Table]
    means: str
    """What it means, worked out from the figures in the tables."""


@dataclass(frozen=True)
class Benchmark:
    """One subject: its name on the command line, its heading, and the function whose docstring says what is
    compared."""

    name: str
    heading: str
    run: Callable[[], Found]

    def markdown(self) -> str:
        """Run it, and put what it found on a page."""
        found = self.run()
        parts = [f"## {self.heading}", getdoc(self.run) or "", *(t.markdown() for t in found.tables), found.means]
        return "\n\n".join(parts) + "\n"


def seconds(value: float) -> str:
    """A time in the unit that suits its size: `12 ms`, `1.3 s`."""
    if value < MILLISECOND:
        return f"{_three_figures(value * 1e6)} µs"
    return f"{_three_figures(value * 1e3)} ms" if value < 1 else f"{_three_figures(value)} s"


def times(value: float, other: float) -> str:
    """How many times as much one is as the other: `3.2×`."""
    return f"{_three_figures(value / other)}×"


def megabytes(value: float) -> str:
    """Memory, given in MB."""
    return f"{value:,.0f} MB"


def _three_figures(value: float) -> str:
    """No more digits than a noisy machine can vouch for."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
