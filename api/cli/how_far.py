"""How far a long text is, told on a terminal."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGA = 1_000_000
QUIET, BETWEEN = 1.0, 0.2
"""Seconds before anything is told, and between two tellings."""
CLEAR = "\r\x1b[K"
PASSES = ("просмотрено", "восстановлено")


@dataclass(slots=True, kw_only=True)
class HowFar:
    """Rewrites one line on standard error while bytes are taken; it is gone at the end.

    Silent where standard error is no terminal, and where the text itself goes to the same terminal.
    """

    name: str
    total: int
    """Bytes of the text; 0 where that is not known and it is read only once."""
    beside: bool
    """True when the text goes elsewhere than to standard output."""
    _passes: int = field(default=0, init=False)
    _next: float = field(default=0.0, init=False)
    _told: bool = field(default=False, init=False)

    def __enter__(self) -> Self:
        self._next = time.monotonic() + QUIET
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Takes the line away, for other words to stand there."""
        if self._told:
            click.echo(CLEAR, err=True, nl=False)
            self._told = False

    def along(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The same bytes of one pass over the text, told."""
        self._passes += 1
        began, done = time.monotonic(), 0
        for piece in pieces:
            done += len(piece)
            self._tell(done, began)
            yield piece

    def _tell(self, done: int, began: float) -> None:
        now = time.monotonic()
        if now >= self._next and self._shown():
            # before it is printed: a Ctrl+C right after that must find a line to take away
            self._next, self._told = now + BETWEEN, True
            click.echo(f"{CLEAR}{self.name}: {self._words(done, now - began)}", err=True, nl=False)

    def _words(self, done: int, seconds: float) -> str:
        if not self.total:
            return f"прочитано {done / MEGA:.1f} МБ".replace(".", ",")
        share = min(1.0, done / self.total)
        words = f"{PASSES[self._passes - 1]} {share:.0%}".replace("%", " %")
        if self._passes < len(PASSES):
            return words
        minutes, left = divmod(round(seconds * (1 - share) / share), 60)
        return f"{words}, осталось {minutes}:{left:02d}"

    def _shown(self) -> bool:
        return sys.stderr.isatty() and (self.beside or not sys.stdout.isatty())
