"""DOOR: a person's decisions about entries of a staged page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.pages import Decision, EntryKind, PageState, Ruling
from journal.paper.dates import date_id
from journal.paper.groups import find_group
from journal.paper.headers import find_subject, find_teacher
from journal.paper.pupils import find_pupil
from journal.paper.readings import blank_reading
from journal.paper.views import journal_of, look, refresh
from school.errors import BadDecision, NotFound, PageConfirmed
from school.marks import read_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from journal.holdings import ClassJournal
    from journal.pages import CellName, Entry, PageView, StagedPage
    from journal.store.unit_of_work import UnitOfWork


def accept(uow: UnitOfWork, entry_id: str) -> PageView:
    """Agrees with what an entry proposes, or, when a person corrected it before, with that.

    Raises:
        NotFound: no such entry.
        PageConfirmed: its page is in the journal.
        BadDecision: there is nothing to agree with.
    """
    page_id, entry = _entry(uow, entry_id)
    _accept(uow, entry)
    return refresh(uow, page_id)


def correct(uow: UnitOfWork, entry_id: str, value: str) -> PageView:
    """Says what an entry should be: a mark, a date, a pupil by name or id, a text.

    Raises:
        NotFound: no such entry.
        PageConfirmed: its page is in the journal.
        BadDecision: the value cannot stand there.
    """
    page_id, entry = _entry(uow, entry_id)
    page = look(uow, page_id).page
    chosen = _checked(entry, value.strip(), journal_of(uow, page))
    _rule(uow, entry, Decision.ACCEPTED if chosen == entry.proposed else Decision.CORRECTED, chosen)
    return refresh(uow, page_id)


def reject(uow: UnitOfWork, entry_id: str) -> PageView:
    """Leaves an entry out of the journal; a row or a column with all its cells.

    Raises:
        NotFound: no such entry.
        PageConfirmed: its page is in the journal.
        BadDecision: the page cannot do without it.
    """
    page_id, entry = _entry(uow, entry_id)
    whole = entry.reading.kind is EntryKind.SUBJECT and entry.reading.place == "subject"
    if whole or entry.reading.kind is EntryKind.PAGE:
        raise BadDecision(reason="без этого страницу не внести. Назовите верное значение или отмените загрузку.")
    _rule(uow, entry, Decision.REJECTED, "")
    return refresh(uow, page_id)


def undo(uow: UnitOfWork, entry_id: str) -> PageView:
    """Takes a decision back.

    Raises:
        NotFound: no such entry.
        PageConfirmed: its page is in the journal.
    """
    page_id, entry = _entry(uow, entry_id)
    uow.papers.rule(entry.reading.entry_id, None)
    return refresh(uow, page_id)


def accept_value(uow: UnitOfWork, page_id: str, value: str) -> PageView:
    """Agrees with all open cells of a page that read `value`, where only the reading is in doubt.

    A cell that contradicts the journal or another cell is left for a look of its own.

    Raises:
        NotFound: no such page.
        PageConfirmed: it is in the journal.
    """
    return _accept_all(uow, page_id, lambda entry: entry.reading.kind is EntryKind.MARK and entry.proposed == value)


def accept_kinds(uow: UnitOfWork, page_id: str, kinds: Collection[EntryKind]) -> PageView:
    """Agrees with all open entries of some kinds, say all dates, where only the reading is in doubt.

    Raises:
        NotFound: no such page.
        PageConfirmed: it is in the journal.
    """
    return _accept_all(uow, page_id, lambda entry: entry.reading.kind in kinds)


def _accept_all(uow: UnitOfWork, page_id: str, wanted: Callable[[Entry], bool]) -> PageView:
    _changeable(uow, page_id)
    for entry in look(uow, page_id).open:
        simple = all(question.of_reading and not question.firm for question in entry.asked)
        if simple and wanted(entry):
            _accept(uow, entry)
    return refresh(uow, page_id)


def write(uow: UnitOfWork, page_id: str, cell: CellName, value: str) -> PageView:
    """Enters a mark that the reader did not see: the person sees it on the paper.

    Args:
        uow: the transaction.
        page_id: the page.
        cell: the row and the column.
        value: what stands there.

    Raises:
        NotFound: no such page, row or column.
        PageConfirmed: the page is in the journal.
        BadDecision: the value cannot stand there.
    """
    page = _changeable(uow, page_id)
    reading = blank_reading(page, uow.papers.entries(page_id), cell)
    uow.papers.add_reading(page_id, reading)
    return correct(uow, reading.entry_id, value)


def _entry(uow: UnitOfWork, entry_id: str) -> tuple[str, Entry]:
    page_id = uow.papers.page_of(entry_id)
    if page_id is None:
        raise NotFound(what=f"запись {entry_id}")
    _changeable(uow, page_id)
    view = look(uow, page_id)
    return page_id, next(entry for entry in view.entries if entry.reading.entry_id == entry_id)


def _changeable(uow: UnitOfWork, page_id: str) -> StagedPage:
    page = uow.papers.get(page_id, to_change=True)
    if page is None or page.state is PageState.REVERTED:
        raise NotFound(what=f"страница журнала {page_id}")
    if page.state is PageState.CONFIRMED:
        raise PageConfirmed(page=page_id, batch=page.confirmed_batch)
    return page


def _accept(uow: UnitOfWork, entry: Entry) -> None:
    value = entry.value if entry.value is not None else entry.proposed
    firm = next((question for question in entry.questions if question.firm), None)
    if firm is not None:
        raise BadDecision(reason=f"согласиться здесь не с чем. {firm.text}")
    _rule(uow, entry, Decision.ACCEPTED if value == entry.proposed else Decision.CORRECTED, value)


def _rule(uow: UnitOfWork, entry: Entry, decision: Decision, value: str) -> None:
    before = entry.ruling.settled if entry.ruling else ()
    settled = tuple(dict.fromkeys([*before, *(question.key for question in entry.questions)]))
    ruling = Ruling(decision=decision, value=value, settled=settled, by=uow.actor_id, at=uow.time)
    uow.papers.rule(entry.reading.entry_id, ruling)


def _checked(entry: Entry, value: str, journal: ClassJournal) -> str:
    """The value as it is kept.

    Raises:
        BadDecision: it cannot stand there.
    """
    kind = entry.reading.kind
    if kind is EntryKind.PUPIL:
        return _pupil(value, journal)
    found: str | None = value
    if kind in (EntryKind.COLUMN, EntryKind.LESSON):
        found = date_id(value)
    elif kind is EntryKind.MARK:
        found = value if read_cell(value) is not None else None
    elif kind is EntryKind.SUBJECT:
        found = (find_subject(value, journal) or value) or None
    elif kind is EntryKind.GROUP:
        found = find_group(value, journal)
    elif kind is EntryKind.TEACHER:
        found = find_teacher(value, journal.staff)
    if found is None:
        raise BadDecision(reason=f"«{value}» здесь стоять не может.")
    return found


def _pupil(value: str, journal: ClassJournal) -> str:
    found = find_pupil(value, journal)
    if len(found) == 1:
        return found[0].person_id
    if found:
        names = "; ".join(f"{person.full_name} ({person.person_id})" for person in found)
        raise BadDecision(reason=f"учеников с таким именем несколько: {names}. Назовите код ученика.")
    raise BadDecision(reason=f"ученика «{value}» в классе {journal.school_class.name} нет.")
