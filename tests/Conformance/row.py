"""What a row of the table is."""
from dataclasses import dataclass
from typing import Callable


class Failed(Exception):
    """Something else happened than the row asks for, in a few words."""


def expect(truth, happened):
    if not truth:
        raise Failed(happened)


@dataclass(frozen=True)
class Row:
    """A behaviour that users need: cells with a judge of the list of what they came to, or a talk with a kernel.

    What a judge or a talk returns stands beside "ok".
    """

    name: str
    asks: str
    cells: tuple[str, ...] = ()
    judge: Callable | None = None
    talk: Callable | None = None
    seconds: int = 120
