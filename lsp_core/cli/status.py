"""The command that answers: what must I do today, and who has answered?"""

import click

from lsp_core import workplace


@click.command()
def status() -> None:
    """Show what there is to do today, and how each quarter and partner stands."""
    from lsp_core.steps.standing import QuarterStanding, standing
    from lsp_core.wording import count_of, day_with_weekday

    def show(quarter: QuarterStanding) -> None:
        click.echo(f"\n{quarter.cycle.quarter.label}: {quarter.cycle.status}")
        click.echo(f"  Figures due {day_with_weekday(quarter.dates.due_on)}")
        for board in quarter.dates.boards:
            papers = day_with_weekday(board.papers_go_out_on)
            click.echo(f"  {board.board.name} meets {day_with_weekday(board.meets_on)}, papers out by {papers}")
        width = max([len(p.request.partner.name) for p in quarter.partners], default=0)
        for p in quarter.partners:
            asked, owed = len(p.request.figures), len(p.owed.figures)
            trouble = f", {count_of(p.errors, 'error')}" if p.errors else ""
            trouble += f", {count_of(p.queries, 'query', 'queries')}" if p.queries else ""
            click.echo(
                f"  {p.request.partner.name:<{width}}  {p.word:<16}  {asked - owed} of {asked} figures in{trouble}"
            )

    now = standing(workplace.database(), workplace.instant())
    click.echo(f"{now.plan.partnership.name}, {day_with_weekday(now.today)}")
    click.echo("\nTo do today")
    for line in now.to_do() or ["Nothing."]:
        click.echo(f"  {line}")
    for quarter in now.quarters:
        show(quarter)
