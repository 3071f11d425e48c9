"""Every command in one page, `docs/commands.md`, drawn from the commands themselves."""

from collections.abc import Iterator

import click

from lsp_core.cli import lsp
from lsp_core.cli.words import summary

OPENING = """\
# The commands

`lsp` with no more says what the commands are, and `lsp COMMAND --help` what one of them does.
What a command answers goes to standard output, and progress and errors to standard error.
It ends with 0 when it did what it was asked, 1 when something stood in the way, and 2 when it was typed wrongly.
Wherever a quarter is asked for, leave it out for the one that ended last.
"""


def commands_page() -> str:
    """The whole of the page."""
    context = click.Context(lsp, info_name="lsp")
    listed = [(name, command) for name in lsp.list_commands(context) if (command := lsp.get_command(context, name))]
    contents = [f"* [`lsp {name}`](#lsp-{name}): {summary(command)}" for name, command in listed]
    sections = [line for name, command in listed for line in _section(command, context, name)]
    closing = "This page is drawn from `lsp_core/cli`: change the commands there and run `make docs`."
    return "\n".join([OPENING, *contents, "", *sections, closing, ""])


def _section(command: click.Command, parent: click.Context, name: str, level: int = 2) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f"{'#' * level} {context.command_path}"
    yield ""
    if isinstance(command, click.Group):
        yield _sentences(command)
        yield ""
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None, "a group has the commands it lists"
            yield from _section(found, context, inner, level + 1)
        return
    yield f"`{context.command_path} {' '.join(command.collect_usage_pieces(context))}`"
    yield ""
    yield _sentences(command)
    yield ""
    named = [one for one in command.params if isinstance(one, click.Option)]
    options = [record for one in named if (record := one.get_help_record(context)) is not None]
    if options:
        yield from (f"* `{option}`: {meaning}" for option, meaning in options)
        yield ""


def _sentences(command: click.Command) -> str:
    """A command's help, a paragraph to a line."""
    paragraphs = (command.help or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
