"""What a table of an order makes of the persons in it: its title, its headers and the labels of its rows say that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.dates import find_dates
from parsing.forms import form
from parsing.order.placing import term
from parsing.order.roles_given import as_position, membership, role_of_title, singular
from parsing.order.tables import surname_alone
from parsing.passages import Part, join
from parsing.records import AppointmentRecord
from school.mentions import Mention, find_mentions
from school.morphology import cases, is_person_noun, lemmas
from school.phrases import accusative_phrase, genitive_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.people import People
    from parsing.order.tables import Cell, Table

NUMBERING = re.compile(r"^№(?:\s*п/?п)?\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a cell of the table makes of a person."""

    role: str
    label: str = ""


def appointed_by(table: Table, clause: str | None, people: People, role: str = "") -> Iterator[AppointmentRecord]:
    """Persons of the table with what it makes them.

    Args:
        table: with its title.
        clause: number of the clause that it belongs to.
        people: names of the order.
        role: what the clause says that they become, "" where it does not say.
    """
    named_at = next((at for at, name in enumerate(table.header) if form("tables", "named_role").search(name)), None)
    if named_at is not None:
        yield from _by_named_role(table, named_at, clause, people)
        return
    if _appoints_nobody(table):
        return
    label_at = _label_column(table)
    for row in table.rows:
        label = row[label_at].text if label_at is not None and label_at < len(row) else ""
        head = table.header[label_at] if label_at is not None else ""
        position = _beside(table, row, "position")
        last = _Given("")
        for at, (cell, name) in enumerate(zip(row, table.header, strict=False)):
            if at == label_at or form("tables", "others").search(name):
                continue
            substitute = bool(form("tables", "substitute").search(name))
            given = last if substitute and last.role else _given(table, name, head, label, role)
            for mention in _persons(cell, substitute=substitute):
                if given.role:
                    last = given
                    own = _own_post(cell.text, mention) or ("" if substitute else position)
                    yield _record(cell, mention, given, own, row, clause, people)


def others_of(table: Table, people: People) -> Iterator[AppointmentRecord]:
    """Whom the table names beside those whom it appoints: «Молодой специалист» of a mentor. They may have duties."""
    for at, name in enumerate(table.header):
        if not form("tables", "others").search(name):
            continue
        for row in table.rows:
            for mention in _persons(row[at], substitute=False) if at < len(row) else ():
                person = people.resolve(mention, "nomn")
                yield AppointmentRecord(
                    person=person, position=None, role=singular(name[:1].lower() + name[1:]), clause=None
                )


def _appoints_nobody(table: Table) -> bool:
    """Lists of pupils, forms, sheets to sign, schedules that say of nobody what he is there."""
    if form("tables", "schedule").search(table.title) and not any(map(form("tables", "role").search, table.header)):
        return True
    return any(form("tables", "not_appointing").search(text) for text in (table.title, *table.header))


def _by_named_role(table: Table, named_at: int, clause: str | None, people: People) -> Iterator[AppointmentRecord]:
    """A table with a column of roles says everything itself: the role stands beside the person, in the nominative."""
    for row in table.rows:
        post = _beside(table, row, "position")
        begins, ends = term(_beside(table, row, "term"))
        for cell in row if named_at < len(row) and row[named_at].text else ():
            for mention in _persons(cell, substitute=False) if cell is not row[named_at] else ():
                yield AppointmentRecord(
                    person=people.resolve(mention, "nomn"),
                    position=post or None,
                    role=_of_body(row[named_at].text, table),
                    clause=clause,
                    valid_from=begins,
                    valid_to=ends,
                    label=_beside(table, row, "label") or None,
                    sources=(join([Part(row=cell.row)]).source(),),
                )


def _beside(table: Table, row: Sequence[Cell], what: str) -> str:
    """The cell of the row in the column that says this: a post, a term."""
    cells = zip(row, table.header, strict=False)
    return next((cell.text for cell, name in cells if form("tables", what).search(name)), "")


def _persons(cell: Cell, *, substitute: bool) -> tuple[Mention, ...]:
    found = find_mentions(cell.text) or surname_alone(cell.text)
    return found if not substitute else found[:1]


def _label_column(table: Table) -> int | None:
    """The first column that names rows."""
    for at, name in enumerate(table.header):
        cells = [row[at].text for row in table.rows if at < len(row)]
        if NUMBERING.match(name) or form("tables", "position").search(name):
            continue
        if cells and not any(find_mentions(text) for text in cells):
            return at
    return None


def _given(table: Table, name: str, head: str, label: str, role: str) -> _Given:
    """What a person in the column `name` is, in the row of that label."""
    own = re.sub(r"\s+", " ", form("tables", "person").sub("", name)).strip(" ,.()")
    said = _said_by_header(table, own, head, label, role)
    if said is not None:
        return said
    base = role_of_title(table.title) or role
    if not base and form("tables", "on_duty").search(table.title):
        base = "дежурный"
    if base and own and not form("tables", "generic").search(own):
        return _Given(base, ", ".join(part.lower() for part in (label, own) if part))
    return _with_row(base, head, label) if base else _Given("")


def _said_by_header(table: Table, own: str, head: str, label: str, role: str) -> _Given | None:
    """The role that the headers of the person's column and of the row name; None where they name none."""
    if form("tables", "load").search(table.title) and form("tables", "subject").search(head):
        return _Given(f"учитель {genitive_phrase(label[:1].lower() + label[1:])}")
    return _responsible_by_header(table, own, head, label, role) or _role_by_header(table, own, head, label, role)


def _role_by_header(table: Table, own: str, head: str, label: str, said: str) -> _Given | None:
    if form("tables", "replaces").match(own):
        return _Given("замещающий учитель", label)
    if not _names_role(own):
        return None
    titled = role_of_title(table.title)
    if form("tables", "whoever").fullmatch(own) and titled:
        # «Дежурные» of «График дежурства учителей»
        return _Given(titled, label.lower())
    role = _of_body(singular(own[:1].lower() + own[1:]), table)
    # «Назначить заведующими учебными кабинетами педагогов согласно приложению» over a column «Заведующий»
    fuller = " " not in role and re.match(rf"{re.escape(role)} (?!и |за )", said) is not None
    fuller = fuller and (label[:1].isdigit() or label.startswith("№") or not set(lemmas(head)) & set(lemmas(said)))
    return _with_row(said if fuller else role, head, label)


def _names_role(own: str) -> bool:
    """«Консультант», «Экзаменатор»; «Учитель» tells a post, «Обучающийся» a pupil."""
    if form("tables", "role").search(own):
        return True
    plain = any(form("tables", name).search(own) for name in ("generic", "pupils"))
    return bool(own) and not plain and is_person_noun(own.split(maxsplit=1)[0].lower())


def _responsible_by_header(table: Table, own: str, head: str, label: str, role: str) -> _Given | None:
    """Who is responsible for what, or on duty, by the headers."""
    if form("tables", "responsible").search(head):
        return _Given(f"ответственный за {label}")
    if form("tables", "anybody").search(own) and label and form("tables", "direction").search(head):
        return _Given(f"ответственный за {accusative_phrase(label[:1].lower() + label[1:])}")
    if form("tables", "on_duty").search(table.title) and form("tables", "anyone").search(own):
        # «Ответственный учитель» of a table of duty on floors
        return _Given(form("tables", "anyone").sub("дежурный", own, count=1).lower(), label.lower())
    listed = role if form("tables", "responsible_role").search(role) else role_of_title(table.title)
    if form("tables", "class_teacher").match(own) and listed.startswith("ответственн"):
        # «Список ответственных за печать ведомостей» over a column «Классный руководитель»
        return _Given(listed, label.lower())
    if form("tables", "anybody").search(own) and listed.startswith("ответственн"):
        # «назначить ответственными за состояние помещений:» and whoever is «ответственный» in the table
        return _Given(listed, label.lower())
    return None


def _of_body(role: str, table: Table) -> str:
    """«председатель», «член совета» in a table of a council is one of that council."""
    body = form("tables", "body").search(table.title)
    member = membership(role, "")
    if body is None or member is None or len(role.split()) > len(member.split()) + 1:
        return role
    return f"{member} {genitive_phrase(singular(body.group().strip().lower()))}"


def _with_row(role: str, head: str, label: str) -> _Given:
    """The role with the row's label, as speech joins them."""
    low = head.lower()
    if not label or find_dates(label) or form("tables", "day").search(low):
        return _Given(role)
    words = label.split(maxsplit=1)[0].lower()
    if "gent" in cases(words) and "nomn" not in cases(words):
        # «руководитель | методическое объединение | учителей химии»
        return _Given(f"{role} {genitive_phrase(low)} {label}")
    if "кабинет" in low and role.startswith("заведующ"):
        return _Given(role if "кабинет" in role else f"{role} кабинетом", label)
    told = _of_kind(role, low, label)
    return _Given(told) if told else _Given(role, f"{low} {label}" if label[:1].isdigit() else label.lower())


def _of_kind(role: str, low: str, label: str) -> str:
    """The role in the row of a class, a room, a group; "" where the row is a subject or another place."""
    if form("tables", "class").search(low) and form("tables", "of_class").match(role):
        return f"{role} {label}" + ("" if "класс" in label else " класса")
    named = form("tables", "named").search(low)
    if named is not None:
        return f"{role} {named.group('what')} {label}"
    if form("tables", "group").search(low):
        return (
            f"{role} {genitive_phrase(low)} {label}"
            if genitive_phrase(low).split()[0][:4] not in role
            else f"{role} {label}"
        )
    return ""


def _own_post(text: str, mention: Mention) -> str:
    """«Козлова Е.П., учитель» in one cell."""
    after = text[mention.end :].lstrip(". ")
    if not after.startswith(","):
        return ""
    piece = after[1:].split(",")[0].strip()
    return "" if find_mentions(piece) else piece


def _record(
    cell: Cell, mention: Mention, given: _Given, position: str, row: Sequence[Cell], clause: str | None, people: People
) -> AppointmentRecord:
    dates = [found[0] for other in row for found in find_dates(other.text)]
    dates = dates * 2 if len(dates) == 1 else dates
    passage = join([Part(row=cell.row)])
    return AppointmentRecord(
        person=people.resolve(mention, "nomn"),
        position=as_position(position) if position else None,
        role=given.role,
        label=given.label or None,
        clause=clause,
        valid_from=dates[0] if len(dates) == 2 else None,  # noqa: PLR2004 - from, to
        valid_to=dates[1] if len(dates) == 2 else None,  # noqa: PLR2004
        sources=(passage.source(),) if passage.text else (),
    )
