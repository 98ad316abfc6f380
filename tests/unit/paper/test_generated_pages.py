"""Generated journal pages, written with a font of Debian's fonts-dejavu (`plain`): no fetched glyphs are needed."""

import csv
import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

import jsonschema
import numpy as np
import pytest

from support.paper.content import terms
from support.paper.defects import Distortion, distortion, whole
from support.paper.left import left_page, value_of
from support.paper.pages import PAGES
from support.paper.qualities import QUALITIES
from support.paper.scans import Scan, meta, scan
from support.paper.sheet import HIGH, MM, WIDE, Sheet
from support.paper.stories import columns, story
from support.paths import ROOT, SAMPLES, SCHOOL_29I

JOURNAL = SAMPLES / "journal-7a"
SCHEMA = json.loads((ROOT / "docs" / "reference" / "journal-page.schema.json").read_text(encoding="utf-8"))


@cache
def made(kind: str, quality: str = "scan") -> Scan:
    return scan(kind, quality, "plain", np.random.default_rng(4))


@pytest.mark.parametrize("kind", PAGES)
def test_a_seed_makes_one_page(kind: str) -> None:
    one, same = made(kind), scan(kind, "scan", "plain", np.random.default_rng(4))
    assert one.data() == same.data()
    assert (one.truth, one.geometry) == (same.truth, same.geometry)
    assert PAGES[kind](story(np.random.default_rng(5)), "plain", np.random.default_rng(5))[1] != same.truth


@pytest.mark.parametrize("kind", PAGES)
def test_truth_keeps_the_contract(kind: str) -> None:
    page = made(kind)
    told = meta(replace(page, truth=deepcopy(page.truth)), np.random.default_rng(1))
    jsonschema.validate(page.truth, SCHEMA)
    assert set(told) <= {"kind", "class", "school_year", "roster"}


def test_dates_ascend_within_the_school_year_and_terms_stand_after_their_last_lesson() -> None:
    for seed in range(30):
        told = story(np.random.default_rng(seed))
        days = [lesson.day for lesson in told.lessons]
        assert days == sorted(days)
        year = int(told.school_year[:4])
        assert date(year, 9, 1) <= days[0]
        assert days[-1] <= date(year + 1, 5, 31)
        ends = {name: last for name, last in terms(told.custom, year).items() if told.terms}
        for column, following in pairwise(columns(told)):
            if column.lesson and following.lesson:
                assert not [name for name, last in ends.items() if column.lesson.day <= last < following.lesson.day]
            elif column.lesson:
                assert column.lesson.day <= ends[following.id]
            elif following.lesson:
                assert following.lesson.day > ends[column.id]
            else:
                assert following.id in told.closing


@pytest.mark.parametrize("quality", QUALITIES)
def test_the_map_to_the_picture_has_its_inverse(quality: str) -> None:
    rng = np.random.default_rng(7)
    lie: Distortion = distortion(QUALITIES[quality], rng)
    points = rng.uniform((0, 0), (WIDE, HIGH), (200, 2))
    assert np.abs(lie.backward(lie.forward(points)) - points).max() < 0.01


@pytest.mark.parametrize("quality", ["scan", "photo"])
def test_cells_of_the_geometry_hold_what_the_truth_says(quality: str) -> None:
    page = made("left", quality)
    grey = page.image if page.image.ndim == 2 else page.image.min(axis=2)
    written, blank = [], []
    for cell in page.geometry["cells"]:
        if cell["role"] != "mark":
            continue
        left, top = np.min(cell["quad"], axis=0).astype(int) + 8
        right, bottom = np.max(cell["quad"], axis=0).astype(int) - 8
        inner = grey[top:bottom, left:right].astype(float)
        (written if cell["value"] not in {"", "."} else blank).append(float(np.median(inner) - inner.min()))
    marks = [mark for pupil in page.truth["students"] for mark in pupil["marks"]]
    assert len(written) == sum(mark["value"] != "." for mark in marks)
    assert np.mean(np.array(written) > 60) > 0.95
    assert np.mean(np.array(blank) < 60) > 0.9


def test_left_page_has_a_cell_for_each_pupil_and_column() -> None:
    rng = np.random.default_rng(3)
    told = story(rng)
    sheet, truth = left_page(told, "plain", rng)
    marks = [cell for cell in sheet.cells if cell.role == "mark"]
    assert len(marks) == len(truth["students"]) * len(truth["columns"])
    assert [pupil["name"] for pupil in truth["students"]] == list(told.pupils)


@pytest.mark.parametrize(
    ("pieces", "value"),
    [
        (("5",), "5"),
        (("4", "/", "5"), "4/5"),
        (("4", "5"), "4 5"),
        (("~3", "4"), "4"),
        (("н", "/", "4"), "н/4"),
        ((), ""),
    ],
)
def test_value_that_counts(pieces: tuple[str, ...], value: str) -> None:
    assert value_of(pieces) == value


def test_sample_pages_have_their_truth() -> None:
    truth, told = (json.loads((JOURNAL / f"{name}.json").read_text(encoding="utf-8")) for name in ("truth", "meta"))
    assert {path.stem for path in JOURNAL.glob("*.jpg")} == set(truth) == set(told)
    for page in truth.values():
        jsonschema.validate(page, SCHEMA)
    left, right = truth["russian-left"], truth["russian-right"]
    dates = [column["id"] for column in left["columns"] if column["id"] != "Q2"]
    assert dates == [row["date"] for row in right["rows"]]


def rows(table: str) -> list[dict[str, str]]:
    with (SCHOOL_29I / "school" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("stem", ["russian-left", "maths-left"])
def test_sample_pages_are_of_the_invented_school(stem: str) -> None:
    page = json.loads((JOURNAL / "truth.json").read_text(encoding="utf-8"))[stem]
    of_class = {row["pupil_id"] for row in rows("enrolments") if row["class_id"] == "7А"}
    names = {f"{row['surname']} {row['given_name']}" for row in rows("people") if row["person_id"] in of_class}
    lessons = {row["date"] for row in rows("lessons") if (row["class_id"], row["subject"]) == ("7А", page["subject"])}
    assert {pupil["name"] for pupil in page["students"]} == names
    assert {column["id"] for column in page["columns"]} - {"Q2"} <= lessons


def test_cells_of_a_register_hold_what_the_truth_says() -> None:
    page = made("summary")
    cells = sorted(cell["value"] for cell in page.geometry["cells"] if cell["role"] == "mark" and cell["value"])
    assert cells == sorted(mark["value"] for pupil in page.truth["students"] for mark in pupil["marks"])
    assert {pupil["name"] for pupil in page.truth["students"]} <= set(page.told.pupils)


@pytest.mark.parametrize("quality", ["poor", "photo"])
def test_no_picture_cuts_off_a_part_of_the_table(quality: str) -> None:
    sheet = Sheet(columns=[4 * MM, WIDE - 4 * MM], rows=[20 * MM, HIGH - 7 * MM])
    corners = np.array([[x, y] for x in sheet.columns for y in sheet.rows])
    for seed in range(100):
        lie = whole(distortion(QUALITIES[quality], np.random.default_rng(seed)), sheet)
        places = lie.forward(corners)
        assert places.min() >= -0.5
        assert (places <= np.array(lie.size) + 0.5).all()
