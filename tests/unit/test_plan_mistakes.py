"""Each mistake is told at the very cell or key, with what would have been right.

Every case is the starter example with one thing changed in it.
"""
# ruff: noqa: E501  one case to a line: these are tables

from pathlib import Path

import pytest

from lsp_core.errors import PlanError
from lsp_core.plan.files import FILE_NAMES, FILES
from lsp_core.plan.model import RequestPolicy, RiskBand, RiskPolicy, StatusPolicy
from lsp_core.plan.reading import parse_plan, read_folder

STARTER = Path(__file__).parents[2] / "templates" / "starter"
EXAMPLE = read_folder(STARTER)


def with_changes(*changes: tuple[str, str, str]) -> dict[str, str]:
    """The example's files, each change made where its old text first stands."""
    files = dict(EXAMPLE)
    for file, old, new in changes:
        assert old in files[file], f"{old!r} is no longer in the example's {file}"
        files[file] = files[file].replace(old, new, 1)
    return files


def mistakes_in(files: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(PlanError) as caught:
        parse_plan(files)
    return caught.value.mistakes


UNKNOWN_CODES = [
    ("partnership.yaml", "coordinator: jo-marsh", "coordinator: jo-march", "partnership.yaml:10:14: coordinator 'jo-march'", "jo-marsh"),
    ("partners.yaml", "contact: nia-bowen", "contact: nia-bowan", "partners.yaml:14:12: contact 'nia-bowan'", "nia-bowen"),
    ("partners.yaml", "senior: tom-akers", "senior: tom-acres", "partners.yaml:15:11: senior 'tom-acres'", "tom-akers"),
    ("people.yaml", "partner: TRUST", "partner: TRIST", "people.yaml:49:12: partner 'TRIST'", "TRUST"),
    ("outcomes.yaml", "theme: SAFER", "theme: SAFE", "outcomes.yaml:9:10: theme 'SAFE'", "SAFER"),
    ("outcomes.yaml", "owner: owen-reid", "owner: owen-read", "outcomes.yaml:26:10: owner 'owen-read'", "owen-reid"),
    ("outcomes.yaml", "challenger: ravi-shah", "challenger: ravi", "outcomes.yaml:20:15: challenger 'ravi'", "ravi-shah"),
    ("boards.yaml", "chair: grace-hall", "chair: grace", "boards.yaml:27:10: chair 'grace'", "grace-hall"),
    ("boards.yaml", "clerk: jo-marsh", "clerk: jo", "boards.yaml:15:10: clerk 'jo'", "jo-marsh"),
    ("boards.yaml", "themes: [HEALTH]", "themes: [SAFER, HEALT]", "boards.yaml:28:19: themes 'HEALT'", "HEALTH"),
    ("boards.yaml", "owen-reid, lin-zhou", "owen-reid, lin-zhu", "boards.yaml:31:36: members 'lin-zhu'", "lin-zhou"),
    ("indicators.csv", "burglary,BURGLARY", "burglary,BURGLRY", "indicators.csv:2:3: outcome 'BURGLRY'", "BURGLARY"),
    ("measures.csv", "BURG,I-BURGLARY", "BURG,I-BURGLRY", "measures.csv:2:2: indicator 'I-BURGLRY'", "I-BURGLARY"),
    ("measures.csv", "POLICE,five", "POLISE,five", "measures.csv:2:11: partner 'POLISE'", "POLICE"),
    ("measures.csv", "five-percent", "six-percent", "measures.csv:2:12: policy 'six-percent'", "five-percent"),
    ("measures.csv", ",UC,", ",UCC,", "measures.csv:6:14: proxy 'UCC'", "UC"),
    ("targets.csv", "BURG,target", "BERG,target", "targets.csv:2:1: measure 'BERG'", "BURG"),
    ("funds.csv", "POLICE,BURGLARY", "POLITE,BURGLARY", "funds.csv:2:3: partner 'POLITE'", "POLICE"),
    ("funds.csv", "POLICE,BURGLARY", "POLICE,BURGLARIES", "funds.csv:2:4: outcome 'BURGLARIES'", "BURGLARY"),
    ("risks.csv", "R-BURGLARY,BURGLARY", "R-BURGLARY,BURGLERY", "risks.csv:2:2: outcome 'BURGLERY'", "BURGLARY"),
    ("risks.csv", "home.,tom-akers", "home.,tom-acres", "risks.csv:2:7: owner 'tom-acres'", "tom-akers"),
    ("history.csv", "BURG,2024-25 Q3", "BRUG,2024-25 Q3", "history.csv:2:1: measure 'BRUG'", "BURG"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told", "meant"), UNKNOWN_CODES)
def test_a_code_that_nothing_declares_is_told_where_it_is_used(file, old, new, told, meant):
    (mistake,) = mistakes_in(with_changes((file, old, new)))
    assert mistake.startswith(f"{told} is not a")
    assert mistake.endswith(f"did you mean '{meant}'?")


FIELDS = [
    ("partnership.yaml", "nation: england", "nation: englnd", "partnership.yaml:7:9: nation 'englnd' is not one of"),
    ("partnership.yaml", "reply_to: performance@", "reply_to: performance ", "partnership.yaml:13:11: reply_to 'performance example.org' is not an e-mail address"),
    ("partnership.yaml", "code: BRACKEN", "code: BRACKEN & CO", "partnership.yaml:4:7: code 'BRACKEN & CO' is not a code"),
    ("partnership.yaml", "code: BRACKEN", "code:", "partnership.yaml:4:1: code is missing"),
    ("partnership.yaml", "name: Brack", "nme: Brack", "partnership.yaml:3:1: there is no field 'nme'; did you mean 'name'?"),
    ("people.yaml", "  name: Jo Marsh", "  name: Jo Marsh\n  name: Joanna", "people.yaml:6:3: 'name' is given twice"),
    ("people.yaml", "  name: Jo Marsh", "  name: [Jo, Marsh]", "people.yaml:5:9: name should be one value"),
    ("people.yaml", "tom.akers@example.org", "tom.akers@example.org\n  targets: here", "people.yaml:43:12: targets should be named values"),
    ("outcomes.yaml", "weight: 5", "weight: 6", "outcomes.yaml:19:11: weight '6' is too big; it can be 5 at most"),
    ("outcomes.yaml", "weight: 5", "weight: high", "outcomes.yaml:19:11: weight 'high' is not a whole number"),
    ("boards.yaml", "layer: strategic", "layer: top", "boards.yaml:13:10: layer 'top' is not one of"),
    ("boards.yaml", "2026-12-10", "10 Decembr 2026", "boards.yaml:18:7: number 2 of meetings, '10 Decembr 2026' names no month"),
    ("boards.yaml", "2026-12-10", "31/11/2026", "boards.yaml:18:7: number 2 of meetings, '31/11/2026' is a day that does not exist"),
    ("boards.yaml", "themes: [HEALTH]", "themes: HEALTH", "boards.yaml:28:11: themes should be a list; write it in square brackets: [HEALTH]"),
    ("policies.yaml", "tolerance_in: percentage points", "tolerance_in: points", "policies.yaml:20:19: tolerance_in 'points' is not one of"),
    ("policies.yaml", "tolerance: 5", "tolerance: 5%", "policies.yaml:13:16: tolerance '5%' is not a number"),
    ("policies.yaml", "[rare, possible, probable, likely, almost certain]", "[rare, likely]", "policies.yaml:34:22: likelihood_labels has 2 values; give 5"),
    ("policies.yaml", "big_change_percent: 50", "big_change_percent: 0", "policies.yaml:30:23: big_change_percent '0' is too small; it should be more than 0"),
    ("policies.yaml", "risks:\n", "risks: none\nrisk:\n", "policies.yaml:33:8: risks should be a group of fields"),
    ("indicators.csv", "code,title", "code,titel", "indicators.csv:1:2: there is no column 'titel'; did you mean 'title'?"),
    ("measures.csv", "lower is better,quarterly", "up is good,quarterly", "measures.csv:2:7: polarity 'up is good' is not one of 'higher is better', 'lower is better' or 'context only'; did you mean 'higher is better'?"),
    ("measures.csv", "better,quarterly", "better,annual", "measures.csv:2:8: frequency 'annual' is not one of 'quarterly', 'financial year', 'academic year' or 'calendar year'; did you mean 'financial year'?"),
    ("measures.csv", "recorded crime,2024-04-01", "recorded crime,2024", "measures.csv:2:21: valid_from '2024' is not a date"),
    ("targets.csv", "2026-27,1.9", '2026-27,"1,9"', "targets.csv:2:4: value '1,9' is not a number; did you mean '1.9'?"),
    ("funds.csv", "£180,000", "-5", "funds.csv:2:7: budget '-5' is too small; it can be 0 at least"),
    ("risks.csv", "tom-akers,3,", "tom-akers,9,", "risks.csv:2:8: likelihood '9' is too big"),
    ("risks.csv", ",yes", ",perhaps", "risks.csv:2:12: watches_outcome 'perhaps' is neither yes nor no"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told"), FIELDS)
def test_a_field_that_cannot_be_read_is_told_where_it_stands(file, old, new, told):
    mistakes = mistakes_in(with_changes((file, old, new)))
    assert mistakes[0].startswith(told)


RULES = [
    ("partnership.yaml", "Europe/London", "Europe/Lundon", "partnership.yaml:16:12: time_zone 'Europe/Lundon' is not a time zone; did you mean 'Europe/London'?"),
    ("partnership.yaml", "Europe/London", "../../etc/passwd", "partnership.yaml:16:12: time_zone '../../etc/passwd' is not a time zone"),
    ("outcomes.yaml", "challenger: grace-hall", "challenger: tom-akers", "outcomes.yaml:12:15: challenger 'tom-akers' is the outcome's owner too"),
    ("people.yaml", "tom.akers@example.org", "tom.akers@example.org\n  targets: {of-track: x}", "people.yaml:43:13: 'of-track' is no kind of message; did you mean 'off-track'?"),
    ("policies.yaml", "low, from_score: 1", "low, from_score: 2", "policies.yaml:37:31: the first band begins at 2"),
    ("policies.yaml", "from_score: 10", "from_score: 5", "policies.yaml:39:32: band 'high' begins at 5, no higher than the one before it"),
    ("policies.yaml", "due_after_quarter: 15", "due_after_quarter: 1", "policies.yaml:26:22: figures are due 1 working day after the quarter's end"),
    ("policies.yaml", "escalate: 5", "escalate: 0", "policies.yaml:29:13: escalate 0 would tell the senior person before"),
    ("measures.csv", "quarterly,,,POLICE", "quarterly,2,,POLICE", "measures.csv:2:9: asked_in 2 is for yearly measures, and BURG is quarterly"),
    ("measures.csv", "quarterly,,,POLICE", "quarterly,,1,POLICE", "measures.csv:2:10: years_behind 1 is for yearly measures"),
    ("measures.csv", "academic year,3,", "academic year,,", "measures.csv:5:9: OBESE6 is yearly (academic year), and asked_in is blank"),
    ("measures.csv", "five-percent", "one-point", "measures.csv:2:12: policy 'one-point' counts in percentage points, and the unit is 'per 1,000 households'"),
    ("measures.csv", "1000,0,50", "1000,50,0", "measures.csv:2:18: minimum 50 is above the maximum, 0"),
    ("measures.csv", ",households in the county,", ",,", "measures.csv:2:16: denominator is blank, and numerator is given"),
    ("measures.csv", ",burglaries of homes recorded in the quarter,", ",,", "measures.csv:2:15: numerator is blank, and denominator is given"),
    ("measures.csv", ",UC,", ",CHILDPOV,", "measures.csv:6:14: CHILDPOV is its own proxy"),
    ("targets.csv", "2026-27,1.9", "soon,1.9", "targets.csv:2:3: period 'soon' is not a period; write a quarter like 2023-24 Q1"),
    ("targets.csv", "2026-27,1.9", "2026-28,1.9", "targets.csv:2:3: period '2026-28' is not one year after another; did you mean 2026-27?"),
    ("targets.csv", "2026-27,1.9", "9999,1.9", "targets.csv:2:3: period 9999 is not a year figures can be about"),
    ("targets.csv", "2026-27,1.9", "2026,1.9", "targets.csv:2:3: period '2026' is a calendar year, and BURG counts quarters; write it like 2026-27 or 2026-27 Q1"),
    ("targets.csv", "2025/26 academic", "2025/26", "targets.csv:8:3: period '2025/26' is a financial year, and OBESE6 counts academic years; write it like 2025/26 academic"),
    ("targets.csv", "2024-25,18", "2024-25 Q1,18", "targets.csv:9:3: period '2024-25 Q1' is a quarter, and CHILDPOV counts financial years; write it like 2024-25"),
    ("targets.csv", "2026-27,1.9", "2026-27,190", "targets.csv:2:4: value 190 is not one BURG can have; measures.csv lets it run from 0 to 50"),
    ("targets.csv", "80.0,2026-09-17", "80.0,12 March 2026", "targets.csv:7:5: this period's target or baseline was agreed on this date already, on line 6"),
    ("funds.csv", "grant,2026-27", "grant,2026", "funds.csv:2:6: year '2026' is a calendar year, and money is by financial year; write it like 2026-27"),
    ("history.csv", "BURG,2024-25 Q3", "BURG,2024-25", "history.csv:2:2: period '2024-25' is a financial year, and BURG counts quarters; write it like 2024-25 Q1"),
    ("history.csv", "BURG,2024-25 Q4", "BURG,2024-25 Q3", "history.csv:3:2: there is a figure for this measure and period already, on line 2"),
    ("history.csv", "2024-25 Q3,2.3", "2024-25 Q3,230", "history.csv:2:3: value 230 is not one BURG can have"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told"), RULES)
def test_what_makes_no_sense_together_is_told_at_the_cell_to_change(file, old, new, told):
    (mistake,) = mistakes_in(with_changes((file, old, new)))
    assert mistake.startswith(told)


@pytest.mark.parametrize(
    ("file", "entry", "told"),
    [
        ("partners.yaml", "- {code: TRUST, name: Again, contact: jo-marsh}\n", "partners.yaml:22:10: code 'TRUST' is on line 17 already"),
        ("partners.yaml", "- {code: Trust, name: Again, contact: jo-marsh}\n", "partners.yaml:22:10: code 'Trust' differs from 'TRUST' on line 17 only by capitals"),
        ("people.yaml", "- {code: jo-marsh, name: Jo, role: Clerk, email: jo@example.org}\n", "people.yaml:70:10: code 'jo-marsh' is on line 4 already"),
        ("themes.yaml", "- {code: SAFER, name: Again}\n", "themes.yaml:11:10: code 'SAFER' is on line 3 already"),
        ("outcomes.yaml", "- {code: BURGLARY, name: Again, theme: SAFER, owner: jo-marsh, weight: 1}\n", "outcomes.yaml:38:10: code 'BURGLARY' is on line 7 already"),
        ("boards.yaml", "- {code: BOARD, name: Again, layer: strategic, chair: jo-marsh}\n", "boards.yaml:32:10: code 'BOARD' is on line 11 already"),
        ("indicators.csv", "I-AE,Again,BURGLARY\n", "indicators.csv:7:1: code 'I-AE' is on line 3 already"),
        ("funds.csv", "F-ADVICE-26,Again,COUNCIL,BURGLARY,grant,2027-28,1,,\n", "funds.csv:6:1: code 'F-ADVICE-26' is on line 5 already"),
        ("risks.csv", "R-WEIGHT,BURGLARY,Again,,,,jo-marsh,1,1,1,,no\n", "risks.csv:7:1: code 'R-WEIGHT' is on line 4 already"),
    ],
)  # fmt: skip
def test_a_code_is_given_once_and_capitals_do_not_tell_two_apart(file, entry, told):
    (mistake,) = mistakes_in({**EXAMPLE, file: EXAMPLE[file] + entry})
    assert mistake.startswith(told)


def test_a_status_policy_is_named_once():
    twice = "  - {code: one-point, name: Again, tolerance: 2}\n\n# When figures"
    (mistake,) = mistakes_in(with_changes(("policies.yaml", "\n# When figures", twice)))
    assert mistake.startswith("policies.yaml:22:12: code 'one-point' is on line 16 already")


UC_ROW = "UC,I-POVERTY,Families,New words.,families,0,context only,quarterly,,,COUNCIL,five-percent,flat,,,,,0,,,{}\n"


def test_a_definition_may_be_followed_by_another_from_a_later_date():
    plan = parse_plan({**EXAMPLE, "measures.csv": EXAMPLE["measures.csv"] + UC_ROW.format("2026-10-01")})
    assert [measure.valid_from.year for measure in plan.measures if measure.code == "UC"] == [2024, 2026]


def test_two_definitions_from_one_date_are_a_mistake():
    (mistake,) = mistakes_in({**EXAMPLE, "measures.csv": EXAMPLE["measures.csv"] + UC_ROW.format("1 April 2024")})
    assert mistake.startswith("measures.csv:9:21: the measure has a definition from this date already, on line 7")


def test_proxies_that_go_round_in_a_circle_are_told_at_each_of_them():
    circle = with_changes(("measures.csv", "COUNCIL,five-percent,flat,,", "COUNCIL,five-percent,flat,CHILDPOV,"))
    assert [mistake.split(";")[0] for mistake in mistakes_in(circle)] == [
        "measures.csv:6:14: proxy 'UC' leads back to CHILDPOV",
        "measures.csv:7:14: proxy 'CHILDPOV' leads back to UC",
    ]


def test_a_chain_of_proxies_that_ends_is_no_mistake():
    chain = with_changes(("measures.csv", "COUNCIL,five-percent,flat,,", "COUNCIL,five-percent,flat,HELPED,"))
    assert parse_plan(chain).measures[5].proxy == "HELPED"


def test_a_missing_baseline_or_target_is_a_normal_state():
    plan = parse_plan({name: text for name, text in EXAMPLE.items() if name != "targets.csv"})
    assert plan.targets == ()


def test_ten_mistakes_in_five_files_come_out_together_in_the_order_of_the_files():
    mistakes = mistakes_in(
        with_changes(
            ("partnership.yaml", "nation: england", "nation: englnd"),
            ("partnership.yaml", "reply_to: performance@", "reply_to: performance "),
            ("people.yaml", "jo.marsh@example.org", "jo.marsh"),
            ("people.yaml", "role: Data officer", "rol: Data officer"),
            ("outcomes.yaml", "owner: owen-reid", "owner: owen-read"),
            ("outcomes.yaml", "weight: 5", "weight: 6"),
            ("measures.csv", "lower is better,quarterly", "up is good,quarterly"),
            ("measures.csv", ",UC,", ",UCC,"),
            ("targets.csv", "2026-27,8.0", "2026-28,8.0"),
            ("targets.csv", "2025/26 academic", "2025/26"),
        )
    )
    assert [mistake.split(": ")[0] for mistake in mistakes] == [
        "partnership.yaml:7:9",
        "partnership.yaml:13:11",
        "people.yaml:8:10",
        "people.yaml:12:3",
        "outcomes.yaml:19:11",
        "outcomes.yaml:26:10",
        "measures.csv:2:7",
        "measures.csv:6:14",
        "targets.csv:4:3",
        "targets.csv:8:3",
    ]


def test_a_code_is_declared_even_where_the_rest_of_its_entry_is_wrong():
    (mistake,) = mistakes_in(with_changes(("people.yaml", "grace.hall@example.org", "grace.hall")))
    assert mistake.startswith("people.yaml:56:10: email 'grace.hall' is not an e-mail address")


def test_a_file_that_cannot_be_read_makes_no_further_mistakes_elsewhere():
    (mistake,) = mistakes_in(with_changes(("people.yaml", "- code: jo-marsh", "\t- code: jo-marsh")))
    assert mistake == "people.yaml:4:1: a tab is used to indent; use spaces"


@pytest.mark.parametrize("missing", [file.name for file in FILES if file.required])
def test_a_missing_file_is_told_by_name(missing):
    mistakes = mistakes_in({name: text for name, text in EXAMPLE.items() if name != missing})
    assert mistakes == (f"{missing}:1:1: the file is missing; it declares {purpose(missing)}",)


def purpose(name: str) -> str:
    return next(file.purpose for file in FILES if file.name == name)


def test_an_empty_list_declares_nobody_and_an_empty_group_lacks_its_fields():
    mistakes = mistakes_in({**EXAMPLE, "themes.yaml": "# none yet\n", "partnership.yaml": ""})
    assert (
        "partnership.yaml:1:1: name is missing; it is needed: The partnership's name, as it heads every pack and e-mail."
        in mistakes
    )
    assert "outcomes.yaml:9:10: theme 'SAFER' is not a theme in themes.yaml; themes.yaml has nothing yet" in mistakes


def test_the_refusal_counts_its_mistakes():
    with pytest.raises(PlanError, match="The plan has 1 mistake") as caught:
        parse_plan(with_changes(("outcomes.yaml", "weight: 5", "weight: 6")))
    assert caught.value.remedy.startswith("Each line says where it is")
    assert set(EXAMPLE) == set(FILE_NAMES)


def test_a_broken_table_does_not_make_its_codes_seem_undeclared():
    (mistake,) = mistakes_in(with_changes(("measures.csv", "AE4H,", '"AE4H,')))
    assert mistake.startswith("measures.csv:4:1: the row beginning here cannot be split into cells")


def test_every_condition_in_the_model_has_words_for_it():
    """A pattern is a code's; a shortest length is a blank, which is told as missing, or an empty list."""
    conditions = {
        type(condition).__name__
        for file in FILES
        for model in (file.entry, StatusPolicy, RequestPolicy, RiskPolicy, RiskBand)
        for field in model.model_fields.values()
        for condition in field.metadata
    }
    assert conditions == {"Ge", "Gt", "Le", "MinLen", "_PydanticGeneralMetadata"}


def test_a_policy_file_without_any_status_rule_is_told():
    first, last = EXAMPLE["policies.yaml"].index("status:"), EXAMPLE["policies.yaml"].index("# When figures")
    without = EXAMPLE["policies.yaml"][:first] + "status: []\n\n" + EXAMPLE["policies.yaml"][last:]
    assert mistakes_in({**EXAMPLE, "policies.yaml": without})[0].startswith(
        "policies.yaml:9:9: status has nothing in it; give at least one"
    )
