"""Acts that the preamble leans on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.acts import CALLED, find_acts
from parsing.passages import Part, join
from parsing.records import LegalBasisRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.order.acts import Act
    from parsing.passages import Row

BY_TITLE = CALLED | {"федеральный закон", "закон", "кодекс", "СанПиН"}
"""Acts that are known by their title alone."""
ALONE = frozenset({"устав", "кодекс"})
"""Acts of which there is one."""


def read_legal_basis(rows: Sequence[Row]) -> tuple[LegalBasisRecord, ...]:
    """Every act named with a date or a number, or by what it is called."""
    passage = join([Part(row=row) for row in rows])
    verb = form("frame", "verb").search(passage.text)
    text = passage.text[: verb.start()] if verb else passage.text
    return tuple(
        LegalBasisRecord(
            issuer=act.issuer,
            kind=act.kind,
            date=act.date,
            number=act.number,
            title=act.title,
            sources=(passage.source(act.start, act.end),),
        )
        for act in find_acts(text)
        if _is_certain(act)
    )


def _is_certain(act: Act) -> bool:
    named = act.title is not None and act.kind in BY_TITLE
    return act.number is not None or act.date is not None or named or act.kind in ALONE
