"""School bundles: loaded whole or not at all, with one Russian sentence that names file and line."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from api.usecases.schools import load_school
from api.usecases.services import Services
from journal.model import Actor
from journal.store import tables
from journal.store.facts import metadata
from school.errors import BundleInvalid
from support.paths import ORDER_29I


def counts(services: Services) -> dict[str, int]:
    with services.store.read() as uow:
        return {
            table.name: uow.connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def test_a_school_is_loaded_once(services: Services, actor: Actor) -> None:
    first = load_school(services, actor, ORDER_29I / "school")
    assert first.added["lessons.csv"] == 54
    assert first.added["orders"] == 1
    before = counts(services)
    second = load_school(services, actor, ORDER_29I / "school")
    assert second.repeated
    assert counts(services) == before


def test_local_dates_are_those_of_the_school(services: Services, actor: Actor, bundle: Path) -> None:
    with (bundle / "lesson_texts.csv").open("a", encoding="utf-8") as stream:
        stream.write("L001,topic,Ночью,,2023-11-10T00:30:00+09:00,p04\r\n")
    load_school(services, actor, bundle)
    with services.store.read() as uow:
        row = uow.connection.execute(select(tables.lesson_texts).where(tables.lesson_texts.c.value == "Ночью")).one()
    assert row.recorded_at.date() == date(2023, 11, 9), "in UTC it was still the day before"
    assert row.recorded_on == date(2023, 11, 10)


def test_a_dry_run_counts_and_writes_nothing(sqlite_services: Services, actor: Actor) -> None:
    assert load_school(sqlite_services, actor, ORDER_29I / "school", dry_run=True).added["people.csv"] == 6
    assert counts(sqlite_services)["people"] == 0


BROKEN = {
    "bad date": ("lessons.csv", "2023-11-07,1", "2023-11-37,1", "lessons.csv, строка"),
    "empty cell": ("lessons.csv", "L001,,2023-11-07", "L001,,", "lessons.csv, строка 2: не заполнен столбец date"),
    "unknown word": ("calendar.csv", ",vacation,", ",weekend,", "calendar.csv, строка"),
    "unknown lesson": ("lesson_texts.csv", "L001,", "L999,", "lesson_texts.csv, строка"),
    "semicolons": ("people.csv", ",", ";", "people.csv: столбцы"),
    "missing cell": ("posts.csv", "p01,director,директор", "p01,director", "posts.csv, строка 2"),
    "no zone in time": ("lessons.csv", "+09:00", "", "lessons.csv, строка 2"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_named_and_nothing_is_loaded(
    case: str, bundle: Path, sqlite_services: Services, actor: Actor
) -> None:
    name, old, new, told = BROKEN[case]
    path = bundle / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, -1 if case == "semicolons" else 1), encoding="utf-8", newline="")
    with pytest.raises(BundleInvalid) as caught:
        load_school(sqlite_services, actor, bundle)
    assert told in caught.value.message
    assert counts(sqlite_services)["lessons"] == 0


def test_a_file_that_differs_from_its_manifest_is_refused(
    tmp_path: Path, sqlite_services: Services, actor: Actor
) -> None:
    folder = tmp_path / "school"
    shutil.copytree(ORDER_29I / "school", folder)
    with (folder / "people.csv").open("a", encoding="utf-8") as stream:
        stream.write("p99,staff,Лишний,,,,,\r\n")
    with pytest.raises(BundleInvalid, match="не совпадает"):
        load_school(sqlite_services, actor, folder)


def test_what_the_format_does_not_name_is_kept_aside_and_told(
    bundle: Path, sqlite_services: Services, actor: Actor
) -> None:
    (bundle / "clubs.csv").write_text("club,leader\nШахматы,p04\n", encoding="utf-8")
    people = bundle / "people.csv"
    lines = people.read_text(encoding="utf-8").splitlines()
    people.write_text("\n".join(f"{line},{'note' if not i else ''}" for i, line in enumerate(lines)), encoding="utf-8")
    loaded = load_school(sqlite_services, actor, bundle)
    assert set(loaded.unknown) == {"clubs.csv", "people.csv: note"}
    assert counts(sqlite_services)["bundle_rows"] == 1
