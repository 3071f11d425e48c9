"""The command that runs the whole cycle by itself, on one machine, on its schedule."""

import click

from lsp_core.cli.words import the_plan


@click.command()
@click.option("--active", is_flag=True, help="Switch every schedule on; without this they wait to be switched on.")
def serve(active: bool) -> None:
    """Run every step on its schedule from this one window, until it is closed.

    Needs a Prefect server: run `prefect server start` in another window, and set PREFECT_API_URL to its address. While
    a schedule is on, what it queues is sent without asking. The schedules are in prefect.yaml.
    """
    the_plan()
    from flows.serving import serve_all

    serve_all(active=active)
