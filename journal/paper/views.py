"""A staged page as the journal stands now: its entries, what each would bring, what is still asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from journal.pages import PageState, PageView
from journal.paper.classes import class_journal
from journal.paper.plan import frame_of, plan_of
from journal.paper.spread import across
from school.errors import ClassUnknown, NotFound
from school.terms import school_year

if TYPE_CHECKING:
    from journal.holdings import ClassJournal, HeldValues
    from journal.pages import StagedPage
    from journal.paper.plan import Plan
    from journal.store.unit_of_work import UnitOfWork


def look(uow: UnitOfWork, page_id: str) -> PageView:
    """One page with its entries and questions.

    Raises:
        NotFound: no such page.
    """
    page = uow.papers.get(page_id)
    if page is None:
        raise NotFound(what=f"страница журнала {page_id}")
    _, _, plan = planned(uow, page)
    # what is in the journal is not asked about any more; the journal may have moved on since
    done = page.state is PageState.CONFIRMED
    entries = tuple(replace(entry, questions=()) for entry in plan.entries) if done else plan.entries
    return PageView(page=page, entries=entries)


def refresh(uow: UnitOfWork, page_id: str) -> PageView:
    """Looks the page through again and remembers what is open."""
    view = look(uow, page_id)
    waiting = {entry.reading.entry_id for entry in view.open}
    uow.papers.mark_open(page_id, waiting)
    return replace(view, page=replace(view.page, open_entries=len(waiting)))


def planned(uow: UnitOfWork, page: StagedPage) -> tuple[ClassJournal, HeldValues, Plan]:
    """The page against the journal as it stands."""
    journal = journal_of(uow, page)
    items = uow.papers.entries(page.page_id)
    others = list(uow.papers.other_sides(page).values())
    frame = frame_of(items, journal, across(items, others, journal))
    held = uow.teaching.values([lesson.lesson_id for lesson in frame.lessons], frame.pupil_ids)
    return journal, held, plan_of(items, frame, journal, held)


def journal_of(uow: UnitOfWork, page: StagedPage) -> ClassJournal:
    """The class of a staged page, as the journal holds it now."""
    year = school_year(page.school_year)
    group = next((item for item in uow.teaching.classes() if item.class_id == page.class_id), None)
    if group is None or year is None:
        raise ClassUnknown(name=page.class_name, year=page.school_year)
    return class_journal(uow, group, year)
