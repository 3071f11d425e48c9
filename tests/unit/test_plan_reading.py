"""Reading a folder as people really save it: Excel's encodings and separators, and files nobody meant well with."""

import codecs
import csv
import io
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsp_core.errors import LspError, PlanError
from lsp_core.plan import values
from lsp_core.plan.files import FILE_NAMES
from lsp_core.plan.folder import decoded
from lsp_core.plan.model import Frequency, Polarity
from lsp_core.plan.reading import parse_plan, plan_digest, read_folder
from lsp_core.plan.starter import write_example

STARTER = Path(__file__).parents[2] / "templates" / "starter"
EXAMPLE = read_folder(STARTER)


def mistakes_in(files: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(PlanError) as caught:
        parse_plan(files)
    return caught.value.mistakes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The starter example, in a folder that a test may spoil."""
    write_example(tmp_path / "plan")
    return tmp_path / "plan"


def save_as(folder: Path, name: str, encoding: str, separator: str = ",", line_end: str = "\n") -> None:
    """A file of the folder saved again, as another machine or another Excel would."""
    path = folder / name
    text = path.read_text(encoding="utf-8-sig")
    if separator != ",":
        parted = io.StringIO()
        csv.writer(parted, delimiter=separator, lineterminator="\n").writerows(csv.reader(io.StringIO(text)))
        text = parted.getvalue()
    path.write_bytes(text.replace("\n", line_end).encode(encoding))


class TestTheExample:
    def test_loads_as_it_was_written(self, folder):
        plan = parse_plan(read_folder(folder))
        assert plan.partnership.name == "Brackenshire Partnership (an invented example)"
        assert len(plan.measures) == 7
        assert plan.fund("F-URGENT-26").budget == Decimal(2_400_000)
        assert plan.policies.requests.reminders == (-5, 0, 3)
        assert plan.boards[0].meetings[0] == date(2026, 9, 17)

    def test_has_every_file_of_a_plan(self):
        assert set(EXAMPLE) == set(FILE_NAMES)

    def test_says_that_it_is_invented(self):
        plan = parse_plan(EXAMPLE)
        assert "does not exist" in plan.partnership.data_note
        assert all("nvented" in target.reason for target in plan.targets)

    def test_tables_open_in_excel_with_their_pound_signs(self, folder):
        assert (folder / "funds.csv").read_bytes().startswith(codecs.BOM_UTF8)

    def test_never_overwrites_what_is_there(self, folder):
        (folder / "people.yaml").write_text("mine\n", encoding="utf-8")
        (folder / "boards.yaml").unlink()
        with pytest.raises(LspError, match=r"already has .*people\.yaml"):
            write_example(folder)
        assert (folder / "people.yaml").read_text(encoding="utf-8") == "mine\n"
        assert not (folder / "boards.yaml").exists()

    def test_cannot_be_written_where_a_file_stands(self, tmp_path):
        (tmp_path / "plan").write_text("", encoding="utf-8")
        with pytest.raises(LspError, match="cannot be written"):
            write_example(tmp_path / "plan")


class TestHowFilesAreSaved:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
    def test_the_encoding_and_the_line_ends_change_nothing(self, folder, encoding, line_end):
        for name in FILE_NAMES:
            save_as(folder, name, encoding, line_end=line_end)
        assert plan_digest(read_folder(folder)) == plan_digest(EXAMPLE)

    @pytest.mark.parametrize("separator", [";", "\t"])
    def test_semicolons_and_tabs_part_cells_as_commas_do(self, folder, separator):
        save_as(folder, "funds.csv", "cp1252", separator)
        assert parse_plan(read_folder(folder)).funds == parse_plan(EXAMPLE).funds

    def test_text_that_begins_like_utf_16_only_by_chance_is_not_taken_for_it(self):
        assert decoded("Ærøskøbing".encode("cp1252")) == "Ærøskøbing"

    def test_a_workbook_renamed_to_csv_is_told_how_to_be_saved(self, folder):
        (folder / "funds.csv").write_bytes(b"PK\x03\x04" + bytes(100))
        with pytest.raises(PlanError) as caught:
            read_folder(folder)
        assert caught.value.mistakes == (
            "funds.csv:1:1: the file is not text; in Excel, save it as 'CSV UTF-8 (Comma delimited)'",
        )

    def test_headings_may_be_written_as_people_write_them(self):
        headed = EXAMPLE["funds.csv"].replace("code,name,partner", "Code, Name ,PARTNER", 1)
        assert parse_plan({**EXAMPLE, "funds.csv": headed}).funds == parse_plan(EXAMPLE).funds

    def test_blank_rows_and_empty_columns_that_excel_leaves_behind_are_nothing(self):
        trailing = "".join(f"{line},,\n" for line in EXAMPLE["indicators.csv"].splitlines()) + ",,,,\n\n"
        assert parse_plan({**EXAMPLE, "indicators.csv": trailing}).indicators == parse_plan(EXAMPLE).indicators

    def test_periods_come_out_as_the_codes_they_are_looked_up_by(self):
        files = dict(EXAMPLE)
        files["targets.csv"] = files["targets.csv"].replace("BURG,target,2026-27", "BURG,target,2026/2027")
        files["history.csv"] = files["history.csv"].replace("BURG,2024-25 Q3", "BURG,Q3 2024/25")
        files["funds.csv"] = files["funds.csv"].replace("grant,2026-27", "grant,2026/27")
        assert parse_plan(files) == parse_plan(EXAMPLE)


class TestTheDigest:
    def test_does_not_depend_on_the_order_of_the_files(self):
        assert plan_digest(dict(reversed(EXAMPLE.items()))) == plan_digest(EXAMPLE)

    def test_changes_with_any_text(self):
        assert plan_digest({**EXAMPLE, "themes.yaml": EXAMPLE["themes.yaml"] + "\n"}) != plan_digest(EXAMPLE)

    def test_tells_names_from_texts(self):
        assert plan_digest({"a": "bc"}) != plan_digest({"ab": "c"})


class TestTheFolder:
    def test_that_is_not_there_is_answered_with_how_to_begin(self, tmp_path):
        with pytest.raises(PlanError, match="lsp init"):
            read_folder(tmp_path / "nowhere")

    def test_without_a_required_file_says_what_the_file_is_for(self, folder):
        (folder / "themes.yaml").unlink()
        with pytest.raises(PlanError) as caught:
            read_folder(folder)
        assert caught.value.mistakes == (
            "themes.yaml:1:1: the file is missing; it declares the headings that outcomes are grouped under",
        )

    @pytest.mark.parametrize(("right", "wrong"), [("targets.csv", "target.csv"), ("people.yaml", "people.yml")])
    def test_with_a_misspelt_file_is_not_read_without_it_in_silence(self, folder, right, wrong):
        (folder / right).rename(folder / wrong)
        with pytest.raises(PlanError) as caught:
            read_folder(folder)
        assert caught.value.mistakes == (f"{wrong}:1:1: this is not a file of the plan; did you mean {right}?",)

    def test_may_leave_out_the_four_optional_files_and_hold_others(self, folder):
        for name in ("targets.csv", "funds.csv", "risks.csv", "history.csv"):
            (folder / name).unlink()
        (folder / "minutes.docx").write_bytes(b"anything")
        assert parse_plan(read_folder(folder)).history == ()

    def test_with_a_file_of_more_than_five_megabytes_is_refused(self, folder):
        (folder / "history.csv").write_bytes(b"x" * 5_000_001)
        with pytest.raises(PlanError) as caught:
            read_folder(folder)
        assert caught.value.mistakes == (
            "history.csv:1:1: the file is larger than 5 MB; a plan's files are far smaller",
        )


class TestTables:
    def test_a_row_after_a_cell_of_several_lines_keeps_its_true_line(self):
        spread = EXAMPLE["funds.csv"].replace("Invented for the example.", '"Invented\nfor the\nexample."', 1)
        spread = spread.replace("F-SCHOOL-26,Healthy weight in primary schools,COUNCIL", "F-SCHOOL-26,Weight,COUNCL")
        (mistake,) = mistakes_in({**EXAMPLE, "funds.csv": spread})
        assert mistake.startswith("funds.csv:6:3: partner 'COUNCL'")

    def test_a_comma_that_splits_a_cell_is_told_where_the_row_grew(self):
        split = EXAMPLE["history.csv"].replace("Invented for", "Invented, for", 1)
        (mistake,) = mistakes_in({**EXAMPLE, "history.csv": split})
        assert mistake.startswith("history.csv:2:7: 'for the example.' stands under no heading")

    def test_a_quote_that_is_not_closed_is_told_where_its_row_begins(self):
        opened = EXAMPLE["history.csv"].replace("Invented for", '"Invented for', 1)
        (mistake,) = mistakes_in({**EXAMPLE, "history.csv": opened})
        assert mistake.startswith("history.csv:2:1: the row beginning here cannot be split into cells")

    def test_a_column_that_is_missing_is_told_once_and_not_for_every_row(self):
        without = "\n".join(line.rpartition(",")[0] for line in EXAMPLE["indicators.csv"].splitlines())
        assert mistakes_in({**EXAMPLE, "indicators.csv": without}) == (
            "indicators.csv:1:1: the column outcome is missing; add it: The outcome it shows progress on.",
        )

    def test_a_column_that_is_there_twice_is_told(self):
        twice = "\n".join(f"{line},{line.split(',')[0]}" for line in EXAMPLE["indicators.csv"].splitlines())
        assert mistakes_in({**EXAMPLE, "indicators.csv": twice}) == (
            "indicators.csv:1:4: the column code is there twice; keep this one or column 1",
        )

    def test_an_empty_table_is_told_its_first_line(self):
        (mistake, *_) = mistakes_in({**EXAMPLE, "indicators.csv": "\n\n"})
        assert mistake == "indicators.csv:1:1: the table has no headings; begin with the line code,title,outcome"

    def test_a_formula_is_text_like_any_other(self):
        formula = EXAMPLE["themes.yaml"].replace("Safer communities", '=HYPERLINK("http://example.org")')
        assert parse_plan({**EXAMPLE, "themes.yaml": formula}).themes[0].name == '=HYPERLINK("http://example.org")'
        row = EXAMPLE["indicators.csv"].replace("Residential burglary", "=1+1")
        assert parse_plan({**EXAMPLE, "indicators.csv": row}).indicators[0].title == "=1+1"


SYNTAX = [
    ("\tname: Safer", "themes.yaml:2:1: a tab is used to indent; use spaces"),
    ("  name: Safer: we hope", "themes.yaml:2:14: there is a second ': ' in this line"),
    ("  name: 'Safer", "themes.yaml:2:9: a quote is opened here and never closed"),
    ("  name: [Safer", "themes.yaml:2:9: a bracket is opened here and its list goes wrong"),
    ("  name: @safer", "themes.yaml:2:9: a value cannot begin with this character; put the value in quotes"),
    ("  name: *safer", "themes.yaml:2:9: a value cannot begin with *"),
    ("  name: !safer x", "themes.yaml:2:9: a value cannot begin with !"),
    ('  name: "C:\\q"', "themes.yaml:2:13: a backslash stands in double quotes; use single quotes"),
    (" name: Safer", "themes.yaml:2:2: this line is not lined up with those above it"),
    ("  name: Safer\n---\n- code: X", "themes.yaml:3:1: --- begins a second document here"),
    ("  [a, b]: Safer", "themes.yaml:2:3: a field's name should be a word"),
    ("  name: Safer\n- Healthier", "themes.yaml:3:3: this entry should be fields, each `name: value`"),
    ("  name: Sa\x00fer", "themes.yaml:2:11: there is an invisible control character here"),
]  # fmt: skip


class TestYaml:
    @pytest.mark.parametrize(("second_line", "told"), SYNTAX)
    def test_a_slip_of_the_pen_is_told_in_our_words_at_its_place(self, second_line, told):
        text = f"- code: SAFER\n{second_line}\n"
        assert any(mistake.startswith(told) for mistake in mistakes_in({**EXAMPLE, "themes.yaml": text}))

    @pytest.mark.parametrize(
        ("name", "text", "told"),
        [
            ("themes.yaml", "code: SAFER\n", "themes.yaml:1:1: this file should be a list"),
            ("themes.yaml", "SAFER\n", "themes.yaml:1:1: this file should be a list"),
            ("partnership.yaml", "- name: X\n", "partnership.yaml:1:1: this file should be fields"),
        ],
    )
    def test_a_list_where_fields_should_be_is_told(self, name, text, told):
        (mistake,) = mistakes_in({**EXAMPLE, name: text})
        assert mistake.startswith(told)

    def test_words_stay_words(self):
        themes = "- code: SAFER\n  name: no\n- code: HEALTH\n  name: 12:30\n- code: FAIRER\n  name: 2026-04-01\n"
        plan = parse_plan({**EXAMPLE, "themes.yaml": themes})
        assert [theme.name for theme in plan.themes] == ["no", "12:30", "2026-04-01"]

    def test_never_says_that_nobody_is_told_and_blank_takes_the_usual(self):
        never = EXAMPLE["policies.yaml"].replace("escalate: 5", "escalate: never")
        blank = EXAMPLE["policies.yaml"].replace("escalate: 5", "escalate:")
        assert parse_plan({**EXAMPLE, "policies.yaml": never}).policies.requests.escalate is None
        assert parse_plan({**EXAMPLE, "policies.yaml": blank}).policies.requests.escalate == 5

    def test_an_outcome_may_have_no_challenger_but_must_have_an_owner(self):
        nobody = EXAMPLE["outcomes.yaml"].replace("challenger: grace-hall", "challenger: none")
        assert parse_plan({**EXAMPLE, "outcomes.yaml": nobody}).outcomes[0].challenger is None
        unowned = EXAMPLE["outcomes.yaml"].replace("owner: tom-akers", "owner: none")
        (mistake,) = mistakes_in({**EXAMPLE, "outcomes.yaml": unowned})
        assert mistake.startswith("outcomes.yaml:10:10: owner 'none' is not a person")

    @pytest.mark.parametrize(
        "bomb",
        [
            "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + "".join(
                f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
            ),
            "- &a [*a]\n",
            "[" * 100_000,
            "- x\n" * 600_000,
        ],
        ids=["nine to the ninth", "a list in itself", "brackets without end", "too long"],
    )
    def test_a_file_that_unfolds_without_end_is_refused_soon(self, bomb):
        started = time.monotonic()
        mistakes = mistakes_in({**EXAMPLE, "themes.yaml": bomb})
        assert mistakes[0].startswith(("themes.yaml:1:1: the file ", "themes.yaml:1:13: lists stand within lists"))
        assert time.monotonic() - started < 10


class TestWhatPeopleType:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("1204", "1204"), ("1,204", "1204"), ("£1,204.50", "1204.50"), ("£ 7", "7"), ("-5", "-5"), ("−0.5", "-0.5"),
            ("12,345,678", "12345678"), ("0", "0"),
        ],
    )  # fmt: skip
    def test_numbers(self, typed, read):
        assert values.number(typed) == Decimal(read)

    @pytest.mark.parametrize(
        "typed", ["12 %", "1,20", "12,04,5", "1 204", "1e3", "NaN", "Infinity", "", "5 people", "0x10", "٣", "9" * 400]
    )
    def test_what_could_be_misread_is_not_a_number(self, typed):
        with pytest.raises(values.Unreadable, match="is not a number"):
            values.number(typed)

    @pytest.mark.parametrize(
        "typed", ["2026-04-01", "1 April 2026", "1 apr 2026", "01/04/2026", "1/4/2026", "1st April, 2026", "2026-4-1"]
    )
    def test_dates_have_the_day_before_the_month(self, typed):
        assert values.day(typed) == date(2026, 4, 1)

    @pytest.mark.parametrize("typed", ["04/13/2026", "30 February 2026", "1/4/26", "April 2026", "1 Aprl 2026", ""])
    def test_what_is_no_date_is_not_guessed_at(self, typed):
        with pytest.raises(values.Unreadable):
            values.day(typed)

    @pytest.mark.parametrize(
        ("typed", "read"), [("yes", True), ("Yes", True), ("TRUE", True), ("n", False), ("no", False)]
    )
    def test_yes_and_no(self, typed, read):
        assert values.yes_or_no(typed) is read

    @pytest.mark.parametrize("typed", ["higher is better", "Higher is Better", "higher_is_better", "higher-is-better"])
    def test_words_from_a_list_forgive_how_they_are_written(self, typed):
        assert values.one_of(Polarity)(typed) is Polarity.HIGHER_IS_BETTER

    def test_a_year_of_no_kind_is_asked_about_and_never_assumed(self):
        with pytest.raises(values.Unreadable) as caught:
            values.one_of(Frequency)("yearly")
        assert caught.value.right == "did you mean 'financial year'?"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.sampled_from(FILE_NAMES))
def test_any_text_at_all_is_read_or_refused_with_a_place(text, name):
    refused = refusal_of({**EXAMPLE, name: text})
    assert all(mistake.split(":")[0] in FILE_NAMES and "; " in mistake for mistake in refused)


def refusal_of(files: dict[str, str]) -> tuple[str, ...]:
    """The mistakes in a plan that may have none."""
    try:
        parse_plan(files)
    except PlanError as refused:
        return refused.mistakes
    return ()


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_text_or_are_not(content):
    try:
        assert "\r" not in decoded(content)
    except UnicodeError:
        assert content
