"""What the demonstration's owners and boards say, kept through the steps that the commands use too."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lsp_core.challenge.meetings import Answered
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.steps.acting import Promise, add_action, move_action
from lsp_core.steps.commenting import Words, comment
from lsp_core.steps.minuting import record_answer, record_decision
from lsp_core.store.database import Database

SAID = Path(__file__).parent / "conversation.yaml"
BOARD = "STRATEGIC"


def owners_comment(database: Database, plan: Plan, quarter: Quarter, now: datetime) -> list[str]:
    """What the owners of off-track outcomes reply before the packs are signed."""
    did: list[str] = []
    for said in _said(quarter, "commentary"):
        words = Words(said["why"], said["doing"], said["when"], said["effect"])
        owner = plan.outcome(said["outcome"]).owner
        did += comment(database, quarter, said["outcome"], owner, words, now).did
    return did


def the_board_meets(database: Database, plan: Plan, quarter: Quarter, now: datetime) -> list[str]:
    """What is written down of the meeting: answers, decisions, and what was promised and kept."""
    chair = plan.board(BOARD).chair
    did: list[str] = []
    for answer in _said(quarter, "answers"):
        ended = Answered(answer["ended"])
        did += record_answer(
            database, quarter, BOARD, answer["question"], ended, chair, now,
            words=answer["words"], promised_for=answer.get("promised_for"),
        ).did  # fmt: skip
    for decided in _said(quarter, "decisions"):
        did += record_decision(
            database, quarter, BOARD, decided["text"], chair, now,
            outcome=decided["outcome"], owner=decided["owner"], due=decided["due"],
        ).did  # fmt: skip
    for moved in _said(quarter, "moves"):
        did += move_action(
            database, moved["action"], moved["move"], moved["by"], now, moved["words"], moved.get("to")
        ).did
    for promised in _said(quarter, "actions"):
        did += add_action(database, _promise(quarter, promised), plan.partnership.coordinator, now).did
    return did


def _promise(quarter: Quarter, said: Mapping[str, Any]) -> Promise:
    return Promise(
        quarter=quarter,
        outcome=said["outcome"],
        title=said["title"],
        owner=said["owner"],
        due=said["due"],
        board=BOARD,
        effect=said.get("effect", ""),
        measure=said.get("measure", ""),
        wanted=Decimal(said["wanted"]) if "wanted" in said else None,
    )


def _said(quarter: Quarter, kind: str) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = _all().get(quarter.code, {}).get(kind, [])
    return said


@cache
def _all() -> dict[str, dict[str, list[dict[str, Any]]]]:
    held: dict[str, dict[str, list[dict[str, Any]]]] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return held
