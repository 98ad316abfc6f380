"""Long lists of ids, cut as a statement may hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST = 500
"""Of ids in one statement: databases limit its parameters."""
Id = TypeVar("Id")


def portions(ids: Sequence[Id]) -> Iterator[Sequence[Id]]:
    """The ids in their order, so many at a time."""
    for start in range(0, len(ids), LARGEST):
        yield ids[start : start + LARGEST]
