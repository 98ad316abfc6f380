"""What a page means against the journal: pure, no database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from journal.holdings import (
    ClassGroup,
    ClassJournal,
    Enrolled,
    HeldLesson,
    HeldMark,
    HeldText,
    HeldValues,
    PlannedTopic,
    Slot,
    StudyGroup,
    Term,
)
from journal.model import Person
from journal.pages import Decision, EntryKind, Ruling
from journal.paper.bringing import facts_of
from journal.paper.headers import find_subject
from journal.paper.plan import Plan, frame_of, plan_of
from journal.paper.pupils import find_pupil
from journal.paper.readings import readings_of
from parsing.page_records import JournalPageRecord, MarkRecord, PupilRowRecord, SheetKind
from school.terms import SchoolYear
from support.paper_school import DAYS, PUPILS, left, read_page, right

YEAR = SchoolYear(first_year=2023)
FIRST, SECOND = date.fromisoformat(DAYS[0]), date.fromisoformat(DAYS[1])


def person(key: str, surname: str, given: str, patronymic: str, kind: str = "pupil") -> Person:
    return Person(person_id=key, kind=kind, surname=surname, given_name=given, patronymic=patronymic)


def lesson(day: date = FIRST, lesson_id: str = "L1", **changes) -> HeldLesson:
    usual = {"number": 2, "group_id": None, "subject": "Алгебра", "status": "held"}
    return HeldLesson(lesson_id=lesson_id, day=day, **{**usual, **changes})


def slot(weekday: int, subject: str = "Алгебра", **changes) -> Slot:
    usual = {"number": 2, "group_id": None, "teacher_id": "t1", "valid_from": None, "valid_to": None}
    return Slot(slot_id=f"{subject}-{weekday}", weekday=weekday, subject=subject, **{**usual, **changes})


def journal(**changes) -> ClassJournal:
    usual = {
        "school_class": ClassGroup(class_id="7a", name="7А", school_year="2023/2024", grade=7),
        "year": YEAR,
        "pupils": tuple(Enrolled(person=person(*row), valid_from=None, valid_to=None) for row in PUPILS),
        "staff": (
            person("t1", "Лапшин", "Егор", "Ильич", "staff"),
            person("t2", "Суворова", "Инна", "Юрьевна", "staff"),
        ),
        "slots": (slot(1), slot(3), slot(2, "Физика"), slot(4, "Физика")),
        "terms": (
            Term(term_id="q1", kind="quarter", number=1, valid_from=YEAR.start, valid_to=date(2023, 10, 27)),
            Term(term_id="y", kind="year", number=None, valid_from=YEAR.start, valid_to=date(2024, 5, 31)),
        ),
        "topics": (PlannedTopic(ktp_id="k1", subject="Алгебра", topic="Степень числа"),),
    }
    return ClassJournal(**{**usual, **changes})


def planned(
    record: JournalPageRecord, held: ClassJournal | None = None, values: HeldValues | None = None, **rulings: str | None
) -> Plan:
    """The plan of a page; `rulings` are decisions by what was read, None leaves the entry out."""
    book = held or journal()
    items = [(reading, _ruling(rulings, reading.value)) for reading in readings_of(read_page(record), None)]
    return plan_of(items, frame_of(items, book), book, values or HeldValues())


def _ruling(rulings: dict[str, str | None], read: str) -> Ruling | None:
    if read not in rulings:
        return None
    value = rulings[read]
    decision = Decision.REJECTED if value is None else Decision.CORRECTED
    return Ruling(decision=decision, value=value or "", settled=(), by="a", at=datetime(2024, 9, 1, tzinfo=UTC))


def asked(plan: Plan) -> list[tuple[str, str]]:
    return [(entry.reading.value, question.code) for entry in plan.open for question in entry.asked]


def brought(plan: Plan, held: ClassJournal | None = None, values: HeldValues | None = None) -> list[tuple]:
    """(file, pupil or lesson, value) of what the page brings, lessons left out."""
    rows = [fact for fact in facts_of(plan, held or journal(), values or HeldValues()) if fact.file != "lessons.csv"]
    return [
        (fact.file, fact.values.get("pupil_id"), fact.values.get("value") or fact.values.get("code"), fact.instead)
        for fact in rows
    ]


ROWS = {
    "as listed": ("Белов Артём", "u2", []),
    "е for ё": ("Белов Артем", "u2", []),
    "initials": ("Белов А.", "u2", []),
    "a letter misread": ("Бепов Артём", "u2", []),
    "two fit": ("Иванов", "u4", ["pupil-unsure"]),
    "nobody": ("Юсупов Тимур", "", ["pupil-missing"]),
    "the reader doubts": ("Белов Артём?", "u2", ["pupil-unsure"]),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_row_is_a_pupil_of_the_class_or_a_question(case: str) -> None:
    name, person_id, codes = ROWS[case]
    plan = planned(left({name: {}}))
    (row,) = plan.frame.rows.values()
    assert (row.proposed, [question.code for question in row.asked]) == (person_id, codes)


def test_rows_are_assigned_in_the_order_of_the_alphabet() -> None:
    plan = planned(left({"Иванов А.": {}, "Иванова А.": {}, "Соколов П": {}}))
    assert [row.proposed for row in plan.frame.rows.values()] == ["u4", "u5", "u6"]


def test_a_newcomer_written_last_is_still_found() -> None:
    plan = planned(left({"Веселова Анна": {}, "Соколов Пётр": {}, "Абрамова Вера": {}}))
    assert [row.proposed for row in plan.frame.rows.values()] == ["u3", "u6", "u1"]
    assert asked(plan) == []


def test_two_pupils_of_one_name_are_told_apart_by_a_person() -> None:
    twins = tuple(
        Enrolled(person=person(key, "Белов", "Артём", patronymic), valid_from=None, valid_to=None)
        for key, patronymic in (("b1", "Ильич"), ("b2", "Олегович"))
    )
    book = journal(pupils=twins)
    assert asked(planned(left({"Белов Артём": {}}), book)) == [("Белов Артём", "pupil-unsure")]
    both = planned(left({"Белов Артём": {}, "Белов Артем": {}}), book)
    assert [row.proposed for row in both.frame.rows.values()] == ["b1", "b2"]
    assert [code for _, code in asked(both)] == ["pupil-unsure", "pupil-unsure"]


def test_a_pupil_who_left_before_the_page_is_not_in_its_list() -> None:
    gone = Enrolled(person=person("g", "Гусев", "Илья", ""), valid_from=None, valid_to=date(2023, 9, 2))
    book = journal(pupils=(*journal().pupils, gone))
    plan = planned(left({"Гусев Илья": {DAYS[0]: "5"}}), book)
    assert asked(plan) == [("Гусев Илья", "pupil-missing")]
    named = planned(left({"Гусев Илья": {DAYS[0]: "5"}}), book, **{"Гусев Илья": "g"})
    assert asked(named) == [("5", "value-not-enrolled")]


def test_pupils_are_named_by_people_as_they_like() -> None:
    names = {text: [found.person_id for found in find_pupil(text, journal())] for text in (
        "u4", "Иванов", "иванов андрей", "Иванов А.Л.", "Иванова Алена", "Ивано", "Сидоров", "", "Иванов Пётр"
    )}  # fmt: skip
    assert names == {
        "u4": ["u4"],
        "Иванов": ["u4"],
        "иванов андрей": ["u4"],
        "Иванов А.Л.": ["u4"],
        "Иванова Алена": ["u5"],
        "Ивано": [],
        "Сидоров": [],
        "": [],
        "Иванов Пётр": [],
    }


DATES = {
    "a school day of the timetable": (DAYS[0], []),
    "no such lesson that day": ("2023-09-05", ["date-not-in-timetable"]),
    "a Sunday": ("2023-09-10", ["date-no-school"]),
    "a vacation": ("2023-10-30", ["date-no-school"]),
    "another year": ("2022-09-05", ["date-other-year"]),
    "a term": ("Q1", []),
    "a term that is not there": ("Q3", ["term-missing"]),
    "the year": ("Y", []),
    "no date": ("ноябрь", ["date-wrong"]),
}


@pytest.mark.parametrize("case", DATES)
def test_a_column_is_a_lesson_or_a_term_or_a_question(case: str) -> None:
    day, codes = DATES[case]
    plan = planned(left({}, (day,)), journal(days={date(2023, 10, 30): "vacation"}))
    assert [code for _, code in asked(plan)] == codes


def test_a_date_that_stands_twice_is_asked_about_twice() -> None:
    plan = planned(left({}, (DAYS[0], "2023-09-06", "2023-09-08")), **{"2023-09-08": "2023-09-06"})
    assert [code for _, code in asked(plan)].count("date-twice") == 2


def test_a_cancelled_lesson_takes_no_marks() -> None:
    plan = planned(left({}, (DAYS[0],)), journal(lessons=(lesson(status="cancelled"),)))
    assert asked(plan) == [(DAYS[0], "lesson-cancelled")]


HELD = {
    # what the journal holds of the pupil, what the paper says, the questions, what the page brings
    "nothing": ((), None, "5", [], [("marks.csv", "u1", "5", False)]),
    "the same": (("5",), None, "5", [], []),
    "another mark": (("4",), None, "5", ["value-differs"], [("marks.csv", "u1", "5", True)]),
    "one of two": (("4",), None, "5/4", ["value-differs"], [("marks.csv", "u1", "5", False)]),
    "two, in another order": (("4", "5"), None, "5 4", [], []),
    "one more than the paper": (("4", "5"), None, "5", ["value-differs"], [("marks.csv", "u1", None, True)]),
    "a mark, and absence on paper": (
        ("4",), None, "н", ["value-differs"],
        [("attendance.csv", "u1", "absent", False), ("marks.csv", "u1", None, True)],
    ),
    "absence on paper": ((), None, "н", [], [("attendance.csv", "u1", "absent", False)]),
    "the same absence": ((), "absent", "н", [], []),
    "another absence": ((), "ill", "н", ["value-differs"], [("attendance.csv", "u1", "absent", True)]),
    "absent, and a mark": ((), "absent", "5", ["value-of-absent"], [("marks.csv", "u1", "5", False)]),
    "absent, marked later": (
        (), None, "н/4", ["value-of-absent"],
        [("attendance.csv", "u1", "absent", False), ("marks.csv", "u1", "4", False)],
    ),
    "exempt": ((), None, "осв", [], [("attendance.csv", "u1", "exempt", False)]),
    "a word": ((), None, "зач", [], [("marks.csv", "u1", "зач", False)]),
    "a dot": (("4",), None, ".", [], []),
    "no mark at all": ((), None, "7", ["value-wrong"], []),
}  # fmt: skip


@pytest.mark.parametrize("case", HELD)
def test_a_cell_against_the_journal(case: str) -> None:
    marks, absence, read, codes, rows = HELD[case]
    values = HeldValues(
        marks={("L1", "u1"): tuple(HeldMark(mark_id=f"m{n}", value=value) for n, value in enumerate(marks))},
        attendance={("L1", "u1"): absence} if absence else {},
    )
    book = journal(lessons=(lesson(),))
    plan = planned(left({"Абрамова Вера": {DAYS[0]: read}}, (DAYS[0],)), book, values)
    assert [code for _, code in asked(plan)] == codes
    assert brought(plan, book, values) == rows


def test_another_value_keeps_what_else_is_known_of_the_mark() -> None:
    written = {"kind": "written", "work_id": "w1", "weight": "2"}
    held = HeldMark(mark_id="m", value="3", about=written), HeldMark(mark_id="r", value="5", about={"kind": "retake"})
    values, book = HeldValues(marks={("L1", "u1"): held}), journal(lessons=(lesson(),))
    plan = planned(left({"Абрамова Вера": {DAYS[0]: "4"}}, (DAYS[0],)), book, values)
    (fact,) = facts_of(plan, book, values)
    assert {name: fact.values[name] for name in ("mark_id", "value", *written)} == {
        "mark_id": "m", "value": "4", **written
    }  # fmt: skip


def test_all_present_in_the_journal_and_an_absence_on_paper() -> None:
    values = HeldValues(attendance={("L1", "*"): "present"})
    plan = planned(left({"Абрамова Вера": {DAYS[0]: "н"}}, (DAYS[0],)), journal(lessons=(lesson(),)), values)
    (entry,) = plan.open
    assert "присутствовали все" in entry.asked[0].text


def test_the_first_grade_has_no_marks() -> None:
    first = ClassGroup(class_id="1a", name="1А", school_year=None, grade=1)
    plan = planned(left({"Абрамова Вера": {DAYS[0]: "5", DAYS[1]: "н"}}), journal(school_class=first))
    assert asked(plan) == [("5", "value-first-grade")]


def test_a_struck_mark_is_shown_to_a_person() -> None:
    page = left({"Абрамова Вера": {DAYS[0]: "4"}})
    row = page.pupils[0]
    struck = replace(page, pupils=(replace(row, marks=(replace(row.marks[0], struck_value="3"),)),))
    (entry,) = planned(struck).open
    assert entry.asked[0].text == "Отметка исправлена: было «3», стало «4». Верно?"


def test_rows_and_columns_left_out_take_their_cells_along() -> None:
    page = left({"Абрамова Вера": {DAYS[0]: "5?", DAYS[1]: "4"}, "Юсупов Тимур": {DAYS[1]: "2?"}}, DAYS[:2])
    plan = planned(page, **{"Юсупов Тимур": None, DAYS[0]: None})
    assert asked(plan) == []
    assert brought(plan) == [("marks.csv", "u1", "4", False)]
    assert [fact.values["date"] for fact in facts_of(plan, journal(), HeldValues()) if fact.file == "lessons.csv"] == [
        SECOND
    ]


TEXTS = {
    "nothing held": (None, [], True),
    "a blank": ("  ", [], True),
    "the same but for signs": ("степень  числа.", [], False),
    "something else": ("Одночлены", ["text-differs"], True),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_topic_against_the_journal(case: str) -> None:
    before, codes, comes = TEXTS[case]
    values = HeldValues(texts={("L1", "topic"): HeldText(value=before, at=None)} if before is not None else {})
    book = journal(lessons=(lesson(),))
    plan = planned(right((DAYS[0], "Степень числа", "")), book, values)
    assert [code for _, code in asked(plan)] == codes
    facts = [fact for fact in facts_of(plan, book, values) if fact.file == "lesson_texts.csv"]
    assert [fact.values["ktp_id"] for fact in facts] == (["k1"] if comes else [])


def test_a_lesson_row_without_a_date_is_asked_for_one() -> None:
    page = right((None, "Степень числа?", ""), teacher="Лапшин Е.И.")
    plan = planned(page)
    assert asked(plan) == [("", "date-missing"), ("Степень числа", "text-doubtful"), ("", "text-doubtful")]


def test_the_teacher_of_a_right_page_gave_its_lessons() -> None:
    plan = planned(right((DAYS[0], "Степень числа", ""), teacher="Лапшин Е.И."))
    (made,) = [fact for fact in facts_of(plan, journal(), HeldValues()) if fact.file == "lessons.csv"]
    about = ("actual_teacher_id", "planned_teacher_id", "number")
    assert [made.values[name] for name in about] == ["t1", "t1", 2]
    assert asked(planned(right(teacher="Неизвестный П.П."))) == [("Неизвестный П.П.", "teacher-unknown")]


SUBJECTS = {"алгебра": [], "Алгбера": ["subject-spelling"], "Астрономия": ["subject-unknown"], "": ["subject-missing"]}


@pytest.mark.parametrize("read", SUBJECTS)
def test_a_subject_in_the_spelling_of_the_journal(read: str) -> None:
    plan = planned(left({}, (), subject=read))
    assert [code for _, code in asked(plan)] == SUBJECTS[read]
    known = find_subject(read, journal())
    assert known == (None if read in ("", "Астрономия") else "Алгебра")


def split() -> ClassJournal:
    return journal(
        groups=(
            StudyGroup(group_id="g1", subject="Алгебра", name="1 группа", members=frozenset({"u1", "u2", "u3"})),
            StudyGroup(group_id="g2", subject="Алгебра", name="2 группа", members=frozenset({"u4", "u5", "u6"})),
        ),
        slots=(slot(1, group_id="g1"), slot(3, group_id="g2", teacher_id="t2")),
        lessons=(lesson(group_id="g1"), lesson(lesson_id="L2", group_id="g2")),
    )


def test_the_pupils_or_the_teacher_tell_the_group() -> None:
    by_pupils = planned(left({"Иванов Андрей": {DAYS[0]: "5"}, "Соколов Пётр": {}}, (DAYS[0],)), split())
    assert [item.lesson_id for item in by_pupils.frame.lessons] == ["L2"]
    by_teacher = planned(right((DAYS[0], "Степень числа", ""), teacher="Лапшин Е.И."), split())
    assert [item.lesson_id for item in by_teacher.frame.lessons] == ["L1"]
    nobody = planned(right((DAYS[0], "Степень числа", "")), split())
    assert asked(nobody)[0] == ("", "group-unknown")


def test_a_summary_register_brings_term_marks_after_a_look() -> None:
    marks = tuple(
        MarkRecord(value=value, confidence=1.0, needs_review=False, subject=subject, period=code)
        for subject, code, value in (("Алгебра", "Q1", "5"), ("Физика", "Y", "зач"), ("Физика", "Q4", "4"))
    )
    row = PupilRowRecord(
        row=1, name="Белов Артём", name_read="Белов Артём", roster_match=None, confidence=1.0, needs_review=False,
        marks=marks,
    )  # fmt: skip
    page = JournalPageRecord(kind=SheetKind.SUMMARY, pupils=(row,))
    plan = planned(page)
    assert asked(plan) == [("5", "value-term"), ("зач", "value-term"), ("4", "term-missing")]
    rows = [fact.values for fact in facts_of(planned(page, **{"4": None}), journal(), HeldValues())]
    assert [(row["subject"], row["term_id"], row["kind"], row["value"]) for row in rows] == [
        ("Алгебра", "q1", "term", "5"),
        ("Физика", "y", "year", "зач"),
    ]


def test_a_term_mark_is_shown_beside_the_average_of_its_marks() -> None:
    days = (DAYS[0], "Q1", DAYS[1], DAYS[2], "Y")
    page = left({"Абрамова Вера": {DAYS[0]: "2", "Q1": "3", DAYS[1]: "5/4", DAYS[2]: "н/5", "Y": "5"}}, days)
    texts = [question.text for entry in planned(page).open for question in entry.asked if question.code == "value-term"]
    assert texts == [
        "Отметка за период: I четверть — «3» (средняя на странице 2,00, отметок 1). Верно?",
        "Отметка за период: год — «5» (средняя на странице 4,67, отметок 3). Верно?",
    ]


def test_a_term_mark_that_the_journal_holds_otherwise() -> None:
    values = HeldValues(term_marks={("u1", "алгебра", "q1", "term"): "4"})
    plan = planned(left({"Абрамова Вера": {"Q1": "5"}}, ("Q1",)), values=values)
    assert [code for _, code in asked(plan)] == ["value-term", "value-differs"]
    assert [code for _, code in asked(planned(left({"Абрамова Вера": {"Q1": "н"}}, ("Q1",))))] == ["value-wrong"]


def test_every_entry_has_an_id_of_its_own_and_keeps_it() -> None:
    page = left({"Абрамова Вера": {DAYS[0]: "5"}, "Белов Артём": {DAYS[0]: "5"}})
    once, again = (readings_of(read_page(page), "Алгебра") for _ in range(2))
    ids = [reading.entry_id for reading in once]
    assert ids == [reading.entry_id for reading in again]
    assert len(set(ids)) == len(ids)
    assert {reading.kind for reading in once} == {
        EntryKind.PAGE, EntryKind.SUBJECT, EntryKind.GROUP, EntryKind.COLUMN, EntryKind.PUPIL, EntryKind.MARK
    }  # fmt: skip
