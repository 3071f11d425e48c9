"""The rules as written down in `figures.json` and `resources.json`: which expectation, how serious, in which words.

Reading the files needs neither Great Expectations nor pandas, so the rule book can be printed anywhere.
Running them is `expectations.running`; what their columns mean is `expectations.figure_rows` and `resource_rows`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from lsp_core.findings import Severity

SEVERITIES = {"critical": Severity.ERROR, "warning": Severity.QUERY, "info": Severity.NOTE}
"""Great Expectations' words for how serious, and ours."""


@dataclass(frozen=True)
class Rule:
    """One expectation with our sentences."""

    id: str
    code: str
    """What partners quote, such as `FIG-011`; it never changes its meaning."""
    severity: Severity
    characteristic: str
    """Which of the Audit Commission's six characteristics of good data (2007) it guards."""
    rule: str
    """What is checked, in one sentence for the rule book."""
    expected: str
    found: str
    """`expected` and `found` are templates: `{last}` is replaced by the row's own words."""
    remedy: str
    """What to do. Not a template, so that the rule book and the answer say the same."""
    unless: tuple[str, ...]
    """Codes of sharper rules: where one of them has spoken about the same row, this one stays silent."""
    never_waived: str = ""
    """Why nobody may let a figure through that breaks it; empty when a waiver may."""


@dataclass(frozen=True)
class Suite:
    """The rules for one kind of row."""

    name: str
    title: str
    about: str
    rules: tuple[Rule, ...]
    expectations: tuple[Mapping[str, Any], ...]
    """What Great Expectations is given: the file's entries as they stand."""


SUITE_NAMES = ("figures", "resources")


@cache
def load_suite(name: str) -> Suite:
    """The suite in `<name>.json`."""
    written = json.loads(resources.files("expectations").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return Suite(
        name=written["name"],
        title=written["meta"]["title"],
        about=written["meta"]["about"],
        rules=tuple(_rule(entry) for entry in written["expectations"]),
        expectations=tuple(written["expectations"]),
    )


def _rule(entry: Mapping[str, Any]) -> Rule:
    meta = entry["meta"]
    return Rule(
        id=entry["id"],
        code=meta["code"],
        severity=SEVERITIES[entry["severity"]],
        characteristic=meta["characteristic"],
        rule=meta["rule"],
        expected=meta["expected"],
        found=meta["found"],
        remedy=meta["remedy"],
        unless=tuple(meta.get("unless", ())),
        never_waived=meta.get("never_waived", ""),
    )
