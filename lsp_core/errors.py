"""Errors that somebody must act on: what is wrong, and what to do about it.

Trouble with submitted figures is not an error but a `lsp_core.findings.Finding`, because it belongs to the sender
and comes in lists. A mistake in the program is not an error either: let it crash.
"""


class LspError(Exception):
    """The root of everything we raise for a person to read: a reason and a remedy, no traceback."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.reason}. {self.remedy}"


class PeriodError(LspError):
    """Some text is not a period, or not the kind of period asked for."""


class PlanError(LspError):
    """The partnership's folder cannot be used as it is. Carries every mistake found."""

    def __init__(self, reason: str, remedy: str, mistakes: tuple[str, ...] = ()) -> None:
        super().__init__(reason, remedy)
        self.mistakes = mistakes


class CycleError(LspError):
    """The cycle's state does not allow what was asked."""


class ReturnRefusedError(LspError):
    """A file cannot be read as a return at all, so no figure in it was looked at. Carries the rule that says so and the
    place in the file where it was met, as far as they are known."""

    def __init__(self, reason: str, remedy: str, rule: str = "", where: str = "") -> None:
        super().__init__(reason, remedy)
        self.rule = rule
        self.where = where


class WhichQuarterError(ReturnRefusedError):
    """A return that could be for either of two quarters, so its sender is asked and no figure was taken."""


class ImportRefusedError(LspError):
    """A scorecard, or the mapping for one, cannot be used."""


class ChannelError(LspError):
    """A place where returns arrive cannot be reached."""


class StoreError(LspError):
    """The database cannot be reached, or is not ready to be used."""


class DeliveryError(LspError):
    """A message cannot be handed over."""


class PackError(LspError):
    """A pack cannot be made, or does not rebuild as it was published."""


class InstrumentError(LspError):
    """A review's questions, rules or settings cannot be used as they are. Carries every mistake found."""

    def __init__(self, reason: str, remedy: str, mistakes: tuple[str, ...] = ()) -> None:
        super().__init__(reason, remedy)
        self.mistakes = mistakes
