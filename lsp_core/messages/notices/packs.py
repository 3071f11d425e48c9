"""Handing a pack over: the draft to those who can sign it off, the published one to its board."""

from collections.abc import Sequence

from lsp_core.forms import FORM_FILES
from lsp_core.messages.keys import key
from lsp_core.messages.notices.notice import Attachment, Notice, NoticeKind
from lsp_core.messages.notices.plain_text import letter
from lsp_core.periods import Quarter
from lsp_core.plan.model import Board, Person, Plan
from lsp_core.requests.due import BoardDates, cycle_dates
from lsp_core.wording import day_with_weekday

_GOOD_FOR = {file.ending: file.good_for for file in FORM_FILES.values()}


def pack_notice(
    plan: Plan,
    board: Board,
    quarter: Quarter,
    person: Person,
    attachments: Sequence[Attachment],
    counts: str = "",
) -> Notice:
    """The published pack, to one of the board's `readers`. `counts` is the pack's own line of how many are on and off
    track."""
    reference = _reference(quarter, board)
    return Notice(
        key=key(f"pack {reference}", person.code),
        kind=NoticeKind.PACK,
        reference=reference,
        to=person.code,
        subject=pack_subject(plan, board, quarter),
        text=letter(
            "pack",
            plan,
            person.code,
            board=board,
            months=quarter.months_label,
            meets=_meets(plan, board, quarter),
            counts=counts,
            files=_files(attachments),
        ),
        attachments=tuple(attachments),
    )


def draft_pack_notice(
    plan: Plan, board: Board, quarter: Quarter, version: int, attachments: Sequence[Attachment], counts: str = ""
) -> Notice:
    """A draft to look over, to the coordinator, with what is left to do before it can go out."""
    coordinator = plan.partnership.coordinator
    reference = _reference(quarter, board)
    return Notice(
        key=key(f"draft pack {reference} version {version}", coordinator),
        kind=NoticeKind.PACK,
        reference=reference,
        to=coordinator,
        subject=f"Draft version {version} to sign off: {pack_title(plan, board, quarter)} [{reference}]",
        text=letter(
            "draft_pack",
            plan,
            coordinator,
            board=board,
            chair=plan.person(board.chair),
            quarter=quarter,
            version=version,
            meets=_meets(plan, board, quarter),
            papers=_papers(plan, board, quarter),
            counts=counts,
            files=_files(attachments),
        ),
        attachments=tuple(attachments),
    )


def readers(board: Board) -> list[str]:
    """Everyone a board's pack is sent to, each once: the members, the chair and the clerk."""
    return list(dict.fromkeys([*board.members, board.chair, *([board.clerk] if board.clerk else [])]))


def pack_subject(plan: Plan, board: Board, quarter: Quarter) -> str:
    """Which pack, for which meeting."""
    return f"Performance pack: {pack_title(plan, board, quarter)} [{_reference(quarter, board)}]"


def pack_title(plan: Plan, board: Board, quarter: Quarter) -> str:
    """For example `Anytown Strategic Board, Thursday 14 September 2023 (April to June 2023)`."""
    meets = _meets(plan, board, quarter)
    return f"{board.name}{', ' + meets if meets else ''} ({quarter.months_label})"


def _reference(quarter: Quarter, board: Board) -> str:
    return f"{quarter} {board.code}"


def _dates(plan: Plan, board: Board, quarter: Quarter) -> BoardDates | None:
    """The meeting the pack is for; None when the board has declared none that fits."""
    return next((dates for dates in cycle_dates(plan, quarter).boards if dates.board.code == board.code), None)


def _meets(plan: Plan, board: Board, quarter: Quarter) -> str:
    dates = _dates(plan, board, quarter)
    return day_with_weekday(dates.meets_on) if dates else ""


def _papers(plan: Plan, board: Board, quarter: Quarter) -> str:
    dates = _dates(plan, board, quarter)
    return day_with_weekday(dates.papers_go_out_on) if dates else ""


def _files(attachments: Sequence[Attachment]) -> list[str]:
    """Each file with what it is good for."""
    return [f"{one.name}{', ' + good_for if (good_for := _good_for(one)) else ''}" for one in attachments]


def _good_for(attachment: Attachment) -> str:
    """Of a file that is one of a pack's forms."""
    return next((said for ending, said in _GOOD_FOR.items() if attachment.name.endswith(ending)), "")
