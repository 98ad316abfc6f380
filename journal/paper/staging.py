"""DOOR: pages as read are staged: kept beside the journal until a person confirms them.

Staging is idempotent: the same reading of the same paper changes nothing, another reading replaces what was read and
keeps what people decided.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from journal.pages import PageState, StagedPage, Staging
from journal.paper.classes import find_class
from journal.paper.readings import page_id_of, readings_of
from journal.paper.spread import pairs
from journal.paper.views import look, refresh
from school.errors import PageConfirmed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journal.holdings import ClassJournal
    from journal.pages import PageRequest, ReadPage
    from journal.store.unit_of_work import UnitOfWork

KIND = "journal-import"


def stage(uow: UnitOfWork, request: PageRequest, pages: Sequence[ReadPage]) -> Staging:
    """Stages the pages of one kept document.

    Args:
        uow: the transaction; the document is kept in it or before it.
        request: what the person said of the pages.
        pages: the pages as read.

    Raises:
        ClassUnknown: the journal has no such class.
        PageConfirmed: a page is in the journal already, of another class or subject.
    """
    journal = find_class(uow, request)
    content = f"{pages[0].document}:{journal.school_class.class_id}:{journal.year.name}:{request.subject or ''}"
    held = uow.batches.find(KIND, content)
    batch_id = held or uow.batches.open(KIND, content, now=uow.time, by=uow.actor_id)
    changed = [_stage_page(uow, request, journal, read, batch_id) for read in pages]
    if any(changed):
        _look_across(uow, journal, pages)
    staged = [look(uow, page_id_of(read.document, read.page)).page for read in pages]
    return Staging(batch_id=batch_id, pages=tuple(staged), repeated=not any(changed))


def _look_across(uow: UnitOfWork, journal: ClassJournal, pages: Sequence[ReadPage]) -> None:
    """What is open on the pages, now that all are there, and on the other sides of their spreads."""
    for read in pages:
        page = refresh(uow, page_id_of(read.document, read.page)).page
        items = uow.papers.entries(page.page_id)
        for other_id, other in uow.papers.other_sides(page).items():
            if pairs(items, other, journal):
                refresh(uow, other_id)


def _stage_page(uow: UnitOfWork, request: PageRequest, journal: ClassJournal, read: ReadPage, batch_id: str) -> bool:
    """True when something was changed."""
    page = StagedPage(
        page_id=page_id_of(read.document, read.page),
        document=read.document,
        page=read.page,
        kind=read.record.kind.value,
        class_id=journal.school_class.class_id,
        class_name=journal.school_class.name,
        school_year=journal.year.name,
        subject=request.subject,
        state=PageState.STAGED,
        batch_id=batch_id,
        sheet=read.sheet,
        content=read.content,
    )
    before = uow.papers.get(page.page_id, to_change=True)
    if before is not None and before.state is PageState.CONFIRMED:
        _refuse_another(before, page)
        return False
    if before is not None and _same(before, page):
        return False
    uow.papers.put(page)
    uow.papers.put_readings(page.page_id, readings_of(read, request.subject))
    return True


def _refuse_another(held: StagedPage, page: StagedPage) -> None:
    """A confirmed page stays what it is; only the same request may meet it again."""
    if (held.class_id, held.school_year, held.subject) != (page.class_id, page.school_year, page.subject):
        raise PageConfirmed(page=held.page_id, batch=held.confirmed_batch)


def _same(before: StagedPage, page: StagedPage) -> bool:
    return replace(before, open_entries=0, entries=0) == page and _text(before.content) == _text(page.content)


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
