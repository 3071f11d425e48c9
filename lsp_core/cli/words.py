"""What the commands share: reading a quarter or a person, saying what a step did, and showing that work goes on.

Answers go to standard output, progress and errors to standard error. Lines are wrapped for a screen, and left whole
when they are piped or kept in a file, where they are searched.
"""

import difflib
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lsp_core import workplace
from lsp_core.errors import LspError, PeriodError, StoreError
from lsp_core.periods import Quarter

if TYPE_CHECKING:
    from lsp_core.plan.model import Person, Plan
    from lsp_core.steps.report import StepReport
    from lsp_core.store.database import Database

T = TypeVar("T")
NAMES_TO_LIST = 6
"""More names than this are counted."""


def day_typed(text: str) -> date:
    """A day as people type it, the same ways as in the plan's files. For every option that takes one."""
    from lsp_core.plan.values import day

    return _typed(text, day)


def number_typed(text: str) -> Decimal:
    """A number as people type it: 1204, 1,204, 12.5 or 12.5%. Never a guess: 12,5 is asked about."""
    from lsp_core.plan.values import number

    return _typed(text, lambda typed: number(typed.removesuffix("%")))


def _typed(text: str, read: Callable[[str], T]) -> T:
    from lsp_core.plan.values import Unreadable

    try:
        return read(text.strip())
    except Unreadable as trouble:
        right, mark = trouble.right.rstrip("?."), "?" if trouble.right.endswith("?") else "."
        raise click.BadParameter(f"{text!r} {trouble.wrong}: {right}{mark}") from None


class Group(click.Group):
    """A group of commands that guesses which one was meant, and never cuts off what one is for."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; a misspelt one gets a suggestion."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            meant = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            if not meant:
                raise
            raise click.UsageError(f"{error.message} Did you mean {meant[0]!r}?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the whole of its first sentence."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary(command)) for name, command in commands if command is not None])


def summary(command: click.Command) -> str:
    """The first sentence of a command's help."""
    return command.get_short_help_str(limit=sys.maxsize)


def quarter_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Take a quarter in one word or two, or none: `lsp open 2023-24 Q1`."""
    return click.argument("quarter", nargs=-1, metavar="[QUARTER]")(command)


def the_quarter(words: tuple[str, ...]) -> Quarter:
    """The quarter that was typed, or the one that ended last. Raises `PeriodError` when it is not one."""
    last = Quarter.last_ended(workplace.today(the_plan()))
    if not words:
        return last
    text = " ".join(words)
    try:
        return Quarter.parse(text)
    except PeriodError:
        raise PeriodError(
            f"{text!r} is not a quarter",
            f"Write the two years and the number, like {last}; or leave it out for {last}, which ended last.",
        ) from None


def the_quarter_or_none(typed: str | None) -> Quarter | None:
    """The quarter that an option names in one text; none where it was left out."""
    return the_quarter((typed,)) if typed is not None else None


def the_database() -> "Database":
    """The database, which must be there: a command typed in the wrong folder says so and leaves nothing behind."""
    missing = workplace.missing_database()
    if missing is not None:
        raise StoreError(
            f"There is no partnership here yet (no {missing.name} in {missing.absolute().parent})",
            "Go to the folder where you ran `lsp load`, or begin: `lsp init FOLDER` writes an example to edit, and "
            "`lsp load FOLDER` takes it.",
        )
    return workplace.database()


def the_plan() -> "Plan":
    """The plan in force."""
    from lsp_core.store import plans

    with the_database().reading() as session:
        return plans.in_force(session).plan


def the_person(typed: str | None, may: Sequence["Person"]) -> str:
    """The code of the person who acts, who may be named by code or by name. `may` are those to suggest."""
    names = " or ".join([f"--by {person.code} ({person.name})" for person in may])
    if typed is None:
        raise click.UsageError(f"Say who this is by: {names}.")
    return _code_of(typed, f"Use {names}.")


def somebody(typed: str) -> str:
    """The code of anybody in the plan, by code or by name: an action's owner, say."""
    return _code_of(typed, "Use a code or a name from people.yaml.")


def _code_of(typed: str, remedy: str) -> str:
    from lsp_core.plan.written import closest

    people = the_plan().people
    for person in people:
        if typed.casefold() in (person.code.casefold(), person.name.casefold()):
            return person.code
    meant = closest(typed, [person.code for person in people])
    raise LspError(
        f"Nobody in the plan has the name or code {typed!r}", f"Did you mean {meant}? {remedy}" if meant else remedy
    )


def tell(text: str = "", *, indent: int = 0, err: bool = False) -> None:
    """Print one thing, wrapped for a screen with what follows set in."""
    click.echo(wrapped(text, indent, _width(sys.stderr if err else sys.stdout)), err=err)


def tell_whole(text: str) -> None:
    """Print a text of several lines, such as an e-mail, with its lines as they are."""
    click.echo(harmless(text))


def harmless(text: str, keep: str = "\n") -> str:
    """A text without what a terminal would obey: file names, subjects and notes are written by strangers."""
    return "".join(c if c.isprintable() or c in keep else " " for c in text)


def wrapped(text: str, indent: int, width: int | None) -> str:
    """Some text in lines of a width, or on one line for None. Words and file names are never broken."""
    text = harmless(text, keep="")
    if width is None:
        return " " * indent + text
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def say(report: "StepReport", nothing: str = "Nothing new to do.") -> None:
    """Print what a step did; what did not work goes where errors go."""
    tell(report.title)
    for line in report.did or ([] if report.problems else [nothing]):
        tell(line, indent=2)
    for problem in report.problems:
        tell(problem, indent=2, err=True)


def say_and_point_to_outbox(report: "StepReport", nothing: str) -> None:
    """Print what a step did, and if it did anything, that nobody has been told yet and who will be."""
    say(report, nothing)
    if report.changed_anything:
        point_to_outbox()


def point_to_outbox() -> None:
    """Say who would hear by the next sending, and that nobody has heard yet."""
    from lsp_core.steps.delivering import messages_to_send

    plan, queued = messages_to_send(the_database(), workplace.instant())
    if not queued:
        return
    wait = "1 message waits" if len(queued) == 1 else f"{len(queued)} messages wait"
    known = {person.code: person.name for person in plan.people}
    names = named([known.get(message.id.person, message.id.person) for message in queued])
    tell(f"{wait} in the outbox, to {names}. Nobody has been written to yet.")
    tell("`lsp send` shows what would go; `lsp send --yes` sends it.")


def named(names: Sequence[str]) -> str:
    """Each name once: `Sam Oduya, Nia Bowen and 4 others`."""
    from lsp_core.wording import listed

    once = list(dict.fromkeys(names))
    if len(once) <= NAMES_TO_LIST:
        return listed(once)
    return listed([*once[: NAMES_TO_LIST - 1], f"{len(once) - NAMES_TO_LIST + 1} others"])


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show how far something long has got. Gives a function to call after each part."""
    with click.progressbar(length=total, label=what, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _width(stream: Any) -> int | None:
    return max(40, shutil.get_terminal_size().columns - 1) if stream.isatty() else None
