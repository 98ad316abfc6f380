"""What was read from an order, fact by fact, each with its places on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from api.words import OPERATIONS
from journal.amending import WHOLE
from parsing.dates import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ingest.model import SourceRef
    from journal.model import ReviewItem
    from parsing.records import (
        AppointmentRecord,
        ClauseRecord,
        DutyRecord,
        LegalBasisRecord,
        OrderRecord,
        PersonRecord,
        TargetRecord,
    )

UNSURE = 0.6
REQUISITES = {
    "organization": "Организация",
    "number": "Номер",
    "date": "Дата",
    "title": "Заголовок",
    "place": "Место",
    "effective_from": "Действует с",
}
PERIODS = {
    "daily": "ежедневно",
    "weekly": "еженедельно",
    "monthly": "ежемесячно",
    "quarterly": "ежеквартально",
    "yearly": "ежегодно",
    "per_lesson": "на каждом уроке",
    "event": "по случаю",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that the paper says."""

    key: str
    """Names the fact on the page: its JSON pointer with dashes."""
    text: str
    label: str = ""
    notes: tuple[str, ...] = ()
    level: int = 0
    places: tuple[SourceRef, ...] = ()
    misread: str = ""
    """What was read where a person put it right."""
    settled: bool = False
    """True when a person has looked at it."""

    @property
    def unsure(self) -> bool:
        """True when no place was read with confidence and nobody has looked at it."""
        return not self.settled and bool(self.places) and max(place.confidence for place in self.places) < UNSURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Facts of one kind."""

    title: str
    facts: tuple[Fact, ...]
    folded: bool = False
    """Closed until a person opens it."""


def sections(record: OrderRecord, answers: Iterable[ReviewItem] = ()) -> tuple[Section, ...]:
    """Everything that was read, in the order in which a director looks at it; empty kinds are left out."""
    said = {key_of(item.pointer): item for item in answers}
    made = (
        Section(title="Реквизиты", facts=tuple(_requisites(record))),
        Section(title="Назначения", facts=tuple(_people("appointments", record.appointments))),
        Section(title="Освобождены от обязанностей", facts=tuple(_people("revocations", record.revocations))),
        *_duty_sections(record.duties),
        Section(title="Контроль и подпись", facts=tuple(_closing(record))),
        Section(title="Ознакомлены", facts=tuple(_acknowledged(record))),
        Section(title="Отменяет", facts=tuple(_targets("repeals", record.repeals))),
        Section(title="Изменяет", facts=tuple(_targets("amends", record.amends))),
        Section(title="Приложения", facts=tuple(_appendices(record))),
        Section(title="Основания", facts=tuple(_legal(record.legal_basis)), folded=True),
        Section(title="Пункты приказа целиком", facts=tuple(_clauses(record.clauses)), folded=True),
    )
    return tuple(_with_answers(section, said) for section in made if section.facts)


def key_of(pointer: str) -> str:
    """A JSON pointer as a name inside a page."""
    return pointer.strip("/").replace("/", "-")


def _with_answers(section: Section, said: Mapping[str, ReviewItem]) -> Section:
    return replace(section, facts=tuple(_answered(fact, said.get(fact.key)) for fact in section.facts))


def _answered(fact: Fact, item: ReviewItem | None) -> Fact:
    """A fact that a person has looked at; put right where the answer stands in it now."""
    if item is None:
        return fact
    stands = item.value != item.reading and (item.value or "") in " ".join((fact.text, *fact.notes))
    return replace(fact, misread=item.reading if stands else "", settled=True)


def _requisites(record: OrderRecord) -> Iterator[Fact]:
    for name, label in REQUISITES.items():
        value = getattr(record, name)
        if value is not None:
            text = value if isinstance(value, str) else f"{value:%d.%m.%Y}"
            yield Fact(key=name, label=label, text=text, places=record.header_sources.get(name, ()))


def _people(kind: str, items: Sequence[AppointmentRecord]) -> Iterator[Fact]:
    for place, item in enumerate(items):
        notes = [item.position or "", _clause(item.clause)]
        notes += [f"с {item.valid_from:%d.%m.%Y}"] if item.valid_from else []
        notes += [f"по {item.valid_to:%d.%m.%Y}"] if item.valid_to else []
        text = f"{_name(item.person)} — {item.title}"
        yield Fact(key=f"{kind}-{place}", text=text, notes=_kept(notes), places=item.sources)


def _duty_sections(duties: Sequence[DutyRecord]) -> Iterator[Section]:
    """One section for the duties that stand together under one role."""
    numbered = list(enumerate(duties))
    for (role, clause), group in groupby(numbered, key=lambda item: (item[1].role, item[1].clause)):
        title = ": ".join(part for part in ("Обязанности", role or "") if part)
        facts = tuple(_duty(place, duty) for place, duty in group)
        yield Section(title=f"{title} ({_clause(clause)})" if clause else title, facts=facts)


def _duty(place: int, item: DutyRecord) -> Fact:
    notes = [PERIODS.get(item.periodicity.value, ""), _term(item.deadline), ", ".join(map(_name, item.assignees))]
    return Fact(key=f"duties-{place}", text=item.action_text, notes=_kept(notes), places=item.sources)


def _term(deadline: str | None) -> str:
    """The printed words, or the day as the page writes days."""
    day = iso_day(deadline or "")
    return f"срок {day:%d.%m.%Y}" if day else deadline or ""


def _closing(record: OrderRecord) -> Iterator[Fact]:
    control = record.control_by
    if control is not None:
        who = "директор оставил за собой" if control.self_control else _named(control.person, control.position)
        yield Fact(key="control_by", label="Контроль", text=who, notes=_kept([_clause(control.clause)]),
                   places=control.sources)  # fmt: skip
    signed = record.signatory
    if signed is not None:
        text = _named(signed.name, signed.position)
        yield Fact(key="signatory", label="Подпись", text=text, places=signed.sources)


def _acknowledged(record: OrderRecord) -> Iterator[Fact]:
    for place, item in enumerate(record.acknowledged):
        notes = [item.position or "", f"{item.date:%d.%m.%Y}" if item.date else "без даты"]
        yield Fact(key=f"acknowledged-{place}", text=_name(item.person), notes=_kept(notes), places=item.sources)


def _targets(kind: str, items: Sequence[TargetRecord]) -> Iterator[Fact]:
    for place, item in enumerate(items):
        scope = "" if item.scope == WHOLE else item.scope
        notes = [_clause(item.clause), OPERATIONS.get(item.operation or "", ""), scope]
        yield Fact(key=f"{kind}-{place}", text=_act(item), notes=_kept(notes), places=item.sources)


def _appendices(record: OrderRecord) -> Iterator[Fact]:
    for place, item in enumerate(record.appendices):
        number = f"Приложение {item.number or ''}".strip()
        notes = [_clause(item.clause), "приложено" if item.attached else "к документу не приложено"]
        text = f"{number}: {item.title}" if item.title else number
        yield Fact(key=f"appendices-{place}", text=text, notes=_kept(notes), places=item.sources)


def _legal(items: Sequence[LegalBasisRecord]) -> Iterator[Fact]:
    for place, item in enumerate(items):
        yield Fact(key=f"legal_basis-{place}", text=_act(item), places=item.sources)


def _clauses(clauses: Sequence[ClauseRecord], above: str = "clauses", level: int = 0) -> Iterator[Fact]:
    for place, item in enumerate(clauses):
        key = f"{above}-{place}"
        notes = ["номер восстановлен"] if item.number_inferred else []
        yield Fact(key=key, label=item.number or "•", text=item.text, notes=_kept(notes), level=level,
                   places=item.sources)  # fmt: skip
        yield from _clauses(item.children, f"{key}-children", level + 1)


def _act(item: TargetRecord | LegalBasisRecord) -> str:
    """«Приказ Минобрнауки от 03.11.2020 № 1053 «О …»»."""
    parts = [item.kind, item.issuer or "", f"от {item.date:%d.%m.%Y}" if item.date else ""]
    parts += [f"№ {item.number}" if item.number else "", f"«{item.title}»" if item.title else ""]
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _named(person: PersonRecord | None, position: str | None) -> str:
    name = _name(person) if person else ""
    return " — ".join(part for part in (name, position or "") if part)


def _name(person: PersonRecord) -> str:
    rest = person.initials_or_names
    return person.surname if rest == "-" else f"{person.surname} {rest}"


def _clause(number: str | None) -> str:
    return f"пункт {number}" if number else ""


def _kept(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(note for note in notes if note)
