"""Structures of invented orders for Hypothesis: people of every kind of name, roles, duties, acts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ingest.model import Source
from parsing.drafting.pipeline import draft_order
from parsing.drafting.word import to_docx
from parsing.records import (
    AcknowledgementRecord,
    AppendixRecord,
    AppointmentRecord,
    ClauseRecord,
    ControlRecord,
    DutyRecord,
    LegalBasisRecord,
    OrderRecord,
    Periodicity,
    PersonRecord,
    SignatoryRecord,
    TargetRecord,
)
from support.documents import parse_order, read_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.drafting.model import DraftedOrder

PEOPLE = (
    ("Соколова", "В.А."), ("Соколов", "П.Н."), ("Успенский", "А.Я."), ("Успенская", "Дарья Ильинична"),
    ("Ткач", "И.Л."), ("Ткач", "Ирина Львовна"), ("Бондарь", "Виктор Фомич"), ("Бондарь", "К.Е."),
    ("Петренко", "О.О."), ("Черных", "Д.К."), ("Сорока", "Ю.М."), ("Живаго", "Т.Б."), ("Мамедова-Шульц", "Э.Р."),
    ("Римский-Корсаков", "Илья Ильич"), ("Вострикова-Ким", "Л.А."), ("Сапожок", "И.Е."), ("Толстой", "Н.Г."),
    ("Ринчинова", "О.Ц.-Д."), ("Дугарова", "Сэсэг Батоевна"), ("Хасанов", "З.М."), ("Шевчук", "Анна Петровна"),
    ("Аветисян", "Г.С."), ("Ильин", "Олег Кузьмич"), ("Белая", "Н.В."), ("Нечай", "Ф.У."), ("Королёв", "С.П."),
)  # fmt: skip
POSTS = (
    "учитель химии", "учитель начальных классов", "заместитель директора по УВР", "заведующий хозяйством", "завхоз",
    "педагог-психолог", "социальный педагог", "секретарь учебной части", "библиотекарь", "медсестра", "техслужащая",
    "инженер-программист", "старший воспитатель",
)  # fmt: skip
ROLES = (
    "ответственный за питание", "ответственный за пожарную безопасность", "администратор электронного журнала",
    "классный руководитель 5А класса", "дежурный администратор", "заведующий кабинетом № 24", "наставник",
    "член бракеражной комиссии", "председатель бракеражной комиссии", "секретарь бракеражной комиссии",
    "руководитель методического объединения", "куратор 10 класса", "организатор олимпиады",
)  # fmt: skip
OTHERS = ("классные руководители", "учителя-предметники", "секретарь", "заместитель директора по УВР", "библиотекарь")
ACTIONS = (
    "вести журнал учёта питающихся", "представить списки обучающихся директору", "проверить состояние кабинетов",
    "ознакомить работников с настоящим приказом", "провести инструктаж с обучающимися", "обновить стенд в вестибюле",
    "сдать отчёт в учебную часть", "обеспечить хранение ведомостей", "не допускать посторонних в здание школы",
    "разместить приказ на официальном сайте",
)  # fmt: skip
BASES = (
    LegalBasisRecord(
        issuer=None, kind="федеральный закон", date=dt.date(2012, 12, 29), number="273-ФЗ",
        title="Об образовании в Российской Федерации",
    ),
    LegalBasisRecord(
        issuer="Министерство просвещения Российской Федерации", kind="приказ", date=dt.date(2020, 7, 27), number="115",
        title="Об утверждении Порядка организации образовательной деятельности",
    ),
    LegalBasisRecord(
        issuer="Правительство Российской Федерации", kind="постановление", date=dt.date(2020, 9, 23), number="1527",
        title=None,
    ),
    LegalBasisRecord(issuer=None, kind="устав", date=None, number=None, title=None),
    LegalBasisRecord(
        issuer=None, kind="положение", date=dt.date(2024, 8, 27), number="298-о",
        title="Положение об электронном журнале",
    ),
    LegalBasisRecord(
        issuer="педагогический совет", kind="решение", date=dt.date(2025, 8, 28), number="1", title=None
    ),
    LegalBasisRecord(
        issuer=None, kind="СанПиН", date=None, number="2.4.3648-20", title="Санитарно-эпидемиологические требования"
    ),
)  # fmt: skip
TITLES = ("Об организации горячего питания", "О распределении обязанностей", "О работе в 2025/2026 учебном году")
SCHOOLS = (
    "Муниципальное бюджетное общеобразовательное учреждение «Заречная средняя школа № 12»",
    "МАОУ «Лицей № 4 имени Ш. Г. Хайруллина»", "Государственное казённое учреждение «Школа-интернат № 3»",
)  # fmt: skip
SURE_POSTS = tuple(post for post in POSTS if post != "техслужащая")
"""Posts that stand in the accusative too; another is told in tables only."""
PLACES = ("с. Заречное", "г. Приамурск", "пос. Верхний Яр", None)
TEXTS = (
    "Утвердить план работы школы на учебный год.", "Провести 5 сентября линейку.", "Режим работы школы пятидневный;",
    "Учебные кабинеты открывать в 8.00.", "Занятия начинать по звонку", "В школе установить следующий порядок:",
    "Использовать оборудование только по назначению.",
)  # fmt: skip
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))
NUMBERS = st.sampled_from(("1", "72/2-ОД", "118", "305-о", "40/1"))


def through_word(record: OrderRecord) -> tuple[DraftedOrder, OrderRecord]:
    """(the draft of an order, what its DOCX is parsed as)."""
    drafted = draft_order(record)
    return drafted, parse_order(read_sources(Source(name="приказ.docx", data=to_docx(drafted.draft))))


def person(index: int) -> PersonRecord:
    """Of the pool."""
    surname, names = PEOPLE[index]
    return PersonRecord(surname=surname, initials_or_names=names)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def appointments(draw: Any, staff: Sequence[PersonRecord], *, dated: bool = True) -> tuple[AppointmentRecord, ...]:
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(staff), st.sampled_from(ROLES)), max_size=5, unique_by=lambda pair: pair)
    )
    terms = st.sampled_from((None, (dt.date(2025, 9, 1), None), (dt.date(2025, 9, 1), dt.date(2026, 5, 31))))
    found = []
    for who, role in pairs:
        begins, ends = (draw(terms) or (None, None)) if dated else (None, None)
        post = draw(maybe(st.sampled_from(POSTS)))
        found.append(
            AppointmentRecord(person=who, position=post, role=role, clause=None, valid_from=begins, valid_to=ends)
        )
    return tuple(found)


@st.composite
def duties(draw: Any, staff: Sequence[PersonRecord], appointed: Sequence[AppointmentRecord]) -> tuple[DutyRecord, ...]:
    roles = [item.role for item in appointed] + list(OTHERS)
    found = []
    for _ in range(draw(st.integers(0, 3))):
        role = draw(maybe(st.sampled_from(roles)))
        named = draw(st.lists(st.sampled_from(staff), min_size=0 if role else 1, max_size=2, unique=True))
        times = ((None, Periodicity.NONE), ("2025-09-05", Periodicity.NONE), (None, Periodicity.WEEKLY))
        for action in draw(st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=3, unique=True)):
            deadline, periodicity = draw(st.sampled_from(times))
            found.append(
                DutyRecord(
                    role=role, assignees=tuple(named), action_text=action, periodicity=periodicity, deadline=deadline,
                    clause=None, ordinal=1,
                )
            )  # fmt: skip
    return tuple(found)


@st.composite
def targets(draw: Any, *, amended: bool) -> TargetRecord:
    operation = draw(st.sampled_from(("replace_clause", "add_clause", "delete_clause", "replace_words")))
    whole = not amended and draw(st.booleans())
    quoted = {
        "replace_clause": (None, "Утвердить график."),
        "add_clause": (None, "Вести учёт."),
        "delete_clause": (None, None),
    }
    old, new = quoted.get(operation, ("лицей", "школа"))
    return TargetRecord(
        kind="приказ",
        date=draw(DAYS),
        number=draw(NUMBERS),
        title=draw(maybe(st.sampled_from(TITLES))),
        scope="весь" if whole else f"п. {draw(st.integers(1, 9))}",
        clause=None,
        operation=operation if amended else None,
        old_text=old if amended else None,
        new_text=new if amended else None,
        effective_from=None if amended else draw(maybe(DAYS)),
    )


@st.composite
def controls(draw: Any, staff: Sequence[PersonRecord], signatory: SignatoryRecord) -> ControlRecord | None:
    if draw(st.booleans()):
        return ControlRecord(self_control=True, person=signatory.name, position=signatory.position, clause=None)
    post = draw(st.sampled_from(SURE_POSTS))
    return ControlRecord(self_control=False, person=draw(st.sampled_from(staff)), position=post, clause=None)


@st.composite
def orders(draw: Any) -> OrderRecord:
    """An order without clauses: what a director wants, not yet how it is said."""
    chosen = draw(st.lists(st.integers(0, len(PEOPLE) - 1), min_size=3, max_size=6, unique_by=lambda at: PEOPLE[at][0]))
    head, *staff = [person(at) for at in chosen]
    signatory = SignatoryRecord(
        name=head, position=draw(st.sampled_from(("Директор школы", "И.о. директора лицея"))), signed=None
    )
    given = draw(appointments(staff))
    laid = draw(duties(staff, given))
    # «Сороке» and «Толстой» are told apart by the sheet of acquaintance, where bearers of duties stand
    bearers = {who for item in laid for who in item.assignees}
    listed = [who for who in staff if who in bearers or draw(st.booleans())]
    return OrderRecord(
        organization=draw(st.sampled_from(SCHOOLS)),
        number=draw(maybe(NUMBERS)),
        date=draw(maybe(DAYS)),
        title=draw(maybe(st.sampled_from(TITLES))),
        place=draw(st.sampled_from(PLACES)),
        legal_basis=tuple(draw(st.lists(st.sampled_from(BASES), max_size=3, unique=True))),
        clauses=(),
        appointments=given,
        revocations=tuple(item for item in draw(appointments(staff, dated=False))[:2] if item.position in SURE_POSTS),
        duties=laid,
        repeals=tuple(draw(st.lists(targets(amended=False), max_size=2))),
        amends=tuple(draw(st.lists(targets(amended=True), max_size=2))),
        effective_from=draw(maybe(DAYS)),
        control_by=draw(controls(staff, signatory)),
        signatory=signatory,
        acknowledged=tuple(
            AcknowledgementRecord(person=who, signed=None, date=None, position=draw(maybe(st.sampled_from(POSTS))))
            for who in listed
        ),
        appendices=draw(st.sampled_from(((), (AppendixRecord(number="1", title="план", attached=True, clause=None),)))),
    )


@st.composite
def clause_trees(draw: Any) -> tuple[ClauseRecord, ...]:
    """Clauses with numbers of every depth, gaps, letters and lists without numbers."""
    numbers = sorted(draw(st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True)))
    return tuple(_clause(draw, str(number), depth=0) for number in numbers)


def _clause(draw: Any, number: str, *, depth: int) -> ClauseRecord:
    text = draw(st.sampled_from(TEXTS))
    kind = draw(st.sampled_from(("none", "none", "numbers", "letters", "bullets"))) if depth < 2 else "none"
    children: tuple[ClauseRecord, ...] = ()
    if kind == "numbers":
        children = tuple(_clause(draw, f"{number}.{n}", depth=depth + 1) for n in range(1, draw(st.integers(2, 4))))
    elif kind == "letters":
        children = tuple(
            ClauseRecord(number=f"{number}.{letter}", text=draw(st.sampled_from(TEXTS))) for letter in "абв"
        )
    elif kind == "bullets":
        texts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
        children = tuple(ClauseRecord(number=None, text=item) for item in texts)
    return ClauseRecord(number=number, text=text, children=children)
