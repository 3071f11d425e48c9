"""Why a command could not do what it was asked, in words: a reason, a remedy, and no traceback."""

import click

from lsp_core.cli.words import tell
from lsp_core.errors import LspError, PlanError


class Trouble(click.ClickException):
    """What stands in the way, and what to do about it. The command ends with 1."""

    def __init__(self, reason: str, remedy: str, mistakes: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.remedy = remedy
        self.mistakes = mistakes

    def show(self, file: object = None) -> None:
        """Print it where errors go, everything found first."""
        for mistake in self.mistakes:
            tell(mistake, err=True)
        tell(f"{self.message.rstrip('.')}.", err=True)
        tell(f"What to do: {self.remedy}", err=True)


def stopped() -> Trouble:
    """Somebody pressed Ctrl-C."""
    return Trouble("Stopped", "Nothing is half done. Run the same command again to carry on.")


def trouble(error: Exception) -> Trouble:
    """An error in words. What nobody foresaw is our mistake, and says so."""
    match error:
        case PlanError():
            return Trouble(error.reason, error.remedy, error.mistakes)
        case LspError():
            return Trouble(error.reason, error.remedy)
        case OSError(filename=str() as name, strerror=str() as why):
            return Trouble(
                f"{name} cannot be used: {why.lower()}",
                "Close it if another program has it open; check that its folder is there, that you may write in it and "
                "that the disk has room. Then run the same command again: nothing is half done.",
            )
        case _:
            return Trouble(
                f"Something went wrong that is our mistake, not yours ({type(error).__name__}: {error})",
                "Nothing is half done. Run the same command again as `lsp --debug ...`, and send what it prints to "
                "whoever looks after this program.",
            )
