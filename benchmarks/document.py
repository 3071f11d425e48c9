"""The page the tables are kept on, with what they were measured on. No names of machines or folders."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks.storing import POSTGRESQL
from lsp_core.wording import day

LIBRARIES = (
    "prefect", "great-expectations", "pandas", "sqlalchemy", "psycopg", "openpyxl", "xlsxwriter", "jinja2", "typst",
    "apprise", "aiosmtpd", "statprocon", "frictionless", "pandera",
)  # fmt: skip

INTRODUCTION = """# Benchmarks

What the engine costs, side by side with what you would pick instead and with the floor, which is the same work by the
bare libraries. Written by `python -m benchmarks --write`; every sentence under a table is worked out from its figures.

**Read the ratios.** The machine does other things as well, so contenders take turns and each figure is a median where a
table does not say otherwise; a time alone is worth little on another machine. A tenth more or less is noise.
CPU time is that of the process measured, all its threads together; what a database or mail server does for it shows in
elapsed time only.

**To repeat it**: `make bench` runs everything in about half an hour and prints it; `python -m benchmarks NAME` runs one
(`starting`, `workbooks`, `returns`, `checkers`, `marking`, `judging`, `variation`, `packs`, `storing`, `messages`,
`cycle`). What
is measured beside ours and used nowhere else is in `requirements-bench.txt`; `make bench` installs it. PostgreSQL is
measured where `LSP_TEST_DATABASE_URL` names one. Memory is the most a process held, as Linux counts it.
"""


def page(sections: Sequence[str]) -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, _measured_on(), *sections])


def _measured_on() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    postgresql = "" if POSTGRESQL else " No PostgreSQL."
    return (
        f"**Measured** on {day(datetime.now(UTC).date())}: {os.cpu_count()} cores ({platform.machine()}), "
        f"{platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.{postgresql} "
        f"{libraries}.\n"
    )
