"""Runs every case of a folder through the family that knows its file, and says what became of each.

A family is a module `family_*.py` here with the name of its `FILE`, a `check(case, folder)` and, where we mean to
answer differently, a table of `DEVIATIONS`. The folder is named by `LSP_ORACLES`; without it, the cases the project
ships. Paths inside cases are relative to the folder. Files no family knows are listed, never passed over in silence.
"""

import importlib
import json
import os
import pkgutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import tests.oracles
from tests.oracles.outcomes import Kind, KnownDeviation, Outcome, deviation, failed

SHIPPED = Path(__file__).parent / "cases"
FAILURES_SHOWN = 20


@dataclass(frozen=True)
class Checked:
    """One case and what became of it."""

    case: Mapping[str, Any]
    outcome: Outcome
    because_of: KnownDeviation | None = None


@dataclass(frozen=True)
class FamilyRun:
    """Every case of one file."""

    family: ModuleType
    checked: tuple[Checked, ...]

    @property
    def name(self) -> str:
        """`ci` for `family_ci`."""
        return self.family.__name__.rpartition("family_")[2]

    def having(self, kind: Kind) -> list[Checked]:
        """The cases of which this became."""
        return [each for each in self.checked if each.outcome.kind is kind]


@dataclass(frozen=True)
class Run:
    """Everything found in a folder."""

    folder: Path
    families: tuple[FamilyRun, ...]
    not_covered: Mapping[str, int]
    """Case files no family knows, and how many cases each has."""

    @property
    def has_failed(self) -> bool:
        """Whether any case failed."""
        return any(each.having(Kind.FAILED) for each in self.families)


def folder_to_run() -> Path:
    """The folder of cases: `LSP_ORACLES`, or what the project ships."""
    return Path(os.environ.get("LSP_ORACLES") or SHIPPED)


def known_families() -> dict[str, ModuleType]:
    """The families here, by the name of their case file."""
    names = (module.name for module in pkgutil.iter_modules(tests.oracles.__path__))
    modules = [importlib.import_module(f"tests.oracles.{name}") for name in names if name.startswith("family_")]
    return {module.FILE: module for module in modules}


def run_folder(folder: Path) -> Run:
    """Run every case file of a folder."""
    files, families = sorted(folder.glob("*_cases.json")), known_families()
    if not files:
        raise FileNotFoundError(f"There is no *_cases.json in {folder}")
    runs = tuple(run_family(families[file.name], folder) for file in files if file.name in families)
    not_covered = {file.name: len(read_cases(file)) for file in files if file.name not in families}
    return Run(folder, runs, not_covered)


def run_family(family: ModuleType, folder: Path) -> FamilyRun:
    """Run every case of one family's file."""
    return FamilyRun(family, tuple(_check(family, case, folder) for case in read_cases(folder / family.FILE)))


def read_cases(file: Path) -> list[dict[str, Any]]:
    """The cases of a file, each with the file's suggested tolerance unless it names its own."""
    content = json.loads(file.read_text(encoding="utf-8"))
    suggested = {"tolerance": content["suggested_tolerance"]} if "suggested_tolerance" in content else {}
    return [suggested | case for case in content["cases"]]


def known_deviations(family: ModuleType) -> tuple[KnownDeviation, ...]:
    """Where a family means to answer differently."""
    return getattr(family, "DEVIATIONS", ())


def stale_deviations(run: FamilyRun) -> list[str]:
    """Known deviations that apply to cases of this run and excuse none of them, since all of those agree by now."""
    used = {each.because_of.name for each in run.checked if each.because_of}
    return [
        known.name
        for known in known_deviations(run.family)
        if known.name not in used and any(known.applies(each.case) for each in run.checked)
    ]


def _check(family: ModuleType, case: Mapping[str, Any], folder: Path) -> Checked:
    try:
        outcome = family.check(case, folder)
    except Exception as crash:  # one case that crashes must not hide the others
        outcome = failed(f"crashed: {type(crash).__name__}: {crash}")
    if outcome.kind is Kind.FAILED:
        for known in known_deviations(family):
            if known.applies(case):
                return Checked(case, deviation(known.reason), known)
    return Checked(case, outcome)


def table(run: Run) -> str:
    """What became of the cases, family by family, then why we differ, what failed and what nothing looked at."""
    lines = [f"Cases in {run.folder}", "", f"{'family':<12}{'cases':>7}" + "".join(f"{kind:>17}" for kind in Kind)]
    for each in run.families:
        counts = "".join(f"{len(each.having(kind)):>17}" for kind in Kind)
        lines.append(f"{each.name:<12}{len(each.checked):>7}{counts}")
    return "\n".join([*lines, *_deviations(run.families), *_failures(run.families), *_not_covered(run), ""])


def _deviations(families: Iterable[FamilyRun]) -> list[str]:
    lines = []
    for each in families:
        reasons = Counter(checked.outcome.detail for checked in each.having(Kind.DEVIATION))
        for reason, count in reasons.items():
            said = f"{each.name}, {count} {'case' if count == 1 else 'cases'}: {reason}"
            lines += textwrap.wrap(said, 110, initial_indent="  ", subsequent_indent="    ")
    return ["", "Known deviations", *lines] if lines else []


def _failures(families: Iterable[FamilyRun]) -> list[str]:
    lines = []
    for each in families:
        wrong = each.having(Kind.FAILED)
        lines += [
            f"  {each.name} {checked.case['id']}: {checked.outcome.detail[:300]}" for checked in wrong[:FAILURES_SHOWN]
        ]
        lines += [f"  {each.name}: and {len(wrong) - FAILURES_SHOWN} more"] if len(wrong) > FAILURES_SHOWN else []
    return ["", "Failed", *lines] if lines else []


def _not_covered(run: Run) -> list[str]:
    if not run.not_covered:
        return []
    return ["", "Not covered by any family", *(f"  {name}: {count} cases" for name, count in run.not_covered.items())]
