"""The shapes that stand for a status or a direction, and the few colours of the pack with their contrast on white.

A shape never stands without its word, and never differs from another by colour alone.
"""

from dataclasses import dataclass
from enum import StrEnum

INK = "#1B1F23"
BLUE = "#12436D"
"""10.2 to 1 on white."""
RUST = "#A8410A"
"""6.1 to 1 on white."""
GREY = "#505A5F"
"""7.1 to 1 on white."""
FAINT = "#D5D9DB"
"""Gridlines only: nothing is said by them alone."""
WASH = "#E8EBED"
"""Surfaces only, likewise."""


class Shape(StrEnum):
    """A small drawing that always stands beside a word."""

    OFF = "off"
    RECOVERING = "recovering"
    WATCH = "watch"
    EARLY = "early"
    ON = "on"
    UNKNOWN = "unknown"
    NOT_DUE = "not-due"
    NONE = "none"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Mark:
    """A shape and its word; never one without the other."""

    shape: str
    word: str
    is_quiet: bool = False
    """Nothing to act on: printed lighter."""


def _line(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.4"/>'


_SHAPES = {
    Shape.OFF: f'<path d="M1 3h14L8 15z" fill="{RUST}"/>',
    Shape.RECOVERING: f'<path d="M2 4h12L8 14z" fill="#fff" stroke="{RUST}" stroke-width="2"/>',
    Shape.WATCH: f'<circle cx="8" cy="8" r="6.5" fill="{GREY}"/>',
    Shape.EARLY: f'<circle cx="8" cy="8" r="6" fill="#fff" stroke="{GREY}" stroke-width="2"/>'
    f'<circle cx="8" cy="8" r="2" fill="{GREY}"/>',
    Shape.ON: f'<path d="M1 13h14L8 1z" fill="{BLUE}"/>',
    Shape.UNKNOWN: '<path d="M8 1l7 7-7 7-7-7z" fill="#fff"'
    f' stroke="{INK}" stroke-width="1.6" stroke-dasharray="3 1.6"/>',
    Shape.NOT_DUE: f'<path d="M1 7h3v3H1zM6.5 7h3v3h-3zM12 7h3v3h-3z" fill="{GREY}"/>',
    Shape.NONE: _line("M2 8h12", GREY),
    Shape.BETTER: _line("M3 13L12 4M6 4h6v6", BLUE),
    Shape.WORSE: _line("M3 3L12 12M12 6v6H6", RUST),
    Shape.SAME: _line("M1 8h11M8 4l5 4-5 4", GREY),
    Shape.HIGHER: _line("M8 14V3M4 7l4-4 4 4", GREY),
    Shape.LOWER: _line("M8 2v11M4 9l4 4 4-4", GREY),
}


def status_shape(shape: Shape) -> str:
    """A shape on a 16 by 16 square. It is decoration: the word beside it says the same."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"'
        f' focusable="false">{_SHAPES[shape]}</svg>'
    )
