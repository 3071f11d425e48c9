"""Words into plain text: a template of `templates/messages`, filled in and wrapped."""

import re
import textwrap
from functools import cache
from typing import Any

from jinja2 import Environment

from lsp_core.plan.model import Plan
from lsp_core.templating import environment

COLUMNS = 78
"""No wider, so that no mail program breaks the lines again in the wrong places."""
_LEAD = re.compile(r"\s*(?:- |\d+\. )?")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_BLANK_LINES = re.compile(r"\n{3,}")


def letter(template: str, plan: Plan, to: str, **values: Any) -> str:
    """A letter to one person, from `templates/messages/{template}.txt.j2`."""
    words = _templates().get_template(f"{template}.txt.j2")
    text = words.render(
        partnership=plan.partnership,
        coordinator=plan.person(plan.partnership.coordinator),
        recipient=plan.person(to),
        **values,
    )
    return wrapped(text)


def wrapped(text: str) -> str:
    """Each line wrapped by itself, with the lines that follow a bullet or a number kept under its words."""
    lines = [part for line in text.splitlines() for part in _wrapped_line(line.rstrip())]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _wrapped_line(line: str) -> list[str]:
    match = _LEAD.match(line)
    hang = " " * len(match[0]) if match else ""
    # Nothing is cut in two: half an address leads nowhere.
    return textwrap.wrap(line, COLUMNS, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False) or [""]


@cache
def _templates() -> Environment:
    return environment("messages", autoescape=False).overlay(finalize=_on_one_line)


def _on_one_line(value: Any) -> Any:
    """What people have written comes with line ends of its own, and with codes that a terminal would obey; only our own
    line ends lay out a letter."""
    if not isinstance(value, str):
        return value
    return "".join(c if c.isprintable() or c == _NO_BREAK else " " for c in " ".join(value.splitlines()))
