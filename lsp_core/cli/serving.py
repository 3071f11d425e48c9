"""The command that runs the whole cycle by itself, on one machine, on its schedule."""

import click

from lsp_core import workplace


@click.command()
@click.option(
    "--active", is_flag=True, help="Start with the schedules running; without it they wait to be switched on."
)
def serve(active: bool) -> None:
    """Serve every flow from this one process, on the schedules in prefect.yaml.

    Needs a Prefect server: run `prefect server start` beside it, and set PREFECT_API_URL.
    """
    from flows.serving import serve_all

    workplace.database()
    serve_all(active=active)
