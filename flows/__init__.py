"""When things run: one short Prefect flow for each step of the cycle, with no arithmetic, SQL or wording of its own."""

import os

# Prefect reads pyproject.toml only in the folder it is started in. Wherever a flow is called, it reports to nobody.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
