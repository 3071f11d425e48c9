"""Where a worker's runs work. Prefect calls this in each run's process, as prefect.yaml's pull step, before the flow.

Prefect's own `set_working_directory` will not do: when LSP_HOME is set where `prefect deploy` is run, that machine's
path is what gets kept with the deployment.
"""

import os
from pathlib import Path

from prefect.deployments.steps.pull import set_working_directory

from lsp_core import workplace
from lsp_core.errors import LspError

REMEDY = "Set it to the folder where you ran `lsp load`, by its whole path, and start the worker again."


def work_at_home() -> dict[str, str]:
    """Work in the folder LSP_HOME of the machine the run is on, where its database, inbox and packs are."""
    home = os.environ.get("LSP_HOME", "")
    if not Path(home).is_absolute() or not Path(home).is_dir():
        raise LspError(f"LSP_HOME is {home!r} on the worker's machine, which is not the whole path of a folder", REMEDY)
    entered: dict[str, str] = set_working_directory(home)
    missing = workplace.missing_database()
    if missing is not None:
        raise LspError(f"LSP_HOME on the worker's machine is {home}, where there is no {missing}", REMEDY)
    return entered
