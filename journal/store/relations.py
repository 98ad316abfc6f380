"""The named read-only selects that rules build on; rules never see tables.

Every relation takes a `Scope` and shows the versions that were known at `scope.known`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import func, literal, or_, select

from journal.store import tables as t
from journal.store.facts import DAWN
from journal.store.types import Instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Row, Select, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an evaluation looks at: state as of a date, as known at an instant, occasions inside a period."""

    as_of: date
    known: datetime
    start: date
    end: date


class Reader(Protocol):
    """Runs relations inside the caller's transaction."""

    def rows(self, select: Select[Any]) -> Sequence[Row[Any]]:
        """Every row of a select."""
        ...


def visible(table: Table, scope: Scope) -> ColumnElement[bool]:
    """True for the versions that stood at `scope.known`."""
    return (or_(table.c.recorded_at.is_(None), table.c.recorded_at <= scope.known)) & (
        or_(table.c.superseded_at.is_(None), table.c.superseded_at > scope.known)
    )


def ever_stood(table: Table, scope: Scope) -> ColumnElement[bool]:
    """True for every version known at `scope.known`, also replaced ones; those taken back never stood."""
    c = table.c
    known = or_(c.recorded_at.is_(None), c.recorded_at <= scope.known)
    begun = func.coalesce(c.recorded_at, literal(DAWN, Instant()))
    return known & or_(c.superseded_at.is_(None), c.superseded_at > begun)


def imported(scope: Scope) -> Select[Any]:
    """File — every file of the school bundle that was ever imported, also with no rows."""
    # which files came at all does not depend on when the facts in them were recorded
    del scope
    return (
        select(t.imported_files.c.file)
        .join(t.batches, t.batches.c.batch_id == t.imported_files.c.batch_id)
        .where(t.batches.c.reverted_at.is_(None))
        .distinct()
        .order_by(t.imported_files.c.file)
    )


def people(scope: Scope) -> Select[Any]:
    """person_id, kind, surname, given_name, patronymic."""
    c = t.people.c
    return select(c.person_id, c.kind, c.surname, c.given_name, c.patronymic).where(visible(t.people, scope))


def posts(scope: Scope) -> Select[Any]:
    """person_id, post, title, valid_from, valid_to, order_id."""
    c = t.posts.c
    return select(c.person_id, c.post, c.title, c.valid_from, c.valid_to, c.order_id).where(visible(t.posts, scope))


def classes(scope: Scope) -> Select[Any]:
    """class_id, name, school_year, grade."""
    c = t.classes.c
    return select(c.class_id, c.name, c.school_year, c.grade).where(visible(t.classes, scope))


def terms(scope: Scope) -> Select[Any]:
    """term_id, kind, number, valid_from, valid_to, class_id, lock_on."""
    c = t.terms.c
    return select(c.term_id, c.kind, c.number, c.valid_from, c.valid_to, c.class_id, c.lock_on).where(
        visible(t.terms, scope)
    )


def calendar(scope: Scope) -> Select[Any]:
    """date, kind, class_id."""
    c = t.calendar.c
    return select(c.date, c.kind, c.class_id).where(visible(t.calendar, scope))


def school_days(scope: Scope) -> Select[Any]:
    """date, ord — school days of the whole school, numbered from 1 without gaps."""
    c = t.calendar.c
    return select(c.date, func.row_number().over(order_by=c.date).label("ord")).where(
        visible(t.calendar, scope), c.kind == "school", c.class_id.is_(None)
    )


def lessons(scope: Scope) -> Select[Any]:
    """lesson_id, slot_id, date, number, class_id, group_id, subject, status, both teachers, recorded_at_known."""
    c = t.lessons.c
    return select(
        c.lesson_id,
        c.slot_id,
        c.date,
        c.number,
        c.class_id,
        c.group_id,
        c.subject,
        c.status,
        c.planned_teacher_id,
        c.actual_teacher_id,
        c.recorded_at_known,
    ).where(visible(t.lessons, scope), c.date >= scope.start, c.date <= scope.end)


def lesson_texts(scope: Scope) -> Select[Any]:
    """row_id, lesson_id, field, value, recorded_at, recorded_on, superseded_at, recorded_at_known.

    Every version known at the time, not only the newest: timeliness is judged by the first.
    """
    c = t.lesson_texts.c
    return select(
        c.row_id,
        c.lesson_id,
        c.field,
        c.value,
        c.recorded_at,
        c.recorded_on,
        c.superseded_at,
        c.recorded_at_known,
    ).where(ever_stood(t.lesson_texts, scope))


def current_texts(scope: Scope) -> Select[Any]:
    """row_id, lesson_id, field, value, recorded_at, recorded_on, recorded_at_known — the newest versions."""
    c = t.lesson_texts.c
    return select(c.row_id, c.lesson_id, c.field, c.value, c.recorded_at, c.recorded_on, c.recorded_at_known).where(
        visible(t.lesson_texts, scope)
    )


def media(scope: Scope) -> Select[Any]:
    """medium_id, serial, kind, valid_from, valid_to."""
    c = t.media.c
    return select(c.medium_id, c.serial, c.kind, c.valid_from, c.valid_to).where(visible(t.media, scope))


def backups(scope: Scope) -> Select[Any]:
    """backup_id, kind, started_at, finished_at, verified, recorded_by, serial, medium_kind, covers_from, covers_to.

    A run is known from the moment it finished; one that never finished is no evidence and is left out.
    """
    b, m = t.backups.c, t.media.c
    return (
        select(
            b.backup_id,
            b.kind,
            b.started_at,
            b.finished_at,
            b.verified,
            b.recorded_by,
            m.serial,
            m.kind.label("medium_kind"),
            b.covers_from,
            b.covers_to,
        )
        .join(t.media, (m.medium_id == b.medium_id) & visible(t.media, scope), isouter=True)
        .where(visible(t.backups, scope), b.finished_at.is_not(None), b.finished_at <= scope.known)
        .order_by(b.started_at, b.backup_id)
    )


def parameters(scope: Scope) -> Select[Any]:
    """key, value, unit, valid_from, valid_to, source_clause."""
    c = t.parameters.c
    return select(c.key, c.value, c.unit, c.valid_from, c.valid_to, c.source_clause).where(visible(t.parameters, scope))


def leaves(scope: Scope) -> Select[Any]:
    """person_id, kind, valid_from, valid_to."""
    c = t.leaves.c
    return select(c.person_id, c.kind, c.valid_from, c.valid_to).where(visible(t.leaves, scope))


def acknowledgements(scope: Scope) -> Select[Any]:
    """order_id, person_id, signed_on, confirmed_by."""
    c = t.acknowledgements.c
    return select(c.order_id, c.person_id, c.signed_on, c.confirmed_by).where(visible(t.acknowledgements, scope))
