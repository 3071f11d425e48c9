"""The command line: `lsp`. Each command turns words into one call of a step, and the step's report into words.

A command's module is imported when the command is run, so that `lsp --help` answers at once.
"""

import sys
from importlib import import_module

import click

from lsp_core.errors import LspError, PlanError

COMMANDS = {
    "init": "plan:init",
    "load": "plan:load",
    "preview": "plan:preview",
    "open": "cycle:open_",
    "collect": "cycle:collect",
    "chase": "cycle:chase",
    "judge": "cycle:judge",
    "pack": "packs:pack",
    "sign-off": "cycle:sign_off",
    "reopen": "cycle:reopen",
    "publish": "packs:publish",
    "send": "messages:send",
    "status": "status:status",
    "risk": "risks:risk",
    "check": "partners:check",
    "serve": "serving:serve",
}
"""Each command and where it is, in the order a quarter goes."""


class Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order a quarter goes, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"lsp_core.cli.{module}"), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="lsp", prog_name="lsp")
def lsp() -> None:
    """Run a partnership's quarterly performance cycle.

    A quarter goes: open, chase, collect, judge, pack, sign-off, publish; send hands over the messages each step queues.
    Quarters are written like 2023-24 Q1; leave the quarter out for the one that ended last.
    """


def main() -> None:
    """Run `lsp`, and turn an error somebody can act on into a reason and a remedy."""
    try:
        lsp()
    except PlanError as error:
        for mistake in error.mistakes:
            click.echo(mistake, err=True)
        _say(error)
    except LspError as error:
        _say(error)


def _say(error: LspError) -> None:
    click.echo(f"{error.reason}.\nWhat to do: {error.remedy}", err=True)
    sys.exit(1)
