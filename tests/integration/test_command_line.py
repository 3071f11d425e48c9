"""The command line as a coordinator uses it: a quarter from the first `lsp status` to verified packs, and every way it
can go wrong that somebody can cause. The demonstration's partnership, on SQLite in a folder of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from examples.demo import PLAN
from examples.trafford.partners import answers_in, fill_workbook
from lsp_core import workplace
from lsp_core.cli import lsp
from lsp_core.settings import settings
from tests.integration.office import Q1, Office

NOWHERE = "mailto://localhost:1?from=performance@example.org"
LSP = (sys.executable, "-c", "from lsp_core.cli import main; main()")
"""The command as it is installed, in a process of its own."""

Lsp = Callable[..., Result]


def _forget() -> None:
    if workplace.database.cache_info().currsize:
        workplace.database().close()
    workplace.database.cache_clear()
    settings.cache_clear()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lsp]:
    """Type a command in an empty folder, on a day: `run("open 2023-24 Q1", on="2023-07-03")`."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("LSP_")]:
        monkeypatch.delenv(name)

    def run(command: str, *more: str, on: str = "2023-07-03", expect: int = 0, **environment: str) -> Result:
        _forget()
        result = CliRunner().invoke(
            lsp, [*command.split(), *more], env={"LSP_NOW": f"{on}T09:00+01:00", **environment}, prog_name="lsp"
        )
        assert result.exit_code == expect, result.output
        return result

    yield run
    _forget()


@pytest.fixture
def loaded(run: Lsp) -> Lsp:
    """The same, with the demonstration's plan loaded."""
    run("load", str(PLAN), on="2023-06-01")
    return run


def partners_send(*partners: str) -> None:
    """Partners' files, as the demonstration has them, dropped in the inbox."""
    Office(workplace.database(), Path.cwd()).partners_send(Q1, only=partners)


def the_jobcentre_sends_a_doubtful_figure() -> None:
    """Three times the rate of the quarter before, and no word why."""
    office = Office(workplace.database(), Path.cwd())
    answers = answers_in(Q1, "JOBCENTRE", 1)
    doubtful = tuple(
        {**row, "figure": "9.1", "note": ""} if row["measure"] == "CLAIM" else row for row in answers.figures
    )
    filled = fill_workbook(office.workbook(Q1, "JOBCENTRE"), replace(answers, figures=doubtful))
    (office.inbox / "2023-24 Q1 JOBCENTRE.xlsx").write_bytes(filled)


def to_do(result: Result) -> str:
    """What status says there is to do."""
    return result.stdout.split("To do today\n")[1].split("\n\n")[0]


def partner(result: Result, name: str) -> str:
    """What status says of one partner, spaces closed up."""
    return next(" ".join(line.split()) for line in result.stdout.splitlines() if line.startswith(f"  {name}"))


def test_a_coordinator_runs_a_quarter(run: Lsp) -> None:
    begins(run)
    asks(run)
    sends(run)
    collects(run)
    chases(run)
    judges(run)
    decides(run)
    drafts_and_signs(run)
    publishes(run)


def begins(run: Lsp) -> None:
    assert "lsp init anytown" in run("status").stdout
    assert not list(Path.cwd().iterdir()), "asking how things stand leaves nothing behind"
    said = run("load", str(PLAN), on="2023-06-01").stdout
    assert "version 1 of the plan is in force, with 6 outcomes" in said
    assert "This is the plan in force already." in run("load", str(PLAN), on="2023-06-02").stdout
    said = run("preview 2023-24", on="2023-06-02").stdout
    assert "Monday 3 July 2023\n  Tomasz Leigh: Trafford demonstration partnership: 2 figures and 4" in said
    assert "Anybody who has answered is not reminded." in said


def asks(run: Lsp) -> None:
    assert "2023-24 Q1: partners have not been asked: lsp open 2023-24 Q1." in to_do(run("status"))
    said = run("open 2023-24 Q1").stdout
    assert "Demonstration Council asked for 2 figures and 4 funds by Friday 21 July 2023." in said
    assert "6 messages wait in the outbox, to Bethan Rowe, Tomasz Leigh" in said
    assert "Every partner has been asked already." in run("open").stdout


def sends(run: Lsp) -> None:
    said = run("send").stdout
    assert "Tomasz Leigh (tomasz.leigh@example.org): Trafford demonstration partnership: 2 figures" in said
    assert "attached: TRAFFORD-DEMO-2023-24-Q1-COUNCIL.xlsx" in said
    assert "Nothing has been sent; `lsp send --yes` sends." in said
    assert not Path("outbox").exists()

    refused = run("send --yes", expect=1, LSP_MAIL_URL=NOWHERE)
    assert "localhost:1 cannot be reached" in refused.stderr
    assert "sent:" not in refused.stdout
    said = to_do(run("status"))
    assert "6 messages to Bethan Rowe, Tomasz Leigh" in said
    assert "could not be sent. The mail server localhost:1 cannot be reached" in said
    assert "Not sent last time: The mail server localhost:1" in run("send").stdout

    assert "6 sent: e-mails as files in" in run("send --yes").stdout
    assert len(list(Path("outbox").glob("*.eml"))) == 6
    assert "No message waits to be sent." in run("send --yes").stdout
    assert "Nothing. Next: figures for 2023-24 Q1 are due on Friday 21 July 2023." in to_do(run("status"))


def collects(run: Lsp) -> None:
    partners_send("COUNCIL", "TRUST")
    the_jobcentre_sends_a_doubtful_figure()
    checked = run("check", "inbox/2023-24 Q1 JOBCENTRE.xlsx", "--marked", "marked.xlsx", on="2023-07-13").stdout
    assert "the answer would be" in checked
    assert "The workbook with the marks is in marked.xlsx." in checked
    assert Path("marked.xlsx").read_bytes() != Path("inbox/2023-24 Q1 JOBCENTRE.xlsx").read_bytes()
    collected = run("collect", on="2023-07-13")
    assert "Checking 3 returns; this takes some seconds." in collected.stderr
    assert "Demonstration Jobcentre: 2 figures and 1 fund report taken for 2023-24 Q1, with" in collected.stdout
    assert "3 messages wait in the outbox, to" in collected.stdout
    assert "No file waits in" in run("collect", on="2023-07-13").stdout
    status = run("status", on="2023-07-13")
    assert partner(status, "Demonstration Council").endswith("answered 2 of 2 figures, 4 of 4 fund reports")
    assert "queried 2 of 2 figures, 1 of 1 fund report," in partner(status, "Demonstration Jobcentre")
    assert partner(status, "Demonstration Vehicle Licensing").endswith("asked 0 of 1 figure")


def chases(run: Lsp) -> None:
    said = to_do(run("status", on="2023-07-14"))
    assert "Joanna Pike, Leo Vance and Bethan Rowe are due a reminder: lsp chase." in said
    assert "Reminder: 1 figure due Friday 21 July 2023" in run("chase", on="2023-07-14").stdout
    assert "Nobody is due a reminder today." in run("chase", on="2023-07-14").stdout
    assert "reminder" not in to_do(run("status", on="2023-07-14"))


def judges(run: Lsp) -> None:
    early = run("judge", on="2023-07-21", expect=1).stderr
    assert "due on Friday 21 July 2023, and Demonstration Transport, Demonstration Vehicle Licensing and" in early
    assert "--anyway" in early
    status = run("status", on="2023-07-24")
    assert "2023-24 Q1: late since Friday 21 July 2023: ring Joanna Pike (Demonstration Transport)" in to_do(status)
    assert "2023-24 Q1: the due date has passed: lsp judge 2023-24 Q1" in to_do(status)
    assert "late 0 of 1 figure" in partner(status, "Demonstration Vehicle Licensing")
    assert "16 measures judged" in run("judge", on="2023-07-24").stdout
    assert "Nothing has changed since it was last judged." in run("judge", on="2023-07-24").stdout


def decides(run: Lsp) -> None:
    said = to_do(run("status", on="2023-07-25"))
    assert "not explained: ring Carl Denby (Demonstration Jobcentre)." in said
    assert "owner's decision is awaited on" in said
    proposed = run("risk list", on="2023-07-25").stdout
    risk, owner = proposed.split(":")[0], proposed.split("--by ")[1].split(",")[0]
    assert f"lsp risk accept {risk} 2023-24 Q1 --by" in proposed
    assert "accepted the proposal" in run(f"risk accept {risk} 2023-24 Q1 --by", owner, on="2023-07-25").stdout
    assert "That has been said already." in run(f"risk accept {risk} --by", owner, on="2023-07-25").stdout
    assert "Accepted by" in run("risk list", on="2023-07-25").stdout
    assert "awaited" not in to_do(run("status", on="2023-07-25"))


def drafts_and_signs(run: Lsp) -> None:
    said = to_do(run("status", on="2023-07-25"))
    assert "to put right before it can be signed off by Wednesday 2 August 2023, when the first papers go out" in said
    assert "no draft pack of what was judged last (lsp pack draft)" in said
    drafted = run("pack draft", on="2023-07-25")
    assert "draft version 1 made." in drafted.stdout
    assert "2023-24-Q1-STRATEGIC-draft-1.pdf" in drafted.stdout
    assert Path("packs/2023-24-Q1-STRATEGIC-draft-1.html").exists()
    assert "Nothing stops 2023-24 Q1 from being signed off." in run("sign-off --check", on="2023-07-25").stdout
    assert "drafts to be read and signed off by Wednesday 2 August 2023" in to_do(run("status", on="2023-07-25"))
    assert "is judged, so it cannot be published" in run("publish", on="2023-07-25", expect=1).stderr
    assert "Say who this is by: --by margaret-holt (Margaret Holt)" in run("sign-off", on="2023-07-25", expect=2).stderr
    assert "signed off by Margaret Holt" in run("sign-off --by", "margaret holt", on="2023-07-25").stdout
    assert "signed off, to be published by Wednesday 2 August" in to_do(run("status", on="2023-07-25"))


def publishes(run: Lsp) -> None:
    published = run("publish 2023-24 Q1", on="2023-07-25")
    assert "published as version 2, and frozen." in published.stdout
    assert "messages wait in the outbox" in published.stdout
    assert "Its packs have been published already." in run("publish", on="2023-07-25").stdout
    run("send --yes", on="2023-07-25")
    assert (
        "2 published packs: all say what they said when they were published."
        in run("pack verify", on="2023-07-25").stdout
    )
    assert "Nothing. Next: 2023-24 Q2 opens on Monday 2 October 2023." in to_do(run("status", on="2023-07-26"))


def test_a_new_folder_is_written_and_loaded(run: Lsp) -> None:
    assert "anytown/partners.yaml" in run("init anytown").stdout.replace("\\", "/")
    assert "no mistakes found. Nothing was loaded." in run("load anytown --check").stdout
    assert not Path("lsp.sqlite").exists()
    assert "already has" in run("init anytown", expect=1).stderr
    run("load anytown")
    assert "of the plan" not in run("status").stderr


def test_every_mistake_in_a_folder_is_listed_and_nothing_is_begun(run: Lsp) -> None:
    run("init anytown")
    path = Path("anytown/partnership.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("nation: ", "nation: Narnia # ").replace("code: ", "kode: "), encoding="utf-8")
    said = run("load anytown", expect=1).stderr
    assert said.count("partnership.yaml:") >= 2
    assert "What to do: " in said
    assert not Path("lsp.sqlite").exists()


COMMANDS_WITH_A_PLAN = (
    "preview", "open", "chase", "collect", "judge", "risk list", "pack draft", "pack write", "pack verify",
    "sign-off --check", "publish", "send", "send --yes", "reopen --reason x",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS_WITH_A_PLAN)
def test_a_command_in_the_wrong_folder_says_so_and_leaves_nothing_behind(run: Lsp, command: str) -> None:
    said = run(command, expect=1).stderr
    assert "There is no partnership here yet" in said
    assert "lsp init FOLDER" in said
    assert not list(Path.cwd().iterdir())


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("open Q9", "'Q9' is not a quarter.\nWhat to do: Write the two years and the number, like 2023-24 Q1"),
        ("open 2023-25 Q1", "'2023-25 Q1' is not a quarter"),
        ("open 2024-25 Q1", "2024-25 Q1 opens on Monday 1 July 2024"),
        ("open 2021-22 Q1", "The figures of 2021-22 Q1 were due on"),
        ("preview 2023", "'2023' is not a financial year"),
        ("preview Q1", "'Q1' is not a financial year"),
        ("judge 2023-24 Q1", "2023-24 Q1 has not been opened"),
        ("pack draft", "2023-24 Q1 has not been judged"),
        ("pack write", "No pack has been made for 2023-24 Q1"),
        ("publish", "2023-24 Q1 is planned, so it cannot be published"),
        ("risk accept NOSUCH --by margaret-holt", "The plan has no risk 'NOSUCH'"),
        ("sign-off --by nobody", "Nobody in the plan has the name or code 'nobody'"),
        ("reopen --by margaret-holt --reason x", "What to do: Imogen Farrow (imogen-farrow) may."),
        ("load nowhere", "There is no folder nowhere"),
    ],
)
def test_what_cannot_be_done_gets_a_reason_and_a_remedy(loaded: Lsp, command: str, said: str) -> None:
    result = loaded(command, expect=1)
    assert said in result.stderr
    assert "What to do: " in result.stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("check nothing.xlsx", "File 'nothing.xlsx' does not exist."),
        ("check .", "is a directory"),
        ("sign-off", "Say who this is by: --by margaret-holt (Margaret Holt) or"),
        ("load", "Missing argument 'FOLDER'"),
        ("send --now", "No such option"),
    ],
)
def test_what_is_typed_wrongly_ends_with_2(loaded: Lsp, command: str, said: str) -> None:
    assert said in loaded(command, expect=2).stderr


@pytest.mark.parametrize(
    ("settings", "command", "said"),
    [
        ({"LSP_NOW": "tomorrow"}, "status", "LSP_NOW is 'tomorrow', which is not a date and time"),
        ({"LSP_DATABASE_URL": "lsp"}, "status", "LSP_DATABASE_URL is not a database address"),
        ({"LSP_DATABASE_URL": "mysql://host/lsp"}, "status", "needs MySQLdb, which is not installed"),
        ({"LSP_DATABASE_URL": "sqlite:///notes.txt"}, "status", "is damaged, or is no database"),
        ({"LSP_DATABASE_URL": "sqlite:///folder"}, "status", "does not answer"),
        ({"LSP_DATABASE_URL": "postgresql://lsp@localhost:1/lsp"}, "status", "does not answer"),
        ({"LSP_INBOX": "notes.txt/inbox"}, "collect", "The folder notes.txt/inbox cannot be made"),
        ({"LSP_INBOX": "carrier://pigeon"}, "collect", "carrier://pigeon is not an address we can fetch returns from"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(loaded: Lsp, settings: dict[str, str], command: str, said: str) -> None:
    Path("notes.txt").write_text("This is no database, but it is long enough to look like one. " * 20)
    Path("folder").mkdir()
    result = loaded(command, expect=1, **settings)
    assert said in result.stderr.replace("\\", "/")
    assert "What to do: " in result.stderr


def test_a_mail_address_nobody_understands_is_named_and_the_message_kept(loaded: Lsp) -> None:
    loaded("open")
    said = loaded("send --yes", expect=1, LSP_MAIL_URL="smtp.example.org").stderr
    assert "LSP_MAIL_URL" in said
    assert "6 to send" in loaded("send").stdout


def test_a_folder_that_packs_cannot_be_written_to_is_named_and_the_drafts_are_kept(loaded: Lsp) -> None:
    loaded("open")
    loaded("judge", on="2023-07-24")
    Path("packs").write_text("in the way")
    said = loaded("pack draft", on="2023-07-24", expect=1).stderr
    assert "packs cannot be used" in said
    assert "nothing is half done" in said
    Path("packs").unlink()
    assert "2023-24-Q1-STRATEGIC-draft-1.pdf" in loaded("pack write", on="2023-07-24").stdout


def test_figures_that_are_all_in_can_be_judged_before_their_due_date_and_others_when_asked_for(loaded: Lsp) -> None:
    loaded("open")
    loaded("judge", on="2023-07-10", expect=1)
    assert "16 measures judged" in loaded("judge --anyway", on="2023-07-10").stdout


def test_just_after_midnight_in_summer_it_is_the_partnerships_day_that_counts(loaded: Lsp) -> None:
    said = loaded("risk list", LSP_NOW="2023-06-30T23:30+00:00").stdout
    assert said == "2023-24 Q1 has not been judged, so nothing is proposed for its risks yet.\n"


def test_a_mistake_of_ours_is_owned_and_shown_only_when_asked_for(loaded: Lsp) -> None:
    loaded("open")
    workplace.database().close()
    with sqlite3.connect("lsp.sqlite") as database:
        database.execute("UPDATE cycle_event SET to_status = 'no such state'")
    database.close()
    said = loaded("status", expect=1).stderr
    assert "our mistake, not yours (ValueError: 'no such state'" in said
    assert "lsp --debug" in said
    assert "Traceback" not in said
    assert isinstance(loaded("--debug status", expect=1).exception, ValueError)
    assert isinstance(loaded("status", expect=1, LSP_DEBUG="1").exception, ValueError)


def in_a_process(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*LSP, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LSP_NOW": "2023-07-03T09:00", **environment},
    )


@pytest.mark.parametrize("command", ["status", "open", "chase", "send", "preview"])
def test_everyday_commands_do_without_the_libraries_that_take_seconds(loaded: Lsp, command: str) -> None:
    script = "import sys; from lsp_core.cli import lsp; lsp(standalone_mode=False); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, command],
        capture_output=True,
        check=True,
        env={**os.environ, "LSP_NOW": "2023-07-03T09:00"},
    )
    imported = set(done.stdout.decode().splitlines()[-1].split())
    assert not imported & {"prefect", "great_expectations", "pandas", "apprise", "typst"}


def test_a_screen_without_a_letter_shows_a_question_mark_instead(run: Lsp) -> None:
    run("init anytown")
    people = Path("anytown/people.yaml")
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace("name: Sam", "name: Łukasz"), encoding="utf-8")
    run("load anytown", on="2026-06-01")
    process = in_a_process("preview", "2026-27", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "?ukasz" in out.decode("cp1252")


def test_a_reader_that_stops_reading_is_no_trouble(loaded: Lsp) -> None:
    process = in_a_process("preview", "2023-24")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal to stand for Ctrl-C here")
def test_ctrl_c_stops_at_once_and_says_that_nothing_is_half_done(loaded: Lsp) -> None:
    loaded("open")
    partners_send("COUNCIL")
    process = in_a_process("check", "inbox/2023-24 Q1 COUNCIL.xlsx")
    assert process.stderr is not None
    assert b"Reading and checking" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert err.decode().splitlines() == [
        "Stopped.",
        "What to do: Nothing is half done. Run the same command again to carry on.",
    ]
    assert process.returncode == 1
