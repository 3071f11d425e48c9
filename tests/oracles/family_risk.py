"""Risk scores and bands beside those printed in a register, card by card and added up.

The printed registers are made up, and good for arithmetic only. A register's own summary contradicts its cards; what is
held beside ours is the sum of the cards.
"""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lsp_core.plan.policies import RiskBand, RiskPolicy
from lsp_core.risks.model import Score
from tests.oracles.outcomes import Outcome, failed, settle

FILE = "risk_cases.json"

POLICY = RiskPolicy(
    bands=(
        RiskBand(name="Low", from_score=1),
        RiskBand(name="Medium", from_score=6),
        RiskBand(name="High", from_score=13),
        RiskBand(name="Critical", from_score=20),
    )
)
"""The bands the registers print: 1 to 5, 6 to 12, 13 to 19 and 20 to 25."""
STAGES = ("inherent", "residual")


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Hold one card, or the sum of a register's cards, beside the expected."""
    given = case["input"]
    if case["group"].startswith("score_"):
        return settle(case, lambda: _scored(Score(given["likelihood"], given["impact"])))
    if case["group"].startswith("register_consistency_"):
        return settle(case, lambda: _register(folder / given["table"]), case["expected"]["from_cards"])
    return failed(f"no rule is known for {case['group']}")


def _scored(score: Score) -> dict[str, Any]:
    return {"score": score.product, "band": POLICY.band(score.product)}


def _register(table: Path) -> dict[str, dict[str, int]]:
    """How many risks are in each band before and after controls, and their scores added up."""
    with table.open(encoding="utf-8", newline="") as file:
        cards = list(csv.DictReader(file))
    return {stage: _summary([_score(card, stage) for card in cards]) for stage in STAGES}


def _score(card: Mapping[str, str], stage: str) -> Score:
    return Score(int(card[f"{stage}_likelihood"]), int(card[f"{stage}_impact"]))


def _summary(scores: list[Score]) -> dict[str, int]:
    bands = Counter(POLICY.band(score.product) for score in scores)
    return {**bands, "total": sum(score.product for score in scores)}
