"""The pages of `docs` that are drawn from the code, so that they cannot say anything else than it does.

`python -m lsp_core.drawing docs` (or `make docs`) writes them; a test compares.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from lsp_core.cli.reference import commands_page
from lsp_core.cycle import TRANSITIONS, CycleStatus, Transition, mermaid
from lsp_core.plan.reference import plan_reference
from lsp_core.reviews.computing import COMPUTED
from lsp_core.reviews.fact_sources import facts_page
from lsp_core.settings import settings_page

CYCLE_OPENING = """\
# The states of a quarter's cycle

Every quarter has a cycle of its own, and a cycle is always in exactly one of the states below.
It gets from one to the next only by a move in this picture; each move is written down with who made it and when, and
nothing written down is ever changed or taken away.
"""

IN_WORDS = {
    CycleStatus.PLANNED: "Nobody has been asked for anything yet.",
    CycleStatus.COLLECTING: "Partners have been asked for their figures, and returns are coming in.",
    CycleStatus.JUDGED: (
        "The figures have been judged as they stood at the cut-off, and draft packs can be made and read. "
        "Late returns still count: the quarter is then judged again."
    ),
    CycleStatus.SIGNED_OFF: (
        "A named person stands by the judgements, and nothing about them changes any more. "
        "A figure that comes now waits for the next quarter's pack."
    ),
    CycleStatus.PUBLISHED: "The packs have gone to their boards and are frozen: each can be rebuilt exactly as it was.",
}


def cycle_page() -> str:
    """The whole of `docs/cycle.md`."""
    return "\n".join(
        [
            CYCLE_OPENING,
            "```mermaid",
            mermaid(),
            "```",
            "",
            "## What each state means",
            "",
            "| State | What it means |",
            "|---|---|",
            *(f"| {status} | {IN_WORDS[status]} |" for status in CycleStatus),
            "",
            "## Who moves it",
            "",
            "| Move | From | To | Who may |",
            "|---|---|---|---|",
            *(_row(transition) for transition in TRANSITIONS),
            "",
            "This page is drawn from `lsp_core/cycle.py`: change the table there and run `make docs`.",
            "",
        ]
    )


def _row(transition: Transition) -> str:
    reason = ", giving a reason" if transition.needs_reason else ""
    return f"| {transition.name} | {transition.from_} | {transition.to} | {transition.by}{reason} |"


PAGES: Mapping[str, Callable[[], str]] = {
    "cycle.md": cycle_page,
    "plan.md": plan_reference,
    "commands.md": commands_page,
    "settings.md": settings_page,
    "review-facts.md": lambda: facts_page(COMPUTED),
}


def write_pages(folder: Path) -> list[Path]:
    """Writes every drawn page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PAGES.items():
        (folder / name).write_text(draw(), encoding="utf-8")
    return [folder / name for name in PAGES]


if __name__ == "__main__":
    write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
