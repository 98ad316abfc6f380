"""DOOR: a page without open questions goes into the journal, whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from journal.pages import Confirmation, PageState
from journal.paper.bringing import FILES, facts_of, source_of_entry
from journal.paper.places import place_of
from journal.paper.views import planned
from school.errors import NotFound, PageNotReady

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from journal.pages import Entry, StagedPage
    from journal.paper.bringing import Fact
    from journal.store.unit_of_work import UnitOfWork

KIND = "journal-page"
SHOWN = 5


def confirm(uow: UnitOfWork, page_id: str, zone: tzinfo) -> Confirmation:
    """Brings a page into the journal, whole.

    Args:
        uow: the transaction.
        page_id: the page.
        zone: of the school.

    Raises:
        NotFound: no such page, or it was taken back.
        PageNotReady: something on it waits for a person.
    """
    page = uow.papers.get(page_id, to_change=True)
    if page is None or page.state is PageState.REVERTED:
        raise NotFound(what=f"страница журнала {page_id}")
    if page.state is PageState.CONFIRMED:
        return Confirmation(page=page, batch_id=page.confirmed_batch or "", repeated=True, added={})
    journal, held, plan = planned(uow, page)
    if plan.open:
        raise PageNotReady(count=len(plan.open), where=_where(plan.open), page=page_id)
    batch_id = uow.batches.open(KIND, page_id, now=uow.time, by=uow.actor_id)
    facts = tuple(facts_of(plan, journal, held))
    added = {file: _bring(uow, page, file, facts, batch_id, zone) for file in FILES}
    uow.papers.set_state(page_id, PageState.CONFIRMED, batch_id)
    confirmed = replace(page, state=PageState.CONFIRMED, confirmed_batch=batch_id)
    return Confirmation(
        page=confirmed, batch_id=batch_id, repeated=False, added={file: count for file, count in added.items() if count}
    )


def _where(waiting: Sequence[Entry]) -> str:
    """The first few places, for a person; errors are logged, so no names and no marks."""
    named = [place_of(item.reading) for item in waiting[:SHOWN]]
    more = ["…"] if len(waiting) > SHOWN else []
    return "; ".join(dict.fromkeys([*named, *more]))


def _bring(uow: UnitOfWork, page: StagedPage, file: str, facts: Sequence[Fact], batch_id: str, zone: tzinfo) -> int:
    rows = [_row(uow, page, fact, zone) for fact in facts if fact.file == file]
    return uow.facts.add(file, rows, batch_id=batch_id, now=uow.time)


def _row(uow: UnitOfWork, page: StagedPage, fact: Fact, zone: tzinfo) -> dict[str, object]:
    """A fact as a version. Only a value that took another's place changed the journal at a known time."""
    own = dict.fromkeys(set(uow.facts.columns(fact.file)) - {"row_id", "batch_id", "superseded_at"})
    key = [fact.values.get(name) for name in uow.facts.key(fact.file)]
    return {
        **own,
        **fact.values,
        "fact_key": "|".join("" if part is None else str(part) for part in key),
        "recorded_at": uow.time if fact.instead else None,
        "recorded_on": uow.time.astimezone(zone).date() if fact.instead else None,
        "recorded_at_known": False,
        "recorded_by": uow.actor_id if fact.instead else None,
        "source": source_of_entry(page, fact.entry, uow.actor_id),
    }
