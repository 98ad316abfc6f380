"""Printed numbers and marks of clauses: real text, so that any program reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.order.clauses import is_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.records import ClauseRecord

DASH, DOT = "– ", "• "
SENTENCE_ENDS = (".", ":", ";")
DEEPEST = 4
"""Numbers have so many parts at most; what is deeper has «N)»."""


def printed(clauses: Sequence[ClauseRecord]) -> Iterator[tuple[ClauseRecord, str]]:
    """Every clause with its printed text, parents before children; all lists of an order have the same mark."""
    mark = DASH if _may_be_dashed(clauses, None) else DOT
    yield from _printed(clauses, mark)


def _printed(clauses: Sequence[ClauseRecord], mark: str) -> Iterator[tuple[ClauseRecord, str]]:
    for clause in clauses:
        yield clause, f"{_marker(clause, mark)}{clause.text}"
        yield from _printed(clause.children, mark)


def _marker(clause: ClauseRecord, mark: str) -> str:
    if clause.number is None:
        # an unnumbered heading has no mark of its own; order № 29 has such
        return "" if clause.children or is_heading(clause.text) else mark
    last = clause.number.rsplit(".", 1)[-1]
    if not last.isdigit() or clause.number.count(".") >= DEEPEST:
        return f"{last}) "
    return f"{clause.number}. "


def _may_be_dashed(clauses: Sequence[ClauseRecord], above: ClauseRecord | None) -> bool:
    """False where a dash at the head of a line would go on with the sentence before it."""
    before = [above.text] if above is not None else []
    before += [clause.text for clause in clauses if clause.number is not None]
    listed = any(clause.number is None for clause in clauses)
    safe = not listed or all(text.endswith(SENTENCE_ENDS) for text in before)
    return safe and all(_may_be_dashed(clause.children, clause) for clause in clauses)
