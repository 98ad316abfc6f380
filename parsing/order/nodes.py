"""Clauses while the order is being read: a tree of nodes whose text remembers its paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsing.records import ClauseRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.model import SourceRef
    from parsing.passages import Passage, Row


@dataclass(slots=True, kw_only=True)
class Node:
    """A clause under construction."""

    kind: str
    """`number`, `paren`, `letter`, `heading` or `bullet`."""
    number: str | None
    passage: Passage
    inferred: bool = False
    table: list[Row] = field(default_factory=list)
    """Rows of a table that stands under the clause."""
    children: list[Node] = field(default_factory=list)
    again: list[Passage] = field(default_factory=list)
    """Other readings of the same clause in the document."""

    @property
    def text(self) -> str:
        """Text of the clause without its marker."""
        return self.passage.text

    def sources(self) -> tuple[SourceRef, ...]:
        """Places of every reading of the clause, the one whose text is used first."""
        return tuple(passage.source() for passage in (self.passage, *self.again))

    def record(self) -> ClauseRecord:
        """The clause with everything nested in it."""
        return ClauseRecord(
            number=self.number,
            text=self.text,
            children=tuple(child.record() for child in self.children),
            number_inferred=self.inferred,
            sources=self.sources(),
        )


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Every node, parents before children, in printed order."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def nearest_number(path: tuple[Node, ...]) -> str | None:
    """Number of the innermost numbered clause on a path from the root."""
    return next((node.number for node in reversed(path) if node.number is not None), None)


def paths(nodes: list[Node], above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, ...]]:
    """Every node with its ancestors, outermost first."""
    for node in nodes:
        path = (*above, node)
        yield path
        yield from paths(node.children, path)
