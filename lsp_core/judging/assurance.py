"""Whether a process, left as it is, can be relied on to meet its target: the target beside the limits of its variation.

After NHS England's "Making Data Count": a target beyond the limits on the wrong side is missed whatever the next figure
is, one beyond them on the right side is met, and one between them (an edge included) is hit or miss. It says nothing
about the latest figure against the target, which is the status, and never takes that status's place.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Assurance(StrEnum):
    """What the limits say about the target."""

    NOT_SAID = "cannot be said"
    """No target, no limits, or no side of the target is better."""
    PASSES = "consistently meets the target"
    HIT_OR_MISS = "hit or miss"
    FAILS = "consistently misses the target"


ASSURANCES = tuple(Assurance)
"""What the codes given by `assurance_codes` stand for, in order."""


def assurance_codes(
    targets: NDArray[np.float64], lower: NDArray[np.float64], upper: NDArray[np.float64], better: NDArray[np.int8]
) -> NDArray[np.int8]:
    """Places in `ASSURANCES`, elementwise. `better` is 1 where higher is better, -1 where lower is, 0 where neither."""
    beyond = (targets > upper).astype(np.int8) - (targets < lower).astype(np.int8)
    can_be_said = (better != 0) & ~np.isnan(targets) & ~np.isnan(lower) & ~np.isnan(upper)
    codes = ASSURANCES.index(Assurance.HIT_OR_MISS) + beyond * better
    return np.where(can_be_said, codes, ASSURANCES.index(Assurance.NOT_SAID)).astype(np.int8)
