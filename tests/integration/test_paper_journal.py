"""What confirmed pages mean to the rest of the house: archives, checks, other pages, other people at work."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journal.exchange.bundle import load_bundle
from journal.pages import CellName, PageRequest
from journal.paper.review import accept, correct, undo, write
from journal.paper.views import look
from journal.store.session import Store
from school.errors import BadDecision, BatchInUse, NotFound, SvodError
from support.paper_school import (
    ADMIN,
    DAYS,
    NOW,
    archived,
    asked,
    confirmed,
    held_lesson,
    held_mark,
    left,
    load_school,
    read_page,
    right,
    rows_of,
    school_files,
    staged,
)
from support.small_school import HOMEWORK, TOPICS, checked, day, order, parameter

ALL_DAYS = left({"Абрамова Вера": {DAYS[0]: "5", DAYS[1]: "4", DAYS[2]: "3", DAYS[3]: "н"}})


@pytest.fixture
def school(store: Store, tmp_path: Path) -> Store:
    load_school(store, tmp_path / "school", school_files())
    return store


def questions(store: Store, page_id: str) -> dict[str, list[str]]:
    with store.read() as uow:
        return asked(look(uow, page_id))


def decide(store: Store, how, *arguments) -> None:
    with store.write(ADMIN, NOW) as uow:
        how(uow, *arguments)


def open_id(store: Store, page_id: str) -> str:
    with store.read() as uow:
        (entry,) = look(uow, page_id).open
    return entry.reading.entry_id


def test_paper_is_never_late(sqlite_store: Store, tmp_path: Path) -> None:
    files = school_files()
    files["posts.csv"] = [{"person_id": "t1", "post": "teacher", "title": "учитель", "from": "2023-09-01", "to": ""}]
    files["parameters.csv"] = [parameter("N_topic", 2, "Положение, п. 3.2"), parameter("N_hw", 1, "Положение, п. 3.4")]
    # the journal holds a lesson in time with a blank topic; another lesson only paper knows
    files["lessons.csv"] = [held_lesson("2023-11-13")]
    files["lesson_texts.csv"] = [
        {"lesson_id": "L1", "field": "topic", "value": "", "recorded_at": "2023-11-13T15:00:00+09:00",
         "recorded_by": "t1"}
    ]  # fmt: skip
    load_school(sqlite_store, tmp_path / "school", files)
    page = right(("2023-11-13", "Степень числа", "№ 1"), ("2023-11-15", "Одночлены", "№ 2"), teacher="Лапшин Е.И.")
    confirmed(sqlite_store, staged(sqlite_store, read_page(page)).pages[0].page_id)
    held = order(TOPICS, HOMEWORK)
    report = checked(sqlite_store, held, as_of=day("22.12.2023"), known=datetime(2025, 1, 1, tzinfo=UTC))
    judged = [(item.object["date"], item.status.value) for item in report.findings if item.object]
    assert sorted(judged) == [
        ("2023-11-13", "NOT_ASSESSABLE"),
        ("2023-11-13", "NOT_ASSESSABLE"),
        ("2023-11-15", "NOT_ASSESSABLE"),
        ("2023-11-15", "NOT_ASSESSABLE"),
    ]


def test_a_term_mark_put_right_from_paper_was_not_changed_by_the_teacher(sqlite_store: Store, tmp_path: Path) -> None:
    files = school_files()
    files["posts.csv"] = [{"person_id": "t1", "post": "teacher", "title": "учитель", "from": "2023-09-01", "to": ""}]
    files["parameters.csv"] = [parameter("N_term", -1, "Положение, п. 4.1")]
    files["terms.csv"] = [
        {"term_id": "q2", "school_year": "2023/2024", "kind": "quarter", "number": "2", "from": "2023-11-07",
         "to": "2023-12-29", "lock_on": "2024-01-10"}
    ]  # fmt: skip
    files["lessons.csv"] = [held_lesson("2023-11-13")]
    files["term_marks.csv"] = [
        {"pupil_id": "u1", "class_id": "7a", "subject": "Алгебра", "term_id": "q2", "kind": "term", "value": "4",
         "recorded_at": "2023-12-27T15:00:00+09:00", "recorded_by": "t1"}
    ]  # fmt: skip
    load_school(sqlite_store, tmp_path / "school", files)
    (page,) = staged(sqlite_store, read_page(left({"Абрамова Вера": {"Q2": "5"}}, ("Q2",)))).pages
    decide(sqlite_store, accept, open_id(sqlite_store, page.page_id))
    assert confirmed(sqlite_store, page.page_id).added == {"term_marks.csv": 1}
    duty = ("subject_teacher", "Учителя-предметники", "Выставляют отметки за четверть")
    report = checked(sqlite_store, order(duty), as_of=day("31.01.2024"), known=datetime(2025, 1, 1, tzinfo=UTC))
    (judged,) = [item for item in report.findings if item.object and item.object.get("pupil_id") == "u1"]
    assert (judged.status.value, judged.reason) == ("FULFILLED", None)


def test_the_archive_of_paper_is_the_same_school_elsewhere(
    sqlite_store: Store, postgres_store: Store, tmp_path: Path
) -> None:
    files = school_files()
    files["lessons.csv"] = [held_lesson()]
    files["lesson_texts.csv"] = [
        {"lesson_id": "L1", "field": "topic", "value": "", "recorded_at": "2023-09-04T15:00:00+09:00"}
    ]
    load_school(sqlite_store, tmp_path / "school", files)
    rows = [(day, f"Тема {day}", "№ 1") for day in DAYS]
    for page in staged(sqlite_store, read_page(ALL_DAYS), read_page(right(*rows), page=2)).pages:
        confirmed(sqlite_store, page.page_id)
    out = tmp_path / "out"
    out.mkdir()
    first = archived(sqlite_store)
    for name, data in first.items():
        (out / name).write_bytes(data)
    texts = first["lesson_texts.csv"].decode().splitlines()
    assert texts[0].split(",")[-1] == "recorded_at_known"
    assert [line.split(",")[-1] for line in texts[1:]].count("false") == 1
    load_elsewhere(postgres_store, out)
    assert archived(postgres_store) == first


def load_elsewhere(store: Store, folder: Path) -> None:
    with store.write(ADMIN, NOW) as uow:
        load_bundle(uow, folder)


def test_a_lesson_that_stands_on_one_page_of_the_spread_only_is_asked_about(school: Store) -> None:
    one = staged(school, read_page(ALL_DAYS)).pages[0].page_id
    assert questions(school, one) == {}
    rows = [(day, "Степень числа", "") for day in (*DAYS[:3], "2023-09-18")]
    (other,) = staged(school, read_page(right(*rows), "another scan")).pages
    assert questions(school, other.page_id) == {"right": ["pair-differs"]}
    with school.read() as uow:
        assert {page.page_id: page.open_entries for page in uow.papers.all()} == {one: 1, other.page_id: 1}
        (entry,) = look(uow, one).open
    assert "18.09.2023" in entry.asked[0].text
    decide(school, accept, entry.reading.entry_id)
    assert questions(school, one) == {}


def test_a_mark_that_was_not_read_is_entered_by_a_person(school: Store) -> None:
    (page,) = staged(school, read_page(left({"Абрамова Вера": {}, "Белов Артём": {}}))).pages
    with pytest.raises(NotFound):
        decide(school, write, page.page_id, CellName(row=7, column=DAYS[0]), "5")
    with pytest.raises(NotFound):
        decide(school, write, page.page_id, CellName(row=1, column="2023-09-05"), "5")
    with pytest.raises(BadDecision):
        decide(school, write, page.page_id, CellName(row=1, column=DAYS[0]), "8")
    decide(school, write, page.page_id, CellName(row=2, column="06.09.2023"), "5")
    # a reader that finds the mark later finds the person's word there
    again = left({"Абрамова Вера": {}, "Белов Артём": {DAYS[1]: "3?"}})
    (page,) = staged(school, read_page(again)).pages
    assert page.open_entries == 0
    confirmed(school, page.page_id)
    (mark,) = rows_of(school, "marks")
    assert (mark["pupil_id"], mark["value"], mark["source"]["cell"], mark["source"]["box"]["x0"]) == (
        "u2",
        "5",
        [3, 3],
        300.0,
    )


def test_a_question_that_comes_after_the_decision_opens_the_entry_again(store: Store, tmp_path: Path) -> None:
    files = school_files()
    files["lessons.csv"] = [held_lesson()]
    load_school(store, tmp_path / "one", files)
    (page,) = staged(store, read_page(left({"Абрамова Вера": {DAYS[0]: "5?"}}, (DAYS[0],)))).pages
    entry = open_id(store, page.page_id)
    decide(store, accept, entry)
    assert questions(store, page.page_id) == {}
    files["marks.csv"] = [held_mark("4")]
    load_school(store, tmp_path / "two", files)
    assert questions(store, page.page_id) == {"5": ["value-differs"]}
    with pytest.raises(SvodError, match="вопросов без ответа — 1"):
        confirmed(store, page.page_id)
    decide(store, correct, entry, "4")
    assert confirmed(store, page.page_id).added == {}


def test_a_decision_taken_back_asks_again(school: Store) -> None:
    (page,) = staged(school, read_page(left({"Абрамова Вера": {DAYS[0]: "5?"}}, (DAYS[0],)))).pages
    entry = open_id(school, page.page_id)
    decide(school, correct, entry, "3")
    decide(school, accept, entry)
    assert questions(school, page.page_id) == {}
    decide(school, undo, entry)
    assert questions(school, page.page_id) == {"5": ["value-doubtful"]}


def test_a_sheet_taken_for_another_class_is_staged_once(school: Store) -> None:
    first = staged(school, read_page(ALL_DAYS), request=PageRequest(class_name="1А", school_year="2023/2024"))
    assert first.pages[0].open_entries > 0
    again = staged(school, read_page(ALL_DAYS))
    assert [(page.class_name, page.batch_id) for page in again.pages] == [("7А", again.batch_id)]
    assert len(rows_of(school, "paper_pages")) == 1
    assert again.pages[0].open_entries == 0


def test_two_people_confirm_one_page_and_it_comes_once(school: Store) -> None:
    (page,) = staged(school, read_page(ALL_DAYS)).pages
    done: list[bool] = []
    both = threading.Barrier(2)

    def person() -> None:
        both.wait()
        done.append(confirmed(school, page.page_id).repeated)

    threads = [threading.Thread(target=person) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, True]
    assert len(rows_of(school, "marks")) == 3


def test_a_bundle_is_not_taken_from_under_a_page(store: Store, tmp_path: Path) -> None:
    files = school_files()
    files["lessons.csv"] = [held_lesson()]
    load_school(store, tmp_path / "school", files)
    (page,) = staged(store, read_page(left({"Абрамова Вера": {DAYS[0]: "5"}}, (DAYS[0],)))).pages
    done = confirmed(store, page.page_id)
    with store.read() as uow:
        bundle = next(batch.batch_id for batch in uow.batches.all() if batch.kind == "bundle")
    later = NOW + timedelta(days=1)
    with store.write(ADMIN, later) as uow, pytest.raises(BatchInUse):
        uow.batches.revert(bundle, now=later, by=ADMIN.id)
    with store.write(ADMIN, later) as uow:
        uow.batches.revert(done.batch_id, now=later, by=ADMIN.id)
        uow.batches.revert(bundle, now=later, by=ADMIN.id)
