"""Run the benchmarks: `python -m benchmarks` all of them, `python -m benchmarks NAME` one.

`--write` also puts the tables of all of them in docs/benchmarks.md, with the date and what they were measured on.
"""

import logging
from pathlib import Path

import click

from benchmarks import (
    checkers,
    cycle,
    judging,
    marking,
    messages,
    packs,
    returns,
    starting,
    storing,
    variation,
    workbooks,
)
from benchmarks.document import page
from benchmarks.tables import Benchmark

BENCHMARKS = (
    Benchmark("starting", "Starting", starting.run),
    Benchmark("workbooks", "Workbooks", workbooks.run),
    Benchmark("returns", "Returns, from file to verdict", returns.run),
    Benchmark("checkers", "Returns, beside other checkers", checkers.run),
    Benchmark("marking", "Returns, marked up and given back", marking.run),
    Benchmark("judging", "Judging", judging.run),
    Benchmark("variation", "What is ordinary variation", variation.run),
    Benchmark("packs", "Packs", packs.run),
    Benchmark("storing", "The store", storing.run),
    Benchmark("messages", "Messages", messages.run),
    Benchmark("cycle", "A whole quarter", cycle.run),
)
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


@click.command(help=__doc__)
@click.argument("name", required=False, type=click.Choice([benchmark.name for benchmark in BENCHMARKS]))
@click.option("--write", is_flag=True, help="Write docs/benchmarks.md; only for all of them together.")
def main(name: str | None, write: bool) -> None:
    """Run one or all, each printed as soon as it is done."""
    if name and write:
        raise click.UsageError("Write the page from one run of all benchmarks: leave the name out.")
    logging.disable(logging.INFO)
    sections = []
    for benchmark in BENCHMARKS:
        if name in (None, benchmark.name):
            sections.append(benchmark.markdown())
            click.echo(sections[-1])
    if write:
        PAGE.write_text(page(sections), encoding="utf-8")


if __name__ == "__main__":
    main()
