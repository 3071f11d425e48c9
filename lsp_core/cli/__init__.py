"""The command line: `lsp`. Each command turns words into one call of a step, and the step's report into words.

A command's module is imported when the command is asked for, and imports what it works with only when it is run, so
that `lsp --help` answers at once. What can go wrong is put into words in `lsp_core.cli.trouble`.
"""

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from lsp_core.cli.trouble import stopped, trouble
from lsp_core.cli.words import Group

COMMANDS = {
    "init": "plan:init",
    "load": "plan:load",
    "import": "importing:import_",
    "preview": "plan:preview",
    "status": "status:status",
    "open": "cycle:open_",
    "chase": "cycle:chase",
    "extend": "chasing:extend",
    "ledger": "chasing:ledger",
    "collect": "cycle:collect",
    "mail": "mail:mail",
    "returns": "mail:returns",
    "figure": "telephone:figure",
    "check": "partners:check",
    "quality": "quality:quality",
    "waive": "waivers:waive",
    "waiver": "waivers:waiver",
    "judge": "cycle:judge",
    "explain": "explaining:explain",
    "override": "overrides:override",
    "rebase": "rebases:rebase",
    "forecast": "forecasts:forecast",
    "risk": "risks:risk",
    "commentary": "commentary:commentary",
    "policy": "policies:policy",
    "pack": "packs:pack",
    "sign-off": "cycle:sign_off",
    "reopen": "cycle:reopen",
    "publish": "packs:publish",
    "meeting": "meetings:meeting",
    "action": "actions:action",
    "send": "messages:send",
    "serve": "serving:serve",
}
"""Each command and where it is, in the order a quarter goes."""


class Commands(Group):
    """The commands, each imported when it is asked for, and whatever goes wrong in any of them said in plain words."""

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

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. An error becomes a reason and a remedy, unless it is ours and somebody wants to see it."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            raise stopped() from None
        except Exception as error:
            if ctx.params["debug"]:
                raise
            raise trouble(error) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="lsp", prog_name="lsp", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, envvar="LSP_DEBUG", help="Show the technical details of an error.")
def lsp(debug: bool) -> None:
    """Run a partnership's quarterly performance cycle.

    To begin: init, edit the files, load. A quarter then goes: open, chase, collect, judge, pack draft, sign-off,
    publish. Nobody is written to until you run send with --yes. `lsp status` says what there is to do today.

    Quarters are written like 2026-27 Q1; leave the quarter out for the one that ended last.
    """


def main() -> None:
    """Run `lsp`, on any screen: a letter the screen does not have is shown as a question mark."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    lsp()
