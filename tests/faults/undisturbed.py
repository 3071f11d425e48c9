"""The quarter when nobody dies and nobody gets in the way: what every other way of living it is held against."""

import pickle
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from tests.faults.diary import ACTS, Place, write_letters
from tests.faults.processes import live_on, run, what_went_wrong
from tests.faults.states import State, state_of


@dataclass(frozen=True)
class Undisturbed:
    """One whole quarter on SQLite, with a copy of the place before each act and its state after each."""

    root: Path
    """Where letters lie; other places can be made beside them."""
    moments: tuple[tuple[str, ...], ...]
    """For each act the moments at which a process might die."""

    def before(self, act: int) -> Path:
        """A copy of the place as it was when an act began."""
        return self.root / f"before-{act}"

    def after(self, act: int) -> State:
        """What there was when an act had been done."""
        state: State = pickle.loads(_after(self.root, act).read_bytes())
        return state


def live_undisturbed(root: Path) -> Undisturbed:
    """Live the quarter, each act in a process of its own."""
    write_letters(root / "letters")
    place = Place(f"sqlite:///{root}/undisturbed/lsp.sqlite", root / "undisturbed")
    place.folder.mkdir()
    moments = []
    for number, act in enumerate(ACTS):
        copytree(place.folder, root / f"before-{number}")
        assert run(live_on, place, (act,)) == 0, what_went_wrong(place)
        moments.append(_moments(place))
        _after(root, number).write_bytes(pickle.dumps(state_of(place)))
    return Undisturbed(root, tuple(moments))


def _after(root: Path, act: int) -> Path:
    return root / f"after-{act}"


def _moments(place: Place) -> tuple[str, ...]:
    """Those of the act that has just been done."""
    file = place.folder / "moments"
    names = tuple(file.read_text().splitlines()) if file.exists() else ()
    file.unlink(missing_ok=True)
    return names
