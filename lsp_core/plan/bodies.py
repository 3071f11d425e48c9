"""The partnership, its partners, people, themes, outcomes and boards: what the YAML files declare.

Every description is printed in `docs/plan.md`, so it is written for a coordinator.
"""

from datetime import date
from enum import StrEnum

from pydantic import EmailStr, Field

from lsp_core.forms import SENT_UNLESS_SAID, PackForm
from lsp_core.plan.declaration import Code, Declaration


class Nation(StrEnum):
    """Whose bank holidays the partnership keeps."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern ireland"


class Layer(StrEnum):
    """Which of the three layers of governance a board belongs to."""

    STRATEGIC = "strategic"
    EXECUTIVE = "executive"
    OPERATIONAL = "operational"


class Partnership(Declaration):
    """The partnership itself."""

    name: str = Field(min_length=1, description="The partnership's name, as it heads every pack and e-mail.")
    code: Code = Field(description="A short code used in references and file names.")
    nation: Nation = Field(description="england, wales, scotland or northern ireland: whose bank holidays are kept.")
    coordinator: Code = Field(description="The person (from people.yaml) who runs the cycle and signs the e-mails.")
    reply_to: EmailStr = Field(description="The address that partners' replies go to.")
    time_zone: str = Field(default="Europe/London", description="The time zone its days are counted in.")
    about: str = Field(default="", description="A sentence or two for the front of the pack.")
    data_note: str = Field(default="", description="Printed in every pack: where figures come from, what is invented.")


class Partner(Declaration):
    """A body that takes part."""

    code: Code = Field(description="A short code used in references and file names.")
    name: str = Field(min_length=1, description="The partner's name.")
    kind: str = Field(default="", description="What it is: council, police, NHS trust, fire and rescue, charity.")
    contact: Code = Field(description="The person who sends its figures.")
    senior: Code | None = Field(default=None, description="The person told when its figures stay late.")


class Cover(Declaration):
    """Who is written to while somebody is away."""

    by: Code = Field(description="The person (from people.yaml) who is asked and reminded instead.")
    first_day: date = Field(description="The first day away.")
    last_day: date = Field(description="The last day away.")


class Person(Declaration):
    """Somebody the partnership writes to."""

    code: Code = Field(description="A short code used elsewhere in the plan.")
    name: str = Field(min_length=1, description="Their name, as it is printed.")
    role: str = Field(min_length=1, description="Their post. Packs name the post beside the person.")
    partner: Code | None = Field(default=None, description="The partner they work for, if it is one of the partners.")
    email: EmailStr = Field(description="Where messages to them go.")
    targets: dict[str, str] = Field(
        default_factory=dict,
        description="Other Apprise addresses by tag (requests, reminders, off-track, packs, all), such as "
        "`off-track: msteams://...`. `{secret:NAME}` stands for the setting LSP_SECRET_NAME, kept out of this file.",
    )
    covers: tuple[Cover, ...] = Field(
        default=(), description="When they are away, and who is asked and reminded meanwhile."
    )


class Theme(Declaration):
    """A group of outcomes."""

    code: Code = Field(description="A short code.")
    name: str = Field(min_length=1, description="The theme's name.")


class Outcome(Declaration):
    """Something the partners want to be true, and who answers for it."""

    code: Code = Field(description="A short code.")
    name: str = Field(min_length=1, description="The outcome in words.")
    theme: Code = Field(description="The theme it belongs to.")
    owner: Code = Field(description="The person who answers for it.")
    why: str = Field(default="", description="Why it matters, in a sentence a resident would understand.")
    weight: int = Field(
        ge=1, le=5, description="How much it would matter to miss it, 1 to 5: the impact of the risk that it is missed."
    )
    challenger: Code | None = Field(default=None, description="The person who asks the questions; not the owner.")


class Board(Declaration):
    """A meeting that gets packs."""

    code: Code = Field(description="A short code.")
    name: str = Field(min_length=1, description="The board's name.")
    layer: Layer = Field(description="strategic, executive or operational.")
    chair: Code = Field(description="The person who chairs it, and may sign its packs off.")
    clerk: Code | None = Field(default=None, description="The person who sends the papers out.")
    themes: tuple[Code, ...] = Field(default=(), description="The themes it looks at; leave out for all of them.")
    meetings: tuple[date, ...] = Field(default=(), description="The dates it meets.")
    papers_clear_days: int = Field(
        default=5, ge=0, le=20, description="Clear working days between the papers going out and the meeting."
    )
    members: tuple[Code, ...] = Field(default=(), description="The people its packs are sent to.")
    forms: tuple[PackForm, ...] = Field(
        default=SENT_UNLESS_SAID,
        min_length=1,
        description="The forms of its packs that are attached to e-mails, in this order: `pdf`, `html`, `word`, "
        "`workbook`, `csv`, `series`, `dictionary`. All of them are made and kept, whatever is sent.",
    )
