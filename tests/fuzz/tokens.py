"""What people type into a box for a number, with what it must be read as, said here without asking the reader."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

BLANK, DOUBT, NOT_AVAILABLE, WITHDRAWN = "blank", "doubt", "not available", "withdrawn"


@dataclass(frozen=True)
class Token:
    """One box as it is typed."""

    typed: str | int | float
    meaning: Decimal | str
    """The number it must be read as if it is read as any, or one of the words above."""
    sure: bool = True
    """Whether it must be read as a number in every form of file; a comma may be asked about where it may be decimal."""
    look: str = ""
    """`percent`, `scaled` to thousands or `masked` by words, when a workbook shows it otherwise than it is held."""
    number_format: str = "General"

    def seen_without(self, *looks: str) -> "Token":
        """The same box in a form of file that has no such look: it shows the number that it holds."""
        if self.look not in looks:
            return self
        number = exactly(float(self.typed))
        return Token(self.typed, number, sure=not _may_be_thousands(number))


def exactly(number: float) -> Decimal:
    """A number to the digits that a spreadsheet shows."""
    return Decimal(f"{number:.15g}")


DOUBTFUL = (
    *("<5", "< 5", ">95", "*", "[c]", "c", "suppressed", "fewer than 10", "c. 40", "~40", "approx 40", "40ish"),
    *("<3", "less than 5", "(c)", "not available until spring", "n/a until 31 June 2023"),
    *("TBC", "tbc", "to follow", "awaiting audit", "?", "-", "..", ":", "none", "unknown", "x", "[z]"),
    *("(12)", "£(12)", "12-", "1,5", "1.204,5", "1,20,400", "1'204", "1 2 3", "12,50", "1.2k", "3m", "2 million"),
    *("1E+05", "40-45", "40 to 45", "1-Feb", "01/02/2023", "2023-02-01", "Feb-23", "#REF!", "#DIV/0!", "Err:502"),
    *("TRUE", "=1+1", "+", "£", "%", "lots", "see note", "12 of 30", "½", "١٢", "１２", "12²", "1204*", "0x1F", "NaN"),
    *(
        "inf",
        "-inf",
        "1_000",
        "--5",
        "1.2.3",
        "9" * 40,
        "0." + "3" * 60,
        "1e999",
        "€5",
        "5 kg",
        "\U0001f4ca",
        "a" * 500,
    ),
)
PLAIN = ("General", "0", "#,##0.00", "@", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-')
PERCENT = ("0%", "0.0%", "#,##0.00 %")
SCALED = ("#,##0,", '0.0"m"', "0\\k", '0 "thousand"')
MASKED = (";;;", '"n/a"', '"see note"')
NO_FIGURE = (
    *("n/a", "N/A", "not available", "no data", "Not collected", "no longer collected", "Discontinued"),
    *("not available until 25 October 2023", "n/a until 01/11/2023", "Not yet available until Wed 1st Nov 2023"),
)
TAKEN_BACK = ("withdrawn", "Please withdraw", "w/d")
NOUGHT = ("nil", "Nil", "zero", "0", "0.0", "-0")


def _may_be_thousands(number: Decimal) -> bool:
    """Whether a point before three digits may group thousands, where commas may be decimal."""
    return len(f"{number:f}".partition(".")[2]) == 3


def any_token(random: Random, unit: str) -> Token:
    """Something typed into a box whose row asks for a unit."""
    choice = random.random()
    if choice < 0.08:
        return Token(random.choice(("", " ", "\u00a0")), BLANK)
    if choice < 0.14:
        return Token(random.choice(NO_FIGURE), NOT_AVAILABLE)
    if choice < 0.16:
        return Token(random.choice(TAKEN_BACK), WITHDRAWN)
    if choice < 0.22:
        return Token(random.choice(NOUGHT), Decimal(0))
    if choice < 0.50:
        return Token(random.choice(DOUBTFUL), DOUBT)
    return _number(random, unit)


def _number(random: Random, unit: str) -> Token:
    digits = random.choice((1, 2, 3, 4, 5, 7))
    number = Decimal(random.randrange(10**digits)).scaleb(-random.choice((0, 0, 1, 2)))
    number = -number if random.random() < 0.1 else number
    if random.random() < 0.4:
        return _as_number(random, number, unit)
    return _as_text(random, number, unit)


def _as_number(random: Random, number: Decimal, unit: str) -> Token:
    """A cell that holds a number. In CSV it is what the program writes for it: the number itself."""
    if unit == "%" and random.random() < 0.4:
        return Token(float(number / 100), number, True, "percent", random.choice(PERCENT))
    if random.random() < 0.1:
        look = random.choice(("scaled", "masked"))
        return Token(float(number), DOUBT, True, look, random.choice(SCALED if look == "scaled" else MASKED))
    return Token(float(number), number, True, "", random.choice(PLAIN))


def _as_text(random: Random, number: Decimal, unit: str) -> Token:
    plain = f"{number:f}"
    sure = not _may_be_thousands(number)
    match random.randrange(9):
        case 0:
            return Token(f"{number:,}", number, sure="," not in f"{number:,}")
        case 1:
            gap = random.choice((" ", "\u00a0", "\u202f"))
            return Token(f"{number:,}".replace(",", gap), number)
        case 2:
            return Token(f"{plain}%", number if unit == "%" else DOUBT, sure=sure and unit == "%")
        case 3:
            return Token(f"£{plain}", DOUBT)
        case 4:
            return Token(f"{plain} ({random.choice('pPrf')})", number, sure)
        case 5:
            return Token(f"  {plain} \u200b", number, sure)
        case 6:
            return Token(plain.replace("-", random.choice("\u2212\u2013-")), number, sure)
        case 7:
            return Token(f"{plain} {unit}", number, sure)
        case _:
            return Token(plain, number, sure)
