"""The command for a board about to choose a rule: what would each policy call this quarter's measures?"""

from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.words import Group, quarter_argument, tell, the_database, the_quarter

if TYPE_CHECKING:
    from lsp_core.judging.trying_policies import Tried
    from lsp_core.steps.comparing_policies import PoliciesCompared

NOW = "As the plan has it"
KEPT = "keep their own"
CHANGES = "change"
GAP = 2


@click.group(cls=Group)
def policy() -> None:
    """See what different rules for status would say."""


@policy.command()
@quarter_argument
def compare(quarter: tuple[str, ...]) -> None:
    """Count what each policy would call off track, and say what would change.

    The plan's own policies come first, then rules that councils and funders have published. Nothing is changed: to
    adopt a rule, write it in policies.yaml and load the plan.
    """
    from lsp_core.steps.comparing_policies import compare_policies

    found = compare_policies(the_database(), the_quarter(quarter), workplace.instant())
    if not found.comparison.now.calls:
        tell(f"No measure that could be judged is asked for in {found.quarter.label}.")
        return
    tell(f"{found.quarter.label}: what each policy would call {_measures(len(found.comparison.now.calls))}.")
    click.echo()
    for line in _table(found):
        click.echo(line)
    _changes(found)


def _table(found: "PoliciesCompared") -> list[str]:
    """One line to a policy: how many measures it calls what, how many keep their own, and how many would change."""
    from lsp_core.judging.trying_policies import Called

    now, every = found.comparison.now, [found.comparison.now, *_that_suit(found)]
    headings = [*map(str, Called), KEPT, CHANGES]
    width = max(len(_name(tried)) for tried in every) + GAP
    lines = [" " * width + "".join(f"{heading:>{len(heading) + GAP}}" for heading in headings)]
    for tried in every:
        counts = [*(tried.counts.get(called, 0) for called in Called), len(tried.kept), len(tried.changes_from(now))]
        cells = zip(headings, counts if tried is not now else counts[: len(Called)], strict=False)
        lines.append(f"{_name(tried):<{width}}" + "".join(f"{count:>{len(heading) + GAP}}" for heading, count in cells))
    return lines


def _changes(found: "PoliciesCompared") -> None:
    """Which measures each policy would call something else, together where they change alike."""
    from lsp_core.wording import listed

    for tried in _that_suit(found):
        alike: dict[tuple[str, str], list[str]] = {}
        for measure, was, would_be in tried.changes_from(found.comparison.now):
            alike.setdefault((was, would_be), []).append(measure)
        if alike:
            click.echo()
            tell(f"{_name(tried)} would change:")
        for (before, after), measures in alike.items():
            tell(f"from {before} to {after}: {listed(measures)}", indent=2)
    suit_none = [_name(tried) for tried in found.comparison.tried if len(tried.kept) == len(tried.calls)]
    if suit_none:
        click.echo()
        tell(f"No measure asked for is of the kind that this is for: {listed(suit_none)}.")


def _that_suit(found: "PoliciesCompared") -> list["Tried"]:
    return [tried for tried in found.comparison.tried if len(tried.kept) < len(tried.calls)]


def _name(tried: "Tried") -> str:
    from lsp_core.judging.published.councils import PUBLISHED

    if tried.policy is None:
        return NOW
    source = next((one.source for one in PUBLISHED if one.policy == tried.policy), "")
    return source.split(",")[0] if source else f"{tried.policy.name} ({tried.policy.code})"


def _measures(count: int) -> str:
    from lsp_core.wording import count_of

    return f"the {count_of(count, 'measure')} asked for"
