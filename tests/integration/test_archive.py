"""What is loaded can be given back: the archive is the same bundle, on both databases."""

import json
from pathlib import Path

import pytest

from api.usecases.schools import archive_school, load_school
from api.usecases.services import Services
from journal.exchange.spec import spec
from journal.model import Actor
from journal.store.session import Store
from school.errors import NotFound, UsageError
from support.bundles import lines, same
from support.paths import ORDER_29I
from support.services import services_over


def test_the_sample_school_comes_back(services: Services, actor: Actor, tmp_path: Path) -> None:
    load_school(services, actor, ORDER_29I / "school")
    archive_school(services, actor, tmp_path / "out")
    same(ORDER_29I / "school", tmp_path / "out")
    before, after = (
        json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for folder in (ORDER_29I / "school", tmp_path / "out")
    )
    assert after["school"] == before["school"]
    assert after["files"] == before["files"]
    assert after["covers"] == {"from": "2023-11-07", "to": "2023-12-22"}


SAMPLES = {
    "date": "2023-11-10",
    "instant": "2023-11-10T12:30:00.250000Z",
    "boolean": "true",
    "integer": "4",
}
KINDS = {
    "date": {"from", "to", "date", "birth_date", "lock_on", "covers_from", "covers_to"},
    "instant": {"at", "period"},
    "boolean": {"active", "filled", "verified", "archival", "recorded_at_known"},
    "integer": {"grade", "number", "weekday", "hours"},
}


def sample_cell(name: str, column: str, number: int) -> str:
    """A plausible value for any column of the format."""
    known = spec()[name]
    if column in known.words:
        return min(known.words[column])
    if column in known.refers:
        return "id1"
    suffixes = {"_at": "instant", "_on": "date"}
    kind = next((kind for kind, columns in KINDS.items() if column in columns), suffixes.get(column[-3:]))
    return SAMPLES[kind] if kind else f'{column} {number}, «{name}» "так"'


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A bundle with every file of the format, cells written as other programs write them, and a stranger's file."""
    folder = tmp_path / "whole"
    (folder / "orders").mkdir(parents=True)
    body = {"name": "МОУ СОШ № 3", "short_name": "СОШ № 3", "timezone": "Asia/Chita"}
    manifest = {"format": "svod-school", "version": 1, "school": body}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for name, known in spec().items():
        rows = [[sample_cell(name, column, number) for column in known.columns] for number in (1, 2)]
        for number, row in enumerate(rows, 1):
            row[0] = f"id{number}" if row[0].startswith(known.columns[0]) else row[0]
        text = ",".join([*known.columns, "чужой"]) + "\n"
        for row in rows:
            text += ",".join(quoted(cell) for cell in [*row, "заметка"]) + "\n"
        (folder / name).write_text(text, encoding="utf-8", newline="")
    (folder / "clubs.csv").write_text("club,leader\nШахматы,p04\n", encoding="utf-8", newline="")
    return folder


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(char in cell for char in ',"') else cell


def test_every_file_of_the_format_comes_back_unchanged(
    services: Services, actor: Actor, whole: Path, tmp_path: Path
) -> None:
    loaded = load_school(services, actor, whole)
    assert "clubs.csv" in loaded.unknown
    archive_school(services, actor, tmp_path / "out")
    for name in spec():
        header, rows = lines(tmp_path / "out" / name)
        came_header, came_rows = lines(whole / name)
        assert header == came_header, name
        assert set(rows) == set(came_rows), name


def test_an_archive_loaded_elsewhere_is_the_same_school(
    sqlite_services: Services, postgres_store: Store, actor: Actor, tmp_path: Path
) -> None:
    load_school(sqlite_services, actor, ORDER_29I / "school")
    archive_school(sqlite_services, actor, tmp_path / "first")
    elsewhere = services_over(postgres_store)
    load_school(elsewhere, actor, tmp_path / "first")
    archive_school(elsewhere, actor, tmp_path / "second")
    same(tmp_path / "first", tmp_path / "second")


def test_nothing_is_written_over_and_nothing_half(sqlite_services: Services, actor: Actor, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        archive_school(sqlite_services, actor, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    load_school(sqlite_services, actor, ORDER_29I / "school")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("важное")
    with pytest.raises(UsageError):
        archive_school(sqlite_services, actor, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]
