"""Where a number comes from, asked of the demonstration's first two quarters through the database and on the screen."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from lsp_core.cli.explaining import explain as command
from lsp_core.errors import LspError
from lsp_core.judging.assessment import Status
from lsp_core.judging.explaining import Explanation, FigureUsed, Use
from lsp_core.observations import Vintage
from lsp_core.periods import Quarter
from lsp_core.steps.explaining import explain
from lsp_core.steps.overriding import override_status
from lsp_core.store.database import Database
from tests.integration.conftest import an_empty_database
from tests.integration.office import CHAIR, Q1, Q2, Office, morning

AFTER_Q1, AFTER_Q2 = date(2023, 7, 24), date(2023, 10, 23)
NOW = morning(date(2023, 10, 24))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The first quarter published with one status overruled, the second collected and not judged. Nobody changes it."""
    folder: Path = tmp_path_factory.mktemp("office")
    with an_empty_database(request.param, folder) as url:
        database = Database(url)
        database.prepare()
        opened = Office(database, folder)
        opened.load_plan()
        _first_quarter(opened)
        opened.open(Q2)
        opened.partners_send(Q2)
        opened.collect(morning(AFTER_Q2))
        yield opened
        database.close()


def _first_quarter(office: Office) -> None:
    office.open(Q1)
    office.partners_send(Q1)
    office.collect(morning(AFTER_Q1))
    office.judge(Q1, morning(AFTER_Q1, 10))
    reason = "A ward was closed by flooding for five weeks."
    override_status(office.database, Q1, "AE4H", Status.WATCH, CHAIR, reason, morning(AFTER_Q1, 11))
    office.judge(Q1, morning(AFTER_Q1, 12))
    office.draft(Q1, morning(AFTER_Q1, 13))
    office.sign_off(Q1, morning(AFTER_Q1, 14))
    office.publish(Q1, morning(AFTER_Q1, 15))


def explained(office: Office, measure: str, quarter: Quarter, now: datetime = NOW) -> Explanation:
    return explain(office.database, measure, quarter, now)


def judged_figure(found: Explanation) -> FigureUsed:
    return next(used for used in found.figures if used.use is Use.JUDGED)


@pytest.fixture
def printed(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Quarter], str]:
    """What the command prints about a measure and quarter."""

    def run(measure: str, quarter: Quarter) -> str:
        monkeypatch.setattr("lsp_core.cli.explaining.the_database", lambda: office.database)
        monkeypatch.setattr("lsp_core.cli.explaining.the_quarter", lambda words: quarter)
        monkeypatch.setattr("lsp_core.workplace.instant", lambda: NOW)
        return CliRunner().invoke(command, [measure], catch_exceptions=False).output

    return run


def test_a_figure_is_walked_back_to_the_cell_of_the_very_file_it_was_sent_in(office: Office) -> None:
    found = explained(office, "AE4H", Q1)
    figure = judged_figure(found).figure
    sent = found.files[figure.return_reference]
    (kept,) = [path for path in office.inbox.rglob("*TRUST*") if path.is_file() and "Q1" in path.name]
    assert sent.name == "2023-24 Q1 TRUST.xlsx"
    assert sent.digest == sha256(kept.read_bytes()).hexdigest()
    assert (figure.return_reference, str(figure.where)) == ("2023-24 Q1 TRUST #1", "Figures!H4")


def test_a_figure_revised_since_is_explained_as_the_board_saw_it_with_the_new_one_beside_it(office: Office) -> None:
    then, now = explained(office, "CLAIM", Q1), explained(office, "CLAIM", Q2)
    used = judged_figure(then)
    assert (used.figure.value, used.figure.vintage) == (3, Vintage.PROVISIONAL)
    assert [later.value for later in used.since] == [Decimal("3.1")]
    last = next(one for one in now.figures if one.use is Use.LAST)
    assert (last.figure.value, [before.value for before in last.before]) == (Decimal("3.1"), [3])
    assert str(last.figure.where) == "Corrections!F4"


def test_a_quarter_not_judged_yet_is_explained_as_known_now(office: Office) -> None:
    then, now = explained(office, "CLAIM", Q1), explained(office, "CLAIM", Q2)
    assert (then.is_judged, now.is_judged) == (True, False)
    assert (then.cut_off, now.cut_off) == (morning(AFTER_Q1, 12), NOW)
    assert explained(office, "CLAIM", Q2, morning(date(2023, 9, 1))).assessment.observation is None
    assert now.published == ()


def test_the_packs_of_the_boards_that_read_it_are_named(office: Office) -> None:
    found = explained(office, "AE4H", Q1)
    assert len(found.published) == 2
    assert all(pack.by_this_engine for pack in found.published)
    assert found.assessment.status is Status.WATCH, "as the chair called it before it was published"


def test_a_measure_nobody_has_heard_of_gets_a_suggestion(office: Office) -> None:
    with pytest.raises(LspError) as refused:
        explained(office, "CLAIMS", Q1)
    assert "Did you mean CLAIM" in refused.value.remedy


def test_asking_changes_nothing(office: Office) -> None:
    before = office.everything()
    explained(office, "AE4H", Q2)
    assert office.everything() == before


def test_what_is_printed_goes_from_the_verdict_to_the_cell(printed: Callable[[str, Quarter], str]) -> None:
    said = printed("AE4H", Q1)
    in_order = [
        "A&E four-hour standard (2018-19 figures) (AE4H), Quarter 1 2023 to 2024 (April to June 2023)\n",
        "As judged from the figures known on 24 July 2023 at midday.",
        "Verdict: watch\n",
        "  Called watch by Margaret Holt (Independent chair) on 24 July 2023 instead of off track: A ward was closed",
        "88.1% is 6.9 percentage points below the target of 95.0%",
        "[status: the standard, met or missed, v1]",
        "Rule for the status: the standard, met or missed, version 1\n",
        "targets.csv: target for 2023-24, 95.0%, agreed on 14 March 2023 by Strategic board. Why: The national",
        "  The figure judged:\n    88.1%, final, for April to June 2023: from Demonstration Hospitals, accepted on",
        "in 2023-24 Q1 TRUST #1, cell Figures!H4; file 2023-24 Q1 TRUST.xlsx, SHA-256 ",
        "Counts: 90,777 attendances that ended within four hours, out of 102,994 all attendances, times 100, give 88",
        "  The period before:\n    85.4%, final, for January to March 2023: from Demonstration Hospitals, loaded with",
        "What people have said of the status, the last word counting\n  Called watch by Margaret Holt",
        "says this: watch. `lsp pack verify` proves it.",
    ]
    places = [said.find(words) for words in in_order]
    assert -1 not in places, in_order[places.index(-1)]
    assert places == sorted(places)


def test_old_and_new_figures_are_printed_side_by_side(printed: Callable[[str, Quarter], str]) -> None:
    then, now = printed("CLAIM", Q1), printed("CLAIM", Q2)
    assert "      Replaced since, and not in this: 3.1%, final, for April to June 2023: from Demonstration Job" in then
    assert "      In place of 3.0%, provisional, for April to June 2023: from Demonstration Jobcentre" in now
    assert "Their words: “May's count: June's is not out yet. We will correct it next quarter.”" in now
    assert "Not judged yet. As known now, 24 October 2023 at 9am" in now


def test_a_figure_that_has_not_come_is_said_to_be_missing_and_the_latest_is_shown(
    printed: Callable[[str, Quarter], str],
) -> None:
    said = printed("ULEV", Q1)
    assert "Verdict: no current data" in said
    assert "  The latest there is, which is not judged:\n    2.31%, final, for January to March 2023" in said


def test_a_place_beside_others_is_walked_back_to_each_of_their_figures(printed: Callable[[str, Quarter], str]) -> None:
    said = printed("AE4H", Q1)
    in_order = [
        "Beside others: April to June 2023: 5th worst of 13 among large hospital trusts (2018-19 figures).\n",
        "  The set, comparator_sets.yaml: large hospital trusts (2018-19 figures). Source: The twelve with the most",
        "  Figures for April to June 2023, from comparator_figures.csv:\n    Ours: 88.1%, 90,777 out of 102,994.\n",
        "    Chelsea and Westminster Hospital: ",
        "  Rank 9 of 13, 1 the best; quarter 3 of 4, fifth 4 of 5; median 88.",
        "  Funnel around ",
    ]
    places = [said.find(words) for words in in_order]
    assert -1 not in places, in_order[places.index(-1)]
    assert places == sorted(places)


def test_a_benchmark_is_explained_with_its_period_and_its_source(printed: Callable[[str, Quarter], str]) -> None:
    said = printed("EV", Q1)
    assert "  Benchmark, for April to June 2023:\n    England: " in said
    assert "DfT electric vehicle charging device statistics." in said
