"""What is said to whom. The words are read here as the person who gets them would read them."""

from datetime import date
from decimal import Decimal

import pytest

from lsp_core.errors import ReturnRefusedError
from lsp_core.facts import Revision
from lsp_core.findings import CellRef, Finding, Severity
from lsp_core.incoming.kinds import MailKind
from lsp_core.judging.assessment import Reason, Status
from lsp_core.judging.judge import judge
from lsp_core.messages.notices import (
    TAGS,
    Attachment,
    NoticeKind,
    answer_notice,
    commentary_notices,
    discontinued_notice,
    draft_pack_notice,
    escalation_notice,
    off_track_notices,
    pack_notice,
    proposal_notice,
    readers,
    refusal_notice,
    reminder_notice,
    request_notice,
)
from lsp_core.messages.notices.came_in import CameIn, came_in_notice
from lsp_core.messages.notices.plain_text import COLUMNS, wrapped
from lsp_core.messages.notices.repeating import repeat_notice
from lsp_core.messages.notices.restating import ChangedStatus, restated_notices
from lsp_core.messages.notices.waiving import waiver_notice
from lsp_core.observations import Vintage
from lsp_core.requests.due import StillOwed, cycle_dates
from lsp_core.requests.reminders import Escalation, OutstandingRequest, Reminder
from lsp_core.returns.arrivals import TELEPHONE, Arrival
from lsp_core.returns.pointers import Pointer, Sign
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow, RowKind
from lsp_core.returns.waivers import Waiver
from lsp_core.risks.model import RiskProposal, Score
from tests.factories import Q1, Q2, Q4, a_measure, a_person, a_plan, a_request, an_observation, at, known, some_facts

WORKBOOK = Attachment("ANYTOWN-2023-24-Q1-COUNCIL.xlsx", "application/zip", b"PK")
DIGEST = "1a2b3c4d5e6f" * 5 + "abcd"
RECEIPT = {"file_name": "figures.xlsx", "digest": DIGEST, "received_at": at(2023, 7, 20, 13)}

A_RESTATEMENT = Revision(
    an_observation("EV", Q1, "75"), an_observation("EV", Q1, "71", vintage=Vintage.REVISED, note="A site was missed")
)
A_WAIVER = Waiver("EV", "FIG-012", None, date(2023, 9, 30), "Ann", "Head", "Two sites moved.", at(2023, 7, 10))


def words(text):
    """The text as it is read: where lines end does not matter."""
    return " ".join(text.split())


def a_row(row=1, measure="EV", value="75", **changes):
    values = {
        "row": row,
        "kind": RowKind.FIGURE,
        "where": CellRef("Figures", f"F{row + 5}"),
        "measure": measure,
        "period": "2023-24 Q1",
        "typed": value or "",
        "value": None if value is None else Decimal(value),
        "vintage": Vintage.FINAL,
    }
    return FigureRow(**{**values, **changes})


def a_finding(severity=Severity.ERROR, row=1, **changes):
    values = {
        "rule": "FIG-011",
        "severity": severity,
        "where": CellRef("Figures", f"F{row + 5}"),
        "subject": "Measure EV, April to June 2023",
        "found": "640.0%",
        "expected": "100.0% or less",
        "remedy": "Check the decimal point and the unit.",
        "row": row,
    }
    return Finding(**{**values, **changes})


def an_answer(figures=(), resources=(), findings=(), owed=((), ()), plan=None, **changes):
    plan = plan or a_plan()
    request = a_request(plan=plan)
    reading = Reading(request.reference, tuple(figures), tuple(resources), ())
    return answer_notice(
        plan, request, reading=reading, findings=findings, still_owed=StillOwed(*owed), **{**RECEIPT, **changes}
    )


def an_outstanding(partner="COUNCIL", figures=None, plan=None):
    request = a_request(partner, plan=plan)
    return OutstandingRequest(request, StillOwed(request.figures[:figures], request.funds))


def a_reminder(today, *outstanding):
    return Reminder("sam", today, outstanding or (an_outstanding(),), ("2023-24 Q1 due 2023-07-21, on the day",))


# The request


def test_a_request_says_what_and_by_which_weekday_in_its_subject_and_its_first_line():
    notice = request_notice(a_plan(), a_request(), {}, WORKBOOK)

    assert notice.subject == (
        "Anytown Partnership: 3 figures and 1 fund report due Friday 21 July 2023 [2023-24 Q1 COUNCIL]"
    )
    first = words(notice.text).partition(":")[0]
    assert first == (
        "Dear Sam Person Please send us 3 figures and 1 fund report from Anytown Council for April to June 2023 "
        "by Friday 21 July 2023"
    )
    assert (notice.key, notice.to) == ("request 2023-24 Q1 COUNCIL to sam", "sam")
    assert notice.attachments == (WORKBOOK,)


def test_a_request_shows_the_last_figure_so_that_a_slip_shows_at_once():
    last = known(an_observation("EV", Q1.previous, "71.2"), an_observation("UC", Q1.previous, None))

    text = request_notice(a_plan(), a_request(), last, WORKBOOK).text

    assert "- Measure EV: last time 71.2 per 100,000 people (January to March 2023)" in text
    assert "- Measure UC: we hold no earlier figure" in text
    assert "- Charging points fund: budget, spending and staff" in text


def test_a_yearly_figure_asked_for_says_which_year():
    text = request_notice(a_plan(), a_request(quarter=Q2), {}, WORKBOOK).text

    assert "- Measure POV, April 2022 to March 2023: we hold no earlier figure" in text


def test_a_request_says_who_asks_where_the_figures_go_and_what_to_do_if_one_cannot_answer():
    text = words(request_notice(a_plan(), a_request(), {}, WORKBOOK).text)

    assert "The figures go to the Anytown Strategic Board on Thursday 14 September 2023." in text
    assert "Not the right person?" in text
    assert '"not available"' in text
    assert "Jo Person Head of jo, for the Anytown Partnership Replies reach us at returns@example.org" in text


# Reminders


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2023, 7, 14), "Reminder: 3 figures and 1 fund report due Friday 21 July 2023 ["),
        (date(2023, 7, 21), "Due today, Friday 21 July 2023: 3 figures and 1 fund report ["),
        (date(2023, 7, 26), "Overdue since Friday 21 July 2023: 3 figures and 1 fund report ["),
    ],
)
def test_a_reminders_subject_says_how_urgent_it_is(today, begins):
    assert reminder_notice(a_plan(), a_reminder(today)).subject.startswith(begins)


def test_a_reminder_names_what_is_missing_and_thanks_for_the_rest():
    notice = reminder_notice(a_plan(), a_reminder(date(2023, 7, 21), an_outstanding(figures=1)))

    assert "Thank you for what you have sent. We are still waiting for 1 figure and 1 fund" in words(notice.text)
    assert "- Measure EV\n" in notice.text
    assert "Measure UC" not in notice.text


def test_nobody_is_thanked_for_what_they_have_not_sent():
    assert "Thank you for" not in reminder_notice(a_plan(), a_reminder(date(2023, 7, 21))).text


def test_a_late_partner_is_told_whom_we_shall_ask_next_and_when():
    late = words(reminder_notice(a_plan(), a_reminder(date(2023, 7, 26))).text)
    early = words(reminder_notice(a_plan(), a_reminder(date(2023, 7, 21))).text)

    assert "we will ask Dee Person (Head of dee) on Friday 28 July 2023 to help" in late
    assert "Dee Person" not in early


def test_one_digest_holds_every_request_of_one_person():
    both = a_reminder(date(2023, 7, 21), an_outstanding("COUNCIL"), an_outstanding("TRUST"))

    notice = reminder_notice(a_plan(), both)

    assert "4 figures and 2 fund reports" in notice.subject
    assert notice.subject.endswith("[2023-24 Q1 sam]")
    assert "Anytown Council, April to June 2023, due today, Friday 21 July 2023:" in notice.text
    assert "Anytown Hospitals, April to June 2023, due today, Friday 21 July 2023:" in notice.text


def test_a_senior_person_learns_who_was_asked_what_is_missing_and_what_follows():
    escalation = Escalation("dee", date(2023, 7, 28), (an_outstanding(),), ("2023-24 Q1",))

    notice = escalation_notice(a_plan(), escalation)

    text = words(notice.text)
    assert notice.subject == (
        "Your help, please: 3 figures and 1 fund report from Anytown Council overdue [2023-24 Q1 COUNCIL]"
    )
    assert "We asked Sam Person (Head of sam, sam@example.org)" in text
    assert "overdue since Friday 21 July 2023" in text
    assert "Whatever has not come by then is shown there as overdue." in text


def test_a_senior_person_of_many_partners_gets_a_subject_that_can_be_read():
    plan = a_plan(
        partners=tuple(
            a_plan().partners[0].model_copy(update={"code": f"P{n}", "name": f"Partner {n}"}) for n in range(9)
        ),
        measures=tuple(a_measure(f"M{n}", indicator="I-EV", partner=f"P{n}") for n in range(9)),
    )
    escalation = Escalation("dee", date(2023, 7, 28), tuple(an_outstanding(f"P{n}", plan=plan) for n in range(9)), ())

    assert escalation_notice(plan, escalation).subject == (
        "Your help, please: 9 figures from 9 partners overdue [2023-24 Q1 dee]"
    )


# Answers


def test_an_answer_reads_the_figures_back_as_we_understood_them():
    figures = [
        a_row(1, "EV", "75", vintage=Vintage.PROVISIONAL),
        a_row(2, "uc", "8.4"),
        a_row(3, "ULEV", None, vintage=Vintage.NOT_AVAILABLE, note="the new system\nstarts in August"),
    ]
    funds = [ResourceRow(4, CellRef("Resources", "F6"), "F-EV", Decimal(400000), Decimal(90000), None, Decimal("3.5"))]

    text = words(an_answer(figures, funds).text)

    assert "- Measure EV, April to June 2023: 75.0 per 100,000 people (provisional)" in text
    assert "- Measure UC, April to June 2023: 8.4%" in text
    assert "- Measure ULEV, April to June 2023: not available, the new system starts in August" in text
    assert "- Charging points fund: budget £400,000, spent so far £90,000, staff 3.5 full-time equivalent" in text


def test_when_all_is_well_the_answer_says_so_and_asks_for_nothing():
    notice = an_answer([a_row()])

    assert notice.subject == "Received: nothing more to do [2023-24 Q1 COUNCIL]"
    assert "There is nothing more for you to do." in notice.text
    assert "What to do next" not in notice.text


def test_an_answer_is_a_receipt():
    notice = an_answer([a_row()])

    text = words(notice.text)
    assert "- File: figures.xlsx - Received: 20 July 2023 at 2pm, through the shared folder" in text
    assert f"- Fingerprint (SHA-256): {DIGEST} " in text
    assert notice.key == f"answer {DIGEST} to sam"


def test_errors_queries_and_notes_each_say_what_is_wanted_and_where():
    findings = [
        a_finding(Severity.NOTE, 3, subject="Measure ULEV, April to June 2023", remedy="Nothing to do."),
        a_finding(Severity.QUERY, 2, subject="Measure UC, April to June 2023", found="9.9%, a change of 80%"),
        a_finding(Severity.ERROR, 1),
    ]

    notice = an_answer([a_row(1), a_row(2, "UC", "9.9"), a_row(3, "ULEV", "7")], findings=findings)

    text = words(notice.text)
    assert notice.subject == "Received: 1 correction needed and 1 question to answer [2023-24 Q1 COUNCIL]"
    assert (
        "Please correct. These are not taken until they are right: 1. Measure EV, April to June 2023, cell Figures!F6 "
        "Found 640.0%; expected 100.0% or less. Check the decimal point and the unit." in text
    )
    assert "These are taken meanwhile: 1. Measure UC" in text
    assert "For information, nothing to do: 1. Measure ULEV" in text


def test_a_figure_with_an_error_is_not_read_back_as_taken():
    text = an_answer([a_row(1), a_row(2, "UC", "8.4")], findings=[a_finding(row=1)]).text

    assert "- Measure EV" not in text
    assert "- Measure UC" in text


def test_what_came_with_an_error_is_a_correction_and_not_also_still_to_come():
    request = a_request()

    notice = an_answer([a_row(1, "EV")], findings=[a_finding(row=1)], owed=(request.figures[:2], ()))

    assert notice.subject.startswith("Received: 1 correction needed and 1 still to come")
    assert "Still to come, due Friday 21 July 2023:\n\n- Measure UC\n" in notice.text


def test_what_did_not_come_is_said_once_as_still_to_come():
    request = a_request()
    missing = a_finding(
        Severity.QUERY, 9, rule="FIG-008", subject=f"{request.figures[0].measure.name}, April to June 2023"
    )

    notice = an_answer([], findings=[missing], owed=(request.figures[:1], ()))

    assert notice.subject.startswith("Received: 1 still to come [")
    assert notice.text.count(request.figures[0].measure.name) == 1
    assert "fill in what is still to come" in notice.text


def test_a_figure_read_out_is_answered_in_words_that_fit_a_call():
    notice = an_answer([a_row()], findings=[a_finding()], arrival=Arrival(TELEPHONE))

    text = words(notice.text)
    assert "What to do next: tell us by telephone" in text
    assert "cell Figures!F6" not in text
    assert "this file" not in text


def test_file_names_cannot_steer_a_terminal_that_shows_the_message():
    text = an_answer([a_row()], file_name="a\x1b[2J\r\nBcc: x@example.org.csv").text

    assert "\x1b" not in text
    assert "- File: a [2J Bcc: x@example.org.csv\n" in text


def test_an_explained_query_asks_for_nothing_more():
    notice = an_answer([a_row()], findings=[a_finding(Severity.QUERY, explained=True)])

    assert notice.subject.startswith("Received: nothing more to do")
    assert "For information, nothing to do:" in notice.text


def test_hundreds_of_findings_do_not_make_a_message_of_hundreds():
    findings = [a_finding(row=number) for number in range(1, 301)]

    text = an_answer([a_row(number) for number in range(1, 301)], findings=findings).text

    assert "25. Measure EV" in text
    assert "26. Measure EV" not in text
    assert "... and 275 more of the same kind." in text


def test_a_file_with_nothing_in_it_says_that_nothing_was_taken():
    request = a_request()

    text = an_answer([a_row(value=None)], owed=(request.figures, request.funds)).text

    assert "No figure was taken from this file." in text


def test_codes_we_do_not_know_are_left_to_the_findings():
    figures = [a_row(1, "NOBODY"), a_row(2, "EV", period="last spring")]
    funds = [ResourceRow(3, CellRef("Resources", "F6"), "F-NOBODY", Decimal(1), None, None, None)]

    text = an_answer(figures, funds).text

    assert "NOBODY" not in text
    assert "- Measure EV: 75.0 per 100,000 people" in text


def test_a_refused_file_says_what_is_wrong_and_what_to_do():
    error = ReturnRefusedError("The file is protected with a password", "Save it without one and send it again.")

    notice = refusal_notice(a_plan(), error=error, partner=a_request().partner, **RECEIPT)

    assert notice.to == "sam"
    assert notice.subject == "We could not read figures.xlsx [file 1a2b3c4d5e6f]"
    assert "What is wrong: The file is protected with a password." in notice.text
    assert "What to do: Save it without one and send it again." in notice.text


def test_a_file_that_does_not_say_whose_it_is_goes_to_the_coordinator():
    error = ReturnRefusedError("The file does not say which request it answers", "Send the workbook.")

    notice = refusal_notice(a_plan(), error=error, **RECEIPT)

    assert notice.to == "jo"
    assert "Please find out who sent it, and pass this on." in words(notice.text)


# Off track, and back


OFF = an_observation("AE4H", Q1, "60", partner="TRUST")
OFF_TOO = an_observation("EV", Q1, "40")
BACK = an_observation("AE4H", Q1, "97", partner="TRUST")


def about(*observations, since=None, told=(), **changes):
    facts = some_facts(Q1, observations, **changes)
    return off_track_notices(facts, judge(facts), since=since or {}, told=told)


def test_an_owner_hears_what_is_off_track_why_and_what_happens_next():
    (notice,) = about(OFF)

    text = words(notice.text)
    assert (notice.to, notice.kind, notice.tag) == ("cat", NoticeKind.OFF_TRACK, "off-track")
    assert notice.key == "off track 2023-24 Q1 to cat: AE4H"
    assert notice.subject == "Measure AE4H is off track [2023-24 Q1 cat]"
    assert "Figure for April to June 2023: 60.0% - Target: 95.0%" in text
    assert "Why: 60.0% is 35.0 percentage points below the target of 95.0%" in text
    assert "It goes to the Anytown Strategic Board on Thursday 14 September 2023." in text
    assert "The papers go out on Wednesday 6 September 2023." in text
    assert "ask Pat Person (Head of pat, pat@example.org)" in text


def test_a_finding_on_a_provisional_figure_says_so_and_quotes_the_partner():
    provisional = an_observation(
        "AE4H", Q1, "60", partner="TRUST", vintage=Vintage.PROVISIONAL, note="Two days\nare still being counted."
    )

    text = words(about(provisional)[0].text)

    assert "60.0%, provisional: Anytown Hospitals expects to change it" in text
    assert 'Anytown Hospitals says: "Two days are still being counted."' in text


def test_what_was_off_track_already_is_not_told_again():
    assert about(OFF, since={"AE4H": Q4.shifted(-12)}) == []


def test_judging_again_tells_only_what_is_new():
    (first,) = about(OFF)
    owned_by_cat = tuple(o.model_copy(update={"owner": "cat"}) for o in a_plan().outcomes)

    again = about(OFF, OFF_TOO, told=[first.key], plan=a_plan(outcomes=owned_by_cat))

    assert [notice.key for notice in again] == ["off track 2023-24 Q1 to cat: EV"]
    assert about(OFF, told=[first.key]) == []


def test_an_owner_with_several_gets_one_message_and_never_a_very_long_one():
    codes = [f"M{number:02d}" for number in range(12)]
    plan = a_plan(
        measures=tuple(a_measure(code, indicator="I-EV") for code in codes),
        targets=tuple(a_plan().targets[0].model_copy(update={"measure": code}) for code in codes),
    )

    notices = about(*(an_observation(code, Q1, "10") for code in codes), plan=plan)

    assert [notice.subject.partition(" [")[0] for notice in notices] == [
        "5 measures are off track",
        "5 measures are off track",
        "2 measures are off track",
    ]
    assert {notice.to for notice in notices} == {"ann"}
    assert all(len(notice.key) < 300 for notice in notices)


def test_an_owner_hears_when_it_clears_with_nothing_to_do():
    (notice,) = about(BACK, since={"AE4H": Q4.shifted(-12)})

    assert notice.key == "cleared 2023-24 Q1 to cat: AE4H"
    assert notice.subject == "Measure AE4H is no longer off track [2023-24 Q1 cat]"
    assert "Off track since January to March 2023; now: on track" in words(notice.text)
    assert "There is nothing you need to do" in words(notice.text)


def test_a_missing_figure_clears_nothing():
    assert about(since={"AE4H": Q4.shifted(-12)}) == []


def test_a_correction_before_sign_off_that_clears_it_is_told_to_who_was_told():
    (told,) = about(OFF)

    assert [notice.kind for notice in about(BACK, told=[told.key])] == [NoticeKind.CLEARED]
    assert about(BACK) == []


def test_without_a_meeting_in_the_calendar_nothing_is_said_of_papers():
    (notice,) = about(OFF, plan=a_plan(boards=()))

    assert "No meeting is in the calendar yet." in words(notice.text)


# Proposals and packs


def test_a_risks_owner_sees_both_scores_and_how_to_answer():
    reason = Reason("likelihood: up one, v1", "Measure AE4H went off track, so likelihood rises by one.")
    proposal = RiskProposal("R-HEALTH", "HEALTH", Q1, Score(3, 5), Score(4, 5), reason, ("AE4H",))

    notice = proposal_notice(a_plan(), proposal, cycle_dates(a_plan(), Q1))

    text = words(notice.text)
    assert notice.subject.startswith("A higher score is proposed for your risk: The four-hour standard")
    assert "Now: likelihood 3 (probable), impact 5 (critical): 15 of 25, very high" in text
    assert "Proposed: likelihood 4 (likely), impact 5 (critical): 20 of 25, very high" in text
    assert "Accept." in text
    assert "Amend:" in text
    assert "Reject:" in text
    assert "by Wednesday 6 September 2023" in text
    assert notice.key == "proposal 2023-24 Q1 R-HEALTH 3x5 to 4x5 to cat"


def test_a_pack_goes_to_members_chair_and_clerk_once_each():
    plan = a_plan()
    board = plan.boards[0].model_copy(update={"clerk": "jo"})

    assert readers(board) == ["chair", "ann", "bob", "jo"]


def test_a_pack_says_which_meeting_it_is_for_and_what_each_file_is_good_for():
    files = [Attachment("pack.pdf", "application/pdf", b""), Attachment("pack.html", "text/html", b"")]
    plan = a_plan()

    notice = pack_notice(plan, plan.boards[0], Q1, plan.person("ann"), files, "1 of 5 measures is off track.")

    assert notice.subject == (
        "Performance pack: Anytown Strategic Board, Thursday 14 September 2023 (April to June 2023) [2023-24 Q1 BOARD]"
    )
    assert "- pack.pdf, for paper and tablets" in notice.text
    assert "1 of 5 measures is off track." in notice.text
    assert len(notice.attachments) == 2


def test_a_board_without_a_meeting_still_gets_its_pack():
    plan = a_plan()
    board = plan.boards[0].model_copy(update={"meetings": ()})
    plan = plan.model_copy(update={"boards": (board,)})

    assert "is attached." in words(pack_notice(plan, board, Q1, plan.person("ann"), []).text)


def test_a_draft_tells_the_coordinator_what_is_left_to_do():
    plan = a_plan()

    notice = draft_pack_notice(plan, plan.boards[0], Q1, 2, [])

    assert notice.key == "draft pack 2023-24 Q1 BOARD version 2 to jo"
    assert 'lsp sign-off "2023-24 Q1"' in notice.text


# What came to the mailbox


def a_repeat(plan, *pointers):
    arrival = Arrival("e-mail", "sam@example.org", "<1@example.org>", pointers)
    return repeat_notice(
        plan, "sam", mail="1", digest="ab" * 32, file_name="figures.xlsx", reference="2023-24 Q1 COUNCIL #1",
        quarter=Q1, first_at=at(2023, 7, 20), now=at(2023, 10, 9), arrival=arrival,
    )  # fmt: skip


def test_a_file_sent_before_in_answer_to_a_later_request_is_told_which_was_meant():
    pointer = Pointer(Sign.THREAD, "2023-24 Q2 COUNCIL")

    text = words(a_repeat(a_plan(), pointer).text)

    assert "it is your return 2023-24 Q1 COUNCIL #1 for April to June 2023, which came on 20 July 2023" in text
    assert "Your e-mail answers our request for July to September 2023" in text
    assert "put them into the workbook 2023-24 Q2 COUNCIL" in text


def a_question(**changes):
    values = {
        "key": "1",
        "kind": MailKind.QUESTION,
        "because": "a person wrote, and sent no return",
        "sender": "sam@example.org",
        "sender_name": "Somebody else",
        "subject": "Which month?",
        "text": "Dear all,\n\nWhich month is meant?\n\n> On Monday you wrote",
        "files": [],
        "received_at": at(2023, 7, 20),
    }
    return CameIn(**{**values, **changes})


def test_a_question_is_told_with_who_wrote_by_the_plan_and_not_by_what_they_call_themselves():
    text = came_in_notice(a_plan(), [a_question()]).text

    assert "From Sam Person (Head of sam), sam@example.org" in words(text)
    assert "> Which month is meant?" in text
    assert "Somebody else" not in text
    assert "On Monday" not in text


def test_a_digest_lists_questions_before_automatic_replies():
    away = a_question(key="2", kind=MailKind.AUTOMATIC, subject="Away")

    text = came_in_notice(a_plan(), [away, a_question()]).text

    assert text.index("Which month") < text.index("Away")


# All of them


def every_notice(plan):
    facts = some_facts(Q1, (OFF, an_observation("EV", Q1, "90")), plan=plan)
    reason = Reason("likelihood: up one, v1", "It went off track.")
    proposal = RiskProposal("R-HEALTH", "HEALTH", Q1, Score(3, 5), Score(4, 5), reason, ("AE4H",))
    error = ReturnRefusedError("It is not a workbook", "Send a workbook.")
    return [
        request_notice(plan, a_request(plan=plan), {}, WORKBOOK),
        reminder_notice(plan, a_reminder(date(2023, 7, 26), an_outstanding(plan=plan))),
        escalation_notice(plan, Escalation("dee", date(2023, 7, 28), (an_outstanding(plan=plan),), ())),
        an_answer([a_row()], findings=[a_finding()], plan=plan),
        refusal_notice(plan, error=error, **RECEIPT),
        *off_track_notices(facts, judge(facts), since={"EV": Q4.shifted(-12)}),
        *commentary_notices(facts, judge(facts), since={"AE4H": Q4.shifted(-4)}),
        proposal_notice(plan, proposal, facts.dates),
        pack_notice(plan, plan.boards[0], Q1, plan.person("ann"), [WORKBOOK]),
        draft_pack_notice(plan, plan.boards[0], Q1, 1, [WORKBOOK]),
        came_in_notice(plan, [a_question()]),
        a_repeat(plan),
        discontinued_notice(plan, a_request(plan=plan), an_observation("EV", Q1, None, note="no longer collected")),
        *restated_notices(plan, a_request(plan=plan), [A_RESTATEMENT], [], "2023-24 Q2 COUNCIL #1"),
        waiver_notice(plan, A_WAIVER, plan.partners[0], "Measure EV", "Not above the highest."),
    ]


def test_every_kind_of_notice_has_a_tag_and_is_written_by_somebody():
    assert set(TAGS) == set(NoticeKind)
    assert {notice.kind for notice in every_notice(a_plan())} == set(NoticeKind)


def test_every_message_stands_alone_in_78_columns_and_ends_with_a_person():
    for notice in every_notice(a_plan()):
        lines = notice.text.splitlines()
        assert max(map(len, lines)) <= COLUMNS, notice.kind
        assert lines[0].startswith("Dear "), notice.kind
        assert lines[-1] == "Replies reach us at returns@example.org", notice.kind
        assert f"[{notice.reference}]" in notice.subject, notice.kind
        assert len(notice.key) < 300, notice.kind


def test_what_people_have_written_is_printed_as_it_is_and_never_run():
    """Names in the plan, and notes in returns, are somebody else's text."""
    name = "Siân {{ 7*7 }} {% raw %} <b>O'Neill</b> & £\nBcc: x@example.org"
    people = tuple(a_person(person.code, name=name) for person in a_plan().people)

    for notice in every_notice(a_plan(people=people)):
        assert "Siân {{ 7*7 }} {% raw %} <b>O'Neill</b> & £ Bcc: x@example.org" in words(notice.text)
        assert "\nBcc:" not in notice.text


def test_wrapping_keeps_bullets_hanging_and_addresses_whole():
    address = "https://example.org/" + "a-very-long-path/" * 8

    lines = wrapped(f"- one two {address} {'three ' * 20}\n12. {'five ' * 20}\n\n\n\nend\n").splitlines()

    assert f"  {address}" in lines
    assert [line[:3] for line in lines if "three" in line] == ["  t", "  t"]
    assert [line[:5] for line in lines if "five" in line] == ["12. f", "    f"]
    assert lines[-2:] == ["", "end"]
    assert lines[-3] != ""


def test_an_owner_and_the_coordinator_hear_what_was_restated_old_beside_new_and_why():
    status = ChangedStatus(Q1, "EV", Status.WATCH, Status.OFF_TRACK)
    request = a_request(quarter=Q2)
    notices = restated_notices(a_plan(), request, [A_RESTATEMENT], [status], "2023-24 Q2 COUNCIL #1")
    assert [notice.to for notice in notices] == ["ann", "jo"]
    assert notices[0].subject == "1 past figure changed by Anytown Council [2023-24 Q2 COUNCIL #1]"
    said = words(notices[0].text)
    assert "Was: 75.0 per 100,000 people - Is now: 71.0 per 100,000 people" in said
    assert "Why, in their words: A site was missed" in said
    assert "the pack for April to June 2023 said watch, and would have said off track" in said
    assert "A pack that is signed off stays as it is." in said


def test_a_restatement_that_changes_no_status_says_so():
    [owner, _] = restated_notices(a_plan(), a_request(quarter=Q2), [A_RESTATEMENT], [], "2023-24 Q2 COUNCIL #1")
    assert "no pack already signed off would have said anything else" in words(owner.text)


def test_an_explanation_that_rides_along_is_read_back_in_place_of_the_question():
    finding = a_finding(Severity.QUERY, explained=True, explanation="Two sites opened.")
    notice = answer_notice(
        a_plan(), a_request(), reading=Reading("", (a_row(),), (), ()), findings=[finding],
        still_owed=StillOwed((), ()), data_quality="First return on 17 July 2023.", **RECEIPT,
    )  # fmt: skip
    assert "You explained it before: Two sites opened." in words(notice.text)
    assert "Data quality of your returns for April to June 2023 so far: First return on 17 July 2023." in words(
        notice.text
    )


def test_a_figure_let_through_says_under_whose_waiver():
    finding = a_finding(Severity.NOTE, waived=A_WAIVER.in_words)
    notice = answer_notice(
        a_plan(), a_request(), reading=Reading("", (a_row(),), (), ()), findings=[finding],
        still_owed=StillOwed((), ()), **RECEIPT,
    )  # fmt: skip
    assert "Taken under a waiver: FIG-012 waived by Ann (Head) until 30 September 2023: Two sites moved." in words(
        notice.text
    )
