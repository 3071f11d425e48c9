"""The three scales answers are given on, and what depends on which one it is. A row of a table each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A few described positions in order, the lowest first."""

    positions: tuple[int, ...]
    names: tuple[str, ...]
    low_up_to: int
    """A claim at or below this is low: a finding of its own."""
    held_to: int
    """How far a claim still counts as evidenced while a contradiction of it is unexplained."""
    agree_from: float
    split_below: float
    """Where the consensus is agreement, and where two camps. An even split between neighbours scores 0.737 on four
    positions and 0.585 on three, so the cut-offs cannot be shared."""

    def position(self, typed: str) -> int | None:
        """The position that some text names, by its number or its name; None when it names none."""
        plain = typed.strip().casefold()
        for position, name in zip(self.positions, self.names, strict=True):
            if plain in (str(position), name.casefold()):
                return position
        return None

    def name(self, position: int) -> str:
        """What a position is called."""
        return self.names[self.positions.index(position)]


PRACTICE = Scale(
    (0, 1, 2, 3),
    ("not in place", "in part, or on paper", "in place and used", "in place, and our data show it works"),
    low_up_to=1,
    held_to=1,
    agree_from=0.70,
    split_below=0.45,
)
STRENGTH = Scale(
    (1, 2, 3, 4),
    ("level 1", "level 2", "level 3", "level 4"),
    low_up_to=2,
    held_to=2,
    agree_from=0.70,
    split_below=0.45,
)
COLOURS = Scale((1, 2, 3), ("red", "amber", "green"), low_up_to=1, held_to=2, agree_from=0.55, split_below=0.40)
RED, AMBER, GREEN = COLOURS.positions
