"""Pages of the paper journal: staged, looked at, confirmed, taken back; the same on both databases."""

from datetime import timedelta
from pathlib import Path

import pytest

from journal.pages import PageState
from journal.paper.confirming import confirm
from journal.paper.review import accept, accept_value, correct, reject, undo
from journal.paper.views import look
from journal.store.repositories.facts import FactRepository
from journal.store.session import Store
from school.errors import BadDecision, BatchInUse, ClassUnknown, NotFound, PageConfirmed, PageNotReady
from support.paper_school import (
    ADMIN,
    CLASS_7A,
    DAYS,
    NOW,
    archived,
    asked,
    confirmed,
    everything,
    held_lesson,
    held_mark,
    left,
    load_school,
    read_page,
    right,
    rows_of,
    school_files,
    sha,
    staged,
)
from support.small_school import ZONE

LATER = NOW + timedelta(days=1)
SURE = left(
    {
        "Абрамова Вера": {DAYS[0]: "5", DAYS[1]: "н"},
        "Белов Артем": {DAYS[0]: "5/4", DAYS[3]: "."},
        "Веселова Анна": {DAYS[2]: "осв"},
        "Соколов Пётр": {DAYS[3]: "4 5"},
    }
)
DOUBTED = left({"Абрамова Вера": {DAYS[0]: "5?", DAYS[1]: "4?"}, "Белов Артём": {DAYS[0]: "5?"}})
TOPICS = right(
    (DAYS[0], "Степень числа", "№ 12, 14"),
    (DAYS[1], "Степень и её свойства", "№ 20"),
    (DAYS[2], "Степень и её свойства", ""),
    (DAYS[3], "Одночлены", ""),
)


@pytest.fixture
def school(store: Store, tmp_path: Path) -> Store:
    load_school(store, tmp_path / "school", school_files())
    return store


def entry_of(store: Store, page_id: str, reading: str, place: str | None = None) -> str:
    with store.read() as uow:
        entries = look(uow, page_id).entries
    return next(
        entry.reading.entry_id
        for entry in entries
        if entry.reading.value == reading and place in (None, entry.reading.place)
    )


def questions(store: Store, page_id: str) -> dict[str, list[str]]:
    with store.read() as uow:
        return asked(look(uow, page_id))


def decide(store: Store, how, *arguments: str) -> None:
    with store.write(ADMIN, NOW) as uow:
        how(uow, *arguments)


def test_nothing_is_in_the_journal_before_a_person_confirms_and_then_all_of_it(school: Store) -> None:
    before = archived(school)
    (page,) = staged(school, read_page(SURE)).pages
    assert (page.state, page.open_entries) == (PageState.STAGED, 0)
    assert archived(school) == before
    done = confirmed(school, page.page_id)
    assert done.added == {"lessons.csv": 4, "attendance.csv": 2, "marks.csv": 5}
    assert sorted((row["pupil_id"], row["value"]) for row in rows_of(school, "marks")) == [
        ("u1", "5"),
        ("u2", "4"),
        ("u2", "5"),
        ("u6", "4"),
        ("u6", "5"),
    ]
    assert {(row["pupil_id"], row["code"]) for row in rows_of(school, "attendance")} == {
        ("u1", "absent"),
        ("u3", "exempt"),
    }
    assert [(row["date"].isoformat(), row["slot_id"], row["status"]) for row in rows_of(school, "lessons")] == [
        ("2023-09-04", "s1", "held"),
        ("2023-09-06", "s3", "held"),
        ("2023-09-11", "s1", "held"),
        ("2023-09-13", "s3", "held"),
    ]


def test_every_fact_remembers_its_cell_and_has_no_time_of_its_own(school: Store) -> None:
    (page,) = staged(school, read_page(SURE)).pages
    confirmed(school, page.page_id)
    mark = next(row for row in rows_of(school, "marks") if row["pupil_id"] == "u1")
    entry = entry_of(school, page.page_id, "5")
    assert mark["origin"] == "бумажный журнал"
    source = mark["source"]
    assert (source["page"], source["cell"], source["reading"], source["entry"]) == (1, [2, 2], "5", entry)
    assert (source["box"]["x0"], source["confirmed_by"], source["confidence"]) == (200.0, ADMIN.id, 0.99)
    for name in ("lessons", "marks", "attendance"):
        for row in rows_of(school, name):
            assert (row["recorded_at"], row["recorded_by"], row["recorded_at_known"]) == (None, None, False)
    marks = archived(school)["marks.csv"].decode().splitlines()
    assert marks[0].startswith("kind,lesson_id") or "recorded_at_known" in marks[0]
    assert all(",false," in line for line in marks[1:])


def test_the_same_paper_twice_changes_nothing(school: Store) -> None:
    first = staged(school, read_page(SURE))
    before = everything(school)
    again = staged(school, read_page(SURE), at=LATER)
    assert (again.repeated, again.batch_id) == (True, first.batch_id)
    assert everything(school) == before
    confirmed(school, first.pages[0].page_id)
    before = everything(school)
    assert staged(school, read_page(SURE)).repeated
    assert confirmed(school, first.pages[0].page_id, at=LATER).repeated
    assert everything(school) == before


@pytest.mark.parametrize("whole_import", [True, False])
def test_import_confirm_revert_import_leaves_an_equal_database(school: Store, whole_import: bool) -> None:
    empty_archive = archived(school)
    batch = staged(school, read_page(SURE), read_page(TOPICS, page=2)).batch_id
    before = everything(school)
    with school.read() as uow:
        ids = [page.page_id for page in uow.papers.all()]
    batches = [confirmed(school, page_id).batch_id for page_id in ids]
    assert archived(school) != empty_archive
    for taken in [batch] if whole_import else batches[::-1]:
        with school.write(ADMIN, LATER) as uow:
            uow.batches.revert(taken, now=LATER, by=ADMIN.id)
    assert archived(school) == empty_archive
    assert staged(school, read_page(SURE), read_page(TOPICS, page=2), at=LATER).repeated is not whole_import
    assert everything(school) == before


def test_what_a_person_decided_outlives_readings_and_reversal(school: Store) -> None:
    staging = staged(school, read_page(DOUBTED))
    (page,) = staging.pages
    with pytest.raises(PageNotReady, match="3"):
        confirmed(school, page.page_id)
    decide(school, correct, entry_of(school, page.page_id, "4?".rstrip("?")), "3")
    decide(school, accept_value, page.page_id, "5")
    assert questions(school, page.page_id) == {}
    other = left({"Абрамова Вера": {DAYS[0]: "2?", DAYS[2]: "4"}, "Белов Артём": {DAYS[0]: "5"}})
    again = staged(school, read_page(other), at=LATER)
    assert (again.repeated, again.pages[0].open_entries) == (False, 0)
    with school.write(ADMIN, LATER) as uow:
        uow.batches.revert(again.batch_id, now=LATER, by=ADMIN.id)
    assert staged(school, read_page(other), at=LATER).pages[0].open_entries == 0
    confirmed(school, page.page_id)
    assert {(row["lesson_id"][6:16], row["pupil_id"]): row["value"] for row in rows_of(school, "marks")} == {
        (DAYS[0], "u1"): "5",
        # the new reading sees nothing here any more; the person saw a mark
        (DAYS[1], "u1"): "3",
        (DAYS[2], "u1"): "4",
        (DAYS[0], "u2"): "5",
    }


def test_a_confirmed_page_is_not_changed_by_way_of_its_paper(school: Store) -> None:
    (page,) = staged(school, read_page(SURE)).pages
    confirmed(school, page.page_id)
    before = everything(school)
    assert staged(school, read_page(DOUBTED), at=LATER).repeated
    with pytest.raises(PageConfirmed):
        decide(school, accept, entry_of(school, page.page_id, "5"))
    with pytest.raises(PageConfirmed):
        staged(school, read_page(SURE), request=type(CLASS_7A)(class_name="1А", school_year="2023/2024"))
    assert everything(school) == before


def test_a_crash_while_confirming_leaves_nothing_half_written(school: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (page,) = staged(school, read_page(SURE)).pages
    before = everything(school)
    add = FactRepository.add

    def failing(self, file, rows, **about):
        if file == "marks.csv":
            raise RuntimeError("the plug was pulled")
        return add(self, file, rows, **about)

    monkeypatch.setattr(FactRepository, "add", failing)
    with pytest.raises(RuntimeError):
        confirmed(school, page.page_id)
    assert everything(school) == before
    monkeypatch.undo()
    assert confirmed(school, page.page_id).added["marks.csv"] == 5


def test_another_value_in_the_journal_is_asked_about_and_never_overwritten_in_silence(
    store: Store, tmp_path: Path
) -> None:
    files = school_files()
    files["lessons.csv"] = [held_lesson()]
    files["marks.csv"] = [held_mark("4", "u1"), held_mark("5", "u2")]
    load_school(store, tmp_path / "school", files)
    page = left({"Абрамова Вера": {DAYS[0]: "5"}, "Белов Артём": {DAYS[0]: "5"}, "Веселова Анна": {DAYS[0]: "3"}})
    staging = staged(store, read_page(page))
    page_id = staging.pages[0].page_id
    assert questions(store, page_id) == {"5": ["value-differs"]}
    decide(store, accept_value, page_id, "5")
    assert questions(store, page_id) == {"5": ["value-differs"]}
    entry = entry_of(store, page_id, "5")
    decide(store, reject, entry)
    assert confirmed(store, page_id).added == {"lessons.csv": 3, "marks.csv": 1}
    assert {row["pupil_id"]: row["value"] for row in rows_of(store, "marks")} == {"u1": "4", "u2": "5", "u3": "3"}
    with store.write(ADMIN, LATER) as uow:
        uow.batches.revert(staging.batch_id, now=LATER, by=ADMIN.id)
    staged(store, read_page(page))
    decide(store, accept, entry)
    assert confirmed(store, page_id, at=LATER).added["marks.csv"] == 2
    versions = {
        (row["value"], row["recorded_by"], row["superseded_at"])
        for row in rows_of(store, "marks")
        if row["pupil_id"] == "u1"
    }
    assert versions == {("4", "t1", LATER), ("5", ADMIN.id, None)}
    assert questions(store, page_id) == {}


def test_a_mark_that_the_paper_does_not_have_is_wiped_by_a_person_only(store: Store, tmp_path: Path) -> None:
    files = school_files()
    files["lessons.csv"] = [held_lesson()]
    files["marks.csv"] = [held_mark("4")]
    load_school(store, tmp_path / "school", files)
    before = archived(store)
    staging = staged(store, read_page(left({"Абрамова Вера": {DAYS[0]: "н"}}, (DAYS[0],))))
    page_id = staging.pages[0].page_id
    assert questions(store, page_id) == {"н": ["value-differs"]}
    decide(store, accept, entry_of(store, page_id, "н"))
    confirmed(store, page_id)
    assert {(row["value"], row["superseded_at"] is None) for row in rows_of(store, "marks")} == {
        ("4", False),
        (None, True),
    }
    assert questions(store, page_id) == {}
    with store.write(ADMIN, LATER) as uow:
        uow.batches.revert(staging.batch_id, now=LATER, by=ADMIN.id)
    assert archived(store) == before


def test_a_pupil_who_is_not_in_the_list_is_named_or_left_out(school: Store) -> None:
    rows = {"Абрамова Вера": {DAYS[0]: "5"}, "Мухин Олег": {DAYS[0]: "3"}, "Соколов Пётр": {DAYS[0]: "4"}}
    (page,) = staged(school, read_page(left(rows))).pages
    assert questions(school, page.page_id) == {"Мухин Олег": ["pupil-missing"]}
    entry = entry_of(school, page.page_id, "Мухин Олег")
    with pytest.raises(BadDecision):
        decide(school, accept, entry)
    with pytest.raises(BadDecision, match="Мухин"):
        decide(school, correct, entry, "Мухин Олег")
    decide(school, correct, entry, "Соколов")
    assert questions(school, page.page_id) == {"Соколов Пётр": ["pupil-missing"]}
    decide(school, undo, entry)
    decide(school, reject, entry)
    confirmed(school, page.page_id)
    assert {row["pupil_id"] for row in rows_of(school, "marks")} == {"u1", "u6"}
    assert len(rows_of(school, "people")) == 7


def test_left_and_right_pages_speak_of_the_same_lessons(school: Store) -> None:
    one, other = staged(school, read_page(SURE), read_page(TOPICS, page=2)).pages
    first = confirmed(school, one.page_id)
    second = confirmed(school, other.page_id, at=LATER)
    assert second.added == {"lesson_texts.csv": 6}
    texts = {(row["field"], row["value"]): row["ktp_id"] for row in rows_of(school, "lesson_texts")}
    assert texts["topic", "Степень числа"] == "k1"
    assert texts["topic", "Степень и её свойства"] is None
    with school.write(ADMIN, LATER) as uow, pytest.raises(BatchInUse, match=second.batch_id):
        uow.batches.revert(first.batch_id, now=LATER, by=ADMIN.id)


def test_a_double_lesson_is_two_lessons(store: Store, tmp_path: Path) -> None:
    files = school_files()
    files["lessons.csv"] = [held_lesson()]
    load_school(store, tmp_path / "school", files)
    days = (DAYS[0], f"{DAYS[0]}#2")
    (page,) = staged(store, read_page(left({"Абрамова Вера": {days[0]: "5", days[1]: "3"}}, days))).pages
    # the timetable has one lesson of algebra on Mondays
    assert questions(store, page.page_id) == {days[1]: ["date-not-in-timetable"]}
    decide(store, accept, entry_of(store, page.page_id, days[1]))
    confirmed(store, page.page_id)
    lessons = {row["lesson_id"]: row["recorded_at_known"] for row in rows_of(store, "lessons")}
    assert len(lessons) == 2
    assert lessons["L1"] is True
    assert {row["value"]: row["lesson_id"] == "L1" for row in rows_of(store, "marks")} == {"5": True, "3": False}


def test_term_marks_are_never_loaded_without_a_look(school: Store) -> None:
    page = left({"Абрамова Вера": {DAYS[0]: "5", "Q1": "5"}, "Белов Артём": {"Q1": "н/а"}}, (DAYS[0], "Q1", "Q2"))
    (staging,) = staged(school, read_page(page)).pages
    found = questions(school, staging.page_id)
    assert found == {"5": ["value-term"], "н/а": ["value-term"], "Q2": ["term-missing"]}
    decide(school, reject, entry_of(school, staging.page_id, "Q2"))
    for value in ("5", "н/а"):
        decide(school, accept_value, staging.page_id, value)
    assert confirmed(school, staging.page_id).added["term_marks.csv"] == 2
    held = {(row["pupil_id"], row["term_id"], row["kind"]): row["value"] for row in rows_of(school, "term_marks")}
    assert held == {("u1", "q1", "term"): "5", ("u2", "q1", "term"): "н/а"}


def test_a_class_that_the_journal_does_not_hold_is_refused(school: Store) -> None:
    for name, year in (("8Б", "2023/2024"), ("7А", "2018/2019")):
        with pytest.raises(ClassUnknown, match="svod school load"):
            staged(school, read_page(SURE), request=type(CLASS_7A)(class_name=name, school_year=year))
    assert rows_of(school, "paper_pages") == []
    assert staged(school, read_page(SURE), request=type(CLASS_7A)(class_name='7 "A"', school_year="2023-2024")).pages


def test_a_page_taken_back_is_decided_and_confirmed_no_more(school: Store) -> None:
    staging = staged(school, read_page(DOUBTED))
    with school.write(ADMIN, NOW) as uow:
        uow.batches.revert(staging.batch_id, now=NOW, by=ADMIN.id)
    with pytest.raises(NotFound):
        confirmed(school, staging.pages[0].page_id)
    with pytest.raises(NotFound):
        decide(school, accept, entry_of(school, staging.pages[0].page_id, "4"))
    with school.write(ADMIN, NOW) as uow, pytest.raises(NotFound):
        confirm(uow, sha("nothing"), ZONE)
