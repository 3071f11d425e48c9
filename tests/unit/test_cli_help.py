"""What somebody meets first: the help, how quickly it comes, and what a slip of the finger gets."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import click
import pytest
from click.testing import CliRunner

from lsp_core.cli import COMMANDS, lsp
from lsp_core.cli.trouble import trouble
from lsp_core.cli.words import day_typed, harmless, named, number_typed, summary, wrapped
from lsp_core.errors import CycleError, LspError, PlanError
from lsp_core.settings import Settings, read_settings

HEAVY = {
    "sqlalchemy", "pydantic", "prefect", "great_expectations", "pandas", "jinja2", "openpyxl", "apprise", "typst",
    "holidays", "fsspec",
}  # fmt: skip


def every_command(group: click.Group = lsp, path: str = "lsp") -> list[tuple[str, click.Command]]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append((f"{path} {name}", command))
        if isinstance(command, click.Group):
            found += every_command(command, f"{path} {name}")
    return found


@pytest.mark.parametrize("arguments", [["--help"], ["pack", "--help"], ["sign-off", "--help"], ["--version"]])
def test_help_imports_nothing_that_takes_time(arguments):
    script = "import sys; from lsp_core.cli import lsp; lsp(standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.splitlines()[-1].split())


def test_help_lists_every_command_in_the_order_a_quarter_goes():
    shown = CliRunner().invoke(lsp, ["--help"]).output.split("Commands:")[1]
    assert [line.split()[0] for line in shown.splitlines() if line.startswith("  ") and line[2] != " "] == [*COMMANDS]
    assert "..." not in shown


@pytest.mark.parametrize(("path", "command"), every_command(), ids=[path for path, _ in every_command()])
def test_every_command_says_what_it_is_for_in_one_line(path, command):
    assert command.help
    assert command.help.strip().split("\n\n")[0].replace("\n", " ").endswith(".")
    assert 10 < len(summary(command)) < 80


def test_no_arguments_show_the_help():
    assert "lsp status` says what there is to do today" in " ".join(CliRunner().invoke(lsp, []).output.split())


@pytest.mark.parametrize(
    ("typed", "meant"), [(["opne"], "open"), (["chasse"], "chase"), (["pack", "drat"], "draft"), (["sign"], "sign-off")]
)
def test_a_misspelt_command_gets_a_suggestion(typed, meant):
    result = CliRunner().invoke(lsp, typed)
    assert result.exit_code == 2
    assert f"Did you mean '{meant}'?" in result.stderr


def test_a_word_like_no_command_gets_no_suggestion():
    result = CliRunner().invoke(lsp, ["xyzzy"])
    assert "No such command 'xyzzy'." in result.stderr
    assert "Did you mean" not in result.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CycleError("It is too early", "Wait."), "It is too early.\nWhat to do: Wait.\n"),
        (LspError("Not this.", "Do that."), "Not this.\nWhat to do: Do that.\n"),
        (
            PlanError("The plan has 1 mistake", "Put it right.", ("themes.yaml:1:1: no name",)),
            "themes.yaml:1:1: no name\nThe plan has 1 mistake.\nWhat to do: Put it right.\n",
        ),
    ],
)
def test_an_error_somebody_can_act_on_is_a_reason_and_a_remedy(error, said, capsys):
    trouble(error).show()
    assert capsys.readouterr().err == said


def test_a_file_that_cannot_be_used_is_named():
    assert trouble(PermissionError(13, "Permission denied", "packs/x.pdf")).message == (
        "packs/x.pdf cannot be used: permission denied"
    )


def test_what_nobody_foresaw_is_our_mistake_and_says_how_to_report_it():
    found = trouble(KeyError("AE4H"))
    assert "our mistake, not yours (KeyError: 'AE4H')" in found.message
    assert "lsp --debug" in found.remedy
    assert found.exit_code == 1


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (None, ["  Figures for 2023-24 Q1 are due on Friday 21 July 2023"]),
        (40, ["  Figures for 2023-24 Q1 are due on", "    Friday 21 July 2023"]),
        (80, ["  Figures for 2023-24 Q1 are due on Friday 21 July 2023"]),
    ],
)
def test_long_lines_are_wrapped_for_a_screen_and_left_whole_otherwise(width, lines):
    assert wrapped("Figures for 2023-24 Q1 are due on Friday 21 July 2023", 2, width).split("\n") == lines


def test_a_long_path_is_never_broken():
    path = "/srv/partnership/performance/packs/2023-24-Q1-STRATEGIC-draft-1.pdf"
    assert path in wrapped(f"Written to {path}", 2, 40).split("    ")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Ann"], "Ann"),
        (["Ann", "Bo", "Ann"], "Ann and Bo"),
        (list("abcdef"), "a, b, c, d, e and f"),
        (list("abcdefg"), "a, b, c, d, e and 2 others"),
    ],
)
def test_many_people_are_counted_and_each_named_once(names, said):
    assert named(names) == said


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2023-07-03T09:00:00+01:00", datetime(2023, 7, 3, 8, tzinfo=UTC)),
        ("2023-07-03T09:00", datetime(2023, 7, 3, 9, tzinfo=UTC)),
        ("2023-07-03", datetime(2023, 7, 3, tzinfo=UTC)),
    ],
)
def test_an_instant_can_be_pretended(text, instant):
    assert read_settings({"LSP_NOW": text}).instant() == instant


def test_a_setting_set_to_nothing_is_as_good_as_not_set():
    assert read_settings({"LSP_NOW": "", "LSP_DATABASE_URL": " "}) == Settings()


def test_an_instant_that_is_none_is_refused_with_an_example():
    with pytest.raises(LspError, match="'tomorrow', which is not a date and time"):
        read_settings({"LSP_NOW": "tomorrow"})


@pytest.mark.parametrize("typed", ["2026-08-04", "4 August 2026", "4 aug 2026", "04/08/2026", " 4th August, 2026 "])
def test_a_day_is_typed_in_the_same_ways_in_every_command(typed):
    assert day_typed(typed) == date(2026, 8, 4)


@pytest.mark.parametrize(
    ("path", "option"),
    [
        (path, option)
        for path, command in every_command()
        for option in command.params
        if isinstance(option, click.Option) and option.metavar == "DAY"
    ],
    ids=str,
)
def test_an_option_for_a_day_takes_any_day_that_people_write(path, option):
    assert option.type.convert("4 August 2026", option, None) == date(2026, 8, 4)


@pytest.mark.parametrize(("typed", "right"), [("soon", "1 April 2023"), ("2026-02-31", "look at the calendar")])
def test_what_is_no_day_is_told_how_days_are_written(typed, right):
    with pytest.raises(click.BadParameter, match=right):
        day_typed(typed)


def test_a_decimal_comma_is_asked_about_and_never_taken_for_thousands():
    assert number_typed("1,204") == Decimal(1204)
    with pytest.raises(click.BadParameter, match=r"did you mean '52\.5'\?"):
        number_typed("52,5")


def test_what_strangers_write_cannot_steer_the_terminal():
    assert wrapped("a\x1b[2J\r\nCheck returns\u202e.csv", 0, None) == "a [2J  Check returns .csv"
    assert harmless("Dear Jo\n\x1b]0;title\x07") == "Dear Jo\n ]0;title "
