"""Rules for status that councils and funders have published, as policies a partnership can adopt.

What a source does not say is filled in and said to be: a rule printed without its tolerance cannot be tried. Copy one
into `policies.yaml` under a code of your own; `lsp policy compare` shows what each would call this quarter's measures.
"""

from dataclasses import dataclass
from decimal import Decimal

from lsp_core.plan.model import PolicyKind, StatusPolicy

TRAFFIC_LIGHTS = ("green", "amber", "red")


@dataclass(frozen=True)
class PublishedPolicy:
    """A rule somebody published, and what in it is ours."""

    source: str
    policy: StatusPolicy
    filled_in: str = ""
    """What the source leaves open and we had to choose; empty when it leaves nothing."""


HAVERING = PublishedPolicy(
    "London Borough of Havering, 2013 to 2015",
    StatusPolicy(
        code="havering",
        name="within 10% of target, or no worse than last year",
        kind=PolicyKind.LAST_YEAR,
        tolerance=Decimal(10),
        words=TRAFFIC_LIGHTS,
    ),
    "Without a figure for last year, more than 10% off is red.",
)
REIGATE = PublishedPolicy(
    "Reigate and Banstead Borough Council",
    StatusPolicy(
        code="reigate",
        name="within the tolerance agreed with the target",
        kind=PolicyKind.AGREED_TOLERANCE,
        words=TRAFFIC_LIGHTS,
    ),
    "Where no tolerance was agreed there is none.",
)
MEDWAY = PublishedPolicy(
    "Medway Council, 2010",
    StatusPolicy(
        code="medway",
        name="on target, or forecast to be by the year's end",
        kind=PolicyKind.FORECAST,
        words=TRAFFIC_LIGHTS,
    ),
    "Medway judged whether the year end could be hit; here the forecast does.",
)
EAST_RIDING = PublishedPolicy(
    "East Riding of Yorkshire Council, in PerformancePlus",
    StatusPolicy(
        code="east-riding",
        name="within 5% either side of target",
        kind=PolicyKind.TWO_SIDED,
        tolerance=Decimal(5),
        words=("star", "circle", "triangle"),
    ),
    "The tolerance is not published; 5% is ours.",
)
SUSTAINABLE_DEVELOPMENT_COMMISSION = PublishedPolicy(
    "Sustainable Development Commission",
    StatusPolicy(
        code="sd-commission",
        name="progress from baseline to target, not known counted as none",
        kind=PolicyKind.PROGRESS,
        thresholds=(Decimal(100), Decimal(0)),
        unknown_is_off_track=True,
        words=TRAFFIC_LIGHTS,
    ),
    "How much is some progress is not published; any at all is ours.",
)
DEVELOPMENT_BANK = PublishedPolicy(
    "Inter-American Development Bank, results framework",
    StatusPolicy(
        code="idb",
        name="100% and 85% of target",
        kind=PolicyKind.RATIO,
        thresholds=(Decimal(100), Decimal(85)),
        words=TRAFFIC_LIGHTS,
    ),
)
NEIGHBOURHOOD_RENEWAL = PublishedPolicy(
    "Neighbourhood Renewal Fund, local strategic partnerships, 2005",
    StatusPolicy(
        code="nrf",
        name="four traffic lights",
        kind=PolicyKind.FOUR_STEPS,
        tolerance=Decimal(5),
        outer_tolerance=Decimal(10),
    ),
    "Partnerships judged their own light; 5% and 10% of the target are ours.",
)
NORTH_NORFOLK = PublishedPolicy(
    "North Norfolk District Council, benchmarking",
    StatusPolicy(
        code="north-norfolk",
        name="quarter of the comparators",
        kind=PolicyKind.QUARTILE,
        words=("green", "light green", "amber", "red"),
    ),
)
BROMSGROVE = PublishedPolicy(
    "Bromsgrove District Council, actions",
    StatusPolicy(
        code="bromsgrove",
        name="on date, or up to one month late",
        kind=PolicyKind.MONTHS_LATE,
        months_late=1,
        words=TRAFFIC_LIGHTS,
    ),
)
CONTEXT_ONLY = PublishedPolicy(
    "Measures shown for context",
    StatusPolicy(code="context", name="shown and not judged", kind=PolicyKind.CONTEXT),
)

PUBLISHED = (
    HAVERING,
    REIGATE,
    MEDWAY,
    EAST_RIDING,
    SUSTAINABLE_DEVELOPMENT_COMMISSION,
    DEVELOPMENT_BANK,
    NEIGHBOURHOOD_RENEWAL,
    NORTH_NORFOLK,
    BROMSGROVE,
    CONTEXT_ONLY,
)
