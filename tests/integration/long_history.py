"""The demonstration's partnership with five invented years of its A&E figure before the real ones: a step to look at.

Twelve quarters about 94%, then seven or more about 87%: what the published extract is too short to show.
"""

from datetime import date

from examples.demo import PLAN
from lsp_core.periods import Quarter
from lsp_core.plan.reading import read_folder
from lsp_core.steps.loading import load_plan
from tests.integration.office import Office, morning

ABOUT_94 = "94.1 93.6 94.4 93.9 94.6 93.5 94.2 93.8 94.3 93.7 94.5 94.0"
ABOUT_87 = "87.2 86.6 87.0 86.4 87.3 86.8"
NEW_LEVEL = Quarter(2021, 1)


def load_long_history(office: Office) -> None:
    """Load the demonstration's folder with a longer history of AE4H, before its first quarter."""
    folder = dict(read_folder(PLAN))
    folder["history.csv"] += "".join(_rows())
    folder["measures.csv"] = "".join(_in_force_earlier(line) for line in folder["measures.csv"].splitlines(True))
    load_plan(office.database, folder, morning(date(2023, 6, 1)))


def _rows() -> list[str]:
    values = f"{ABOUT_94} {ABOUT_87}".split()
    quarters = [Quarter(2018, 1).shifted(3 * place) for place in range(len(values))]
    told = zip(quarters, values, strict=True)
    return [f"AE4H,{quarter.code},{value},,,Invented for a test\n" for quarter, value in told]


def _in_force_earlier(line: str) -> str:
    return line.replace("2021-04-01", "2018-04-01") if line.startswith("AE4H,") else line
