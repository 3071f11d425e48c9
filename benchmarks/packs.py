"""A board's pack, from what is known to HTML and PDF."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from markupsafe import Markup

from benchmarks.children import Child, in_a_child
from benchmarks.measuring import Contender, Cost, side_by_side
from benchmarks.partnership import AFTER, facts, folder
from benchmarks.tables import Found, Table, megabytes, seconds, times
from lsp_core.facts import CycleFacts
from lsp_core.judging.judge import judge
from lsp_core.packs.assembling import build_pack
from lsp_core.packs.contents import Pack, PackState, pack_as_dict
from lsp_core.packs.fonts import font_faces, font_folder
from lsp_core.packs.html import render_html
from lsp_core.packs.pdf import render_pdf
from lsp_core.packs.shapes import Shape, status_shape
from lsp_core.plan.reading import parse_plan
from lsp_core.risks.proposals import propose
from lsp_core.risks.register import register_at, register_now
from lsp_core.templating import environment

SIZES = {12: (3, 4), 50: (10, 5), 150: (15, 10)}
"""Measures, by partners and measures each; a third of them is off track."""
ROUNDS = 3
TYPICAL = 50
QUARTERS = 12


def run() -> Found:
    """One board's pack, each measure with twelve quarters of figures and a third of them off track. **Ours** is
    everything from what is known to both files: judging, choosing what goes where, drawing the charts, printing. **The
    floor** is the bare libraries over a pack that lies ready: Jinja2 renders the template, Typst compiles it. What a
    user would otherwise print the PDF with, WeasyPrint, is not installed with the engine, so it is not compared here.
    Warm packs have other figures each time, because Typst remembers what it has printed; the first is made in a process
    of its own."""
    warm = {size: _warm(size) for size in SIZES}
    cold = {size: in_a_child("benchmarks.packs:print_once", size) for size in SIZES}
    return Found([_warm_table(warm), _cold_table(cold, warm)], _meaning(warm, cold))


def print_once(size: int) -> dict[str, float]:
    """The first pack of a process: what each part takes, in seconds."""
    known = next(_quarters(size))
    made: list[Pack] = []
    assembling = Contender(lambda _: made.append(assembled(known))).run()
    printing = Contender(lambda _: render_pdf(made[0])).run()
    page = Contender(lambda _: render_html(made[0])).run()
    return {"assembling": assembling.cpu, "html": page.cpu, "pdf": printing.cpu}


def assembled(known: CycleFacts) -> Pack:
    """The pack as the steps assemble it."""
    judged = judge(known)
    return build_pack(
        known,
        known.plan.boards[0],
        assessments=judged,
        proposals=propose(known, judged),
        register_before=register_at(known.plan, known.risk_decisions, known.quarter),
        register_now=register_now(known.plan, known.risk_decisions, known.quarter),
        state=PackState(version=1, produced_at=AFTER),
    )


def _quarters(size: int) -> Iterator[CycleFacts]:
    """The same partnership again and again, every time with other figures: Typst remembers what it has printed before,
    and no two packs of a partnership say the same."""
    known = facts(parse_plan(folder(*SIZES[size], quarters_of_history=0)), QUARTERS)
    for number in itertools.count():
        moved = {
            key: replace(o, value=o.value + Decimal(number) / 10)
            for key, o in known.known.items()
            if o.value is not None
        }
        yield replace(known, known=moved)


def _warm(size: int) -> dict[str, Cost]:
    quarters = _quarters(size)

    def another() -> Pack:
        return assembled(next(quarters))

    return side_by_side(
        {
            "assembling": Contender(assembled, lambda: next(quarters)),
            "html": Contender(render_html, another),
            "bare html": Contender(_by_jinja, another),
            "pdf": Contender(render_pdf, another),
            "bare pdf": Contender(_by_typst, lambda: _as_json(another())),
        },
        ROUNDS,
    )


def _as_json(pack: Pack) -> str:
    return json.dumps({**pack_as_dict(pack), "shapes": {shape.value: status_shape(shape) for shape in Shape}})


def _by_jinja(pack: Pack) -> str:
    template, style = _template()
    page: str = template.render(
        pack=pack, style=style, shape=lambda name: Markup(status_shape(Shape(name))), drawing=Markup
    )
    return page


@cache
def _template() -> tuple[Any, Markup]:
    style = (files("templates") / "packs" / "style.css").read_text(encoding="utf-8")
    return environment("packs", autoescape=True).get_template("pack.html.j2"), Markup(font_faces() + "\n" + style)


def _by_typst(values: str) -> object:
    return _compiler().compile(
        format="pdf", sys_inputs={"pack": values}, pdf_standards=["ua-1"], timestamp=int(AFTER.timestamp())
    )


@cache
def _compiler() -> typst.Compiler:
    folder = str(files("templates") / "packs")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(font_folder())])
    return typst.Compiler(input=f"{folder}/pack.typ", root=folder, font_paths=fonts, ignore_system_fonts=True)


def _warm_table(warm: dict[int, dict[str, Cost]]) -> Table:
    rows = [
        [str(size), seconds(cost["assembling"].cpu), seconds(cost["html"].cpu),
         times(cost["html"].cpu, cost["bare html"].cpu), seconds(cost["pdf"].cpu),
         times(cost["pdf"].cpu, cost["bare pdf"].cpu), seconds(_whole(cost))]
        for size, cost in warm.items()
    ]  # fmt: skip
    columns = ["Measures", "Assembling", "HTML", "To Jinja2 alone", "PDF", "To Typst alone", "All"]
    return Table(f"One pack, warm, CPU time, medians of {ROUNDS}", columns, rows)


def _cold_table(cold: dict[int, Child], warm: dict[int, dict[str, Cost]]) -> Table:
    rows = [
        [str(size), *(seconds(child.value[part]) for part in ("assembling", "html", "pdf")),
         times(sum(child.value.values()), _whole(warm[size])), megabytes(child.peak)]
        for size, child in cold.items()
    ]  # fmt: skip
    columns = ["Measures", "Assembling", "HTML", "PDF", "To a warm one", "Most memory"]
    return Table("The first pack of a process, CPU time, one run", columns, rows)


def _whole(cost: dict[str, Cost]) -> float:
    return cost["assembling"].cpu + cost["html"].cpu + cost["pdf"].cpu


def _meaning(warm: dict[int, dict[str, Cost]], cold: dict[int, Child]) -> str:
    typical, most = warm[TYPICAL], max(SIZES)
    first = sum(cold[TYPICAL].value.values())
    return (
        f"A pack of {TYPICAL} measures takes {seconds(_whole(typical))}, "
        f"{typical['pdf'].cpu / _whole(typical):.0%} of it in the PDF, and {seconds(first)} as the first of a "
        f"process. {most // TYPICAL} times the measures take {times(_whole(warm[most]), _whole(typical))} as long; "
        f"assembling alone takes {times(warm[most]['assembling'].cpu, typical['assembling'].cpu)}."
    )
