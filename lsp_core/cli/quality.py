"""The command for what each partner's data was like in a quarter."""

import click

from lsp_core import workplace
from lsp_core.cli.words import quarter_argument, tell, the_database, the_plan, the_quarter
from lsp_core.errors import LspError


@click.command()
@quarter_argument
@click.option("--partner", metavar="PARTNER", help="One partner only, by code or name.")
def quality(quarter: tuple[str, ...], partner: str | None) -> None:
    """Show each partner's data quality in a quarter, with counts.

    On time, complete, right first time, explained, and the six characteristics of good data. There is no total: it is
    for the partner to see first, in the answer to its return, and not for a league table.
    """
    from lsp_core.steps.quality import data_quality
    from lsp_core.wording import listed

    which, plan = the_quarter(quarter), the_plan()
    with the_database().reading() as session:
        found = data_quality(session, plan, which, workplace.instant())
    if not found:
        tell(f"Nobody has been asked for {which}. `lsp open {which}` asks.")
        return
    if partner is not None:
        wanted = partner.casefold()
        found = {code: one for code, one in found.items() if wanted in (code.casefold(), one.partner.casefold())}
        if not found:
            raise LspError(
                f"{partner!r} was not asked for {which}", f"The partners are {listed(p.code for p in plan.partners)}."
            )
    for one in found.values():
        tell(one.partner)
        for heading, text in one.lines():
            tell(f"{heading}: {text}", indent=2)
