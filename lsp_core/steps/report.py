"""What a step did, in words: printed by the command line, kept by Prefect as an artifact."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StepReport:
    """What one run of a step did. No sentences means there was nothing to do."""

    title: str
    did: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """What did not work and somebody should look at; the step itself finished."""

    @property
    def changed_anything(self) -> bool:
        """Whether the run did anything at all."""
        return bool(self.did or self.problems)

    def lines(self) -> list[str]:
        """Everything to say, a sentence a line."""
        return [*self.did, *self.problems] or ["Nothing to do."]

    def markdown(self) -> str:
        """The report as a page."""
        parts = [f"## {_plain(self.title)}", ""]
        parts += [f"* {_plain(sentence)}" for sentence in self.did] or ([] if self.problems else ["Nothing to do."])
        if self.problems:
            parts += ["", "### To look at", "", *(f"* {_plain(problem)}" for problem in self.problems)]
        return "\n".join(parts) + "\n"


def _plain(sentence: str) -> str:
    """File names and partners' words are data: they may not become markup."""
    return "".join("\\" + mark if mark in "\\`*_{}[]<>#|!" else mark for mark in " ".join(sentence.split()))
