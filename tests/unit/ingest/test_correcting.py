"""Corrections find their lines again by their place on paper, and are never put elsewhere."""

from dataclasses import replace

import numpy as np
import pytest

from ingest.correcting import apply_corrections, box_of, place_of, placed
from ingest.corrections import LineCorrection
from ingest.doubts import doubts
from ingest.model import Affine, Box, Document, Edit, Line, Page, PageKind, Word
from parsing.passages import Part, join, rows_of
from support.documents import document_of

TEXTS = (
    "ПРИКАЗ № 29",
    "О ведении электронного журнала",
    "1. Назначить Аксенову В.А. ответственной.",
    "2. Контроль оставляю за собой.",
)
GARBLED = "І. Hasha4utb Akcehoby B.A. ombemcm."
HIGH, STEP, WIDE, LEFT = 30.0, 50.0, 16.0, 100.0


def line(text: str, top: float, left: float = LEFT) -> Line:
    words, at = [], left
    for word in text.split(" "):
        end = at + WIDE * len(word)
        words.append(Word(text=word, confidence=0.9, box=Box(x0=at, y0=top, x1=end, y1=top + HIGH)))
        at = end + WIDE
    box = Box(x0=left, y0=top, x1=at - WIDE, y1=top + HIGH)
    return Line(raw=text, text=text, confidence=0.9, box=box, words=tuple(words))


def sheet(*lines: Line, to_original: Affine | None = None, kind: PageKind = PageKind.SCAN, part: int = 0) -> Page:
    page = Page(number=part + 1, kind=kind, lines=lines, part=part, width=1000.0, height=1400.0)
    return page if to_original is None else replace(page, to_original=to_original)


def paper(*pages: Page) -> Document:
    return Document(sha256="a" * 64, name="приказ.png", media_type="image/png", pages=pages)


def plain(*texts: str) -> Page:
    return sheet(*(line(text, 100 + STEP * place) for place, text in enumerate(texts)))


def correction(page: Page, number: int, text: str, name: str = "c1") -> LineCorrection:
    read = page.lines[number - 1]
    return LineCorrection(
        correction_id=name,
        part=page.part,
        part_page=page.part_page,
        number=number,
        place=place_of(page, read),
        read=read.raw,
        text=text,
    )


def matrix(*rows: tuple[float, float, float]) -> Affine:
    values = tuple(float(value) for row in rows for value in row)
    assert len(values) == 9
    return values


def turned(degrees: float, scale: float = 1.0, shift: float = 0.0) -> Affine:
    """From an upright page to a scan that lay askew."""
    angle = np.deg2rad(degrees)
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    return matrix((cos, -sin, shift), (sin, cos, shift / 2), (0, 0, 1))


def test_a_corrected_line_keeps_what_was_read_and_asks_no_more() -> None:
    page = plain(*TEXTS)
    doubtful = replace(page.lines[2], words=tuple(replace(word, review=True) for word in page.lines[2].words))
    page = replace(page, lines=(*page.lines[:2], doubtful, page.lines[3]))
    right = "1. Назначить Аксёнову В.А. ответственной."
    document = apply_corrections(paper(page), [correction(page, 3, right)])
    shown = document.pages[0].lines[2]
    assert (shown.raw, shown.text, shown.confidence) == (TEXTS[2], right, 1.0)
    assert [(edit.raw, edit.text, edit.kind, edit.confidence) for edit in shown.edits] == [
        ("Аксенову", "Аксёнову", "correction", 1.0)
    ]
    assert doubts(doubtful)
    assert doubts(shown) == ()
    assert document.steps[-1].name == "corrections"
    assert document.pages[0].lines[:2] == page.lines[:2]
    row = rows_of(document)[2]
    assert join([Part(row=row)]).source().confidence == 1.0, "what is parsed of it is beyond doubt"


def test_to_say_that_a_line_is_right_is_a_correction_too() -> None:
    page = plain(*TEXTS)
    said = apply_corrections(paper(page), [correction(page, 1, TEXTS[0])]).pages[0].lines[0]
    assert (said.raw, said.text) == (TEXTS[0], TEXTS[0])
    assert [(edit.raw, edit.text, edit.kind) for edit in said.edits] == [(TEXTS[0], TEXTS[0], "correction")]


def test_a_line_that_is_no_text_becomes_empty() -> None:
    page = plain("~ ·~", *TEXTS)
    document = apply_corrections(paper(page), [correction(page, 1, "")])
    assert document.text.startswith("\nПРИКАЗ")


def test_repair_has_no_say_in_a_corrected_line() -> None:
    page = plain("приказъ", *TEXTS)
    guess = Edit(raw_start=0, raw_end=7, start=0, end=6, raw="приказъ", text="приказ", confidence=0.9, kind="x")
    repaired = replace(page.lines[0], text="приказ", edits=(guess,))
    document = paper(replace(page, lines=(repaired, *page.lines[1:])))
    kept = apply_corrections(document, [correction(page, 1, "приказъ")]).pages[0].lines[0]
    assert kept.text == "приказъ"
    assert {edit.kind for edit in kept.edits} == {"correction"}


READINGS = {
    "a line more above": lambda: sheet(line("Министерство", 50), *plain(*TEXTS).lines),
    "lines in another order": lambda: sheet(*reversed(plain(*TEXTS).lines)),
    "boxes a little larger": lambda: sheet(
        *(replace(item, box=Box(x0=item.box.x0 - 6, y0=item.box.y0 - 4, x1=item.box.x1 + 5, y1=item.box.y1 + 6))
          for item in plain(*TEXTS).lines if item.box)
    ),
    "read otherwise": lambda: plain(TEXTS[0], TEXTS[1], "1. Назнaчить Аксеиову В.А. отвстствснной.", TEXTS[3]),
    "read quite otherwise, in the same place": lambda: sheet(
        *(replace(item, raw=GARBLED, text=GARBLED) if item.raw == TEXTS[2] else item for item in plain(*TEXTS).lines)
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", READINGS)
def test_a_correction_finds_its_line_however_the_page_was_read(case: str) -> None:
    page, right = plain(*TEXTS), "1. Назначить Аксёнову В.А. ответственной."
    found = apply_corrections(paper(READINGS[case]()), [correction(page, 3, right)])
    assert [item.text for item in found.pages[0].lines].count(right) == 1
    place = next(item for item in found.pages[0].lines if item.text == right)
    assert place.box is not None
    assert abs(place.box.y0 - 200) < 10


@pytest.mark.parametrize("degrees", [0.0, 2.8, 90.0, 180.0, 271.5])
def test_a_correction_finds_its_line_on_a_scan_that_lay_askew(degrees: float) -> None:
    """The first recipe turned the page upright, the second enlarged it twice and found its angle a little otherwise."""
    first = replace(plain(*TEXTS), to_original=turned(degrees, shift=700))
    second = sheet(
        *(
            replace(item, box=Box(x0=2 * item.box.x0, y0=2 * item.box.y0, x1=2 * item.box.x1, y1=2 * item.box.y1))
            for item in first.lines
            if item.box
        ),
        to_original=turned(degrees + 0.1, scale=0.5, shift=700),
    )
    found = placed(paper(second), [correction(first, number, "х", f"c{number}") for number in (1, 2, 3, 4)])
    assert {place: item.number for place, item in found.at.items()} == {(1, number): number for number in (1, 2, 3, 4)}
    assert found.homeless == ()


def wide(text: str, top: float, wider: float) -> Line:
    made = line(text, top)
    assert made.box is not None
    return replace(made, box=replace(made.box, x1=made.box.x1 + wider))


HOMELESS = {
    "the line is gone": lambda: plain(*TEXTS[:2]),
    "the page is gone": lambda: plain(*TEXTS[:2]) and sheet(*plain(*TEXTS).lines, part=1),
    "two columns became one line": lambda: sheet(
        *plain(*TEXTS[:2]).lines, wide(TEXTS[2] + "   С приказом ознакомлены", 200, 400)
    ),
    "the line was cut in two": lambda: sheet(
        *plain(*TEXTS[:2]).lines, line("1. Назначить Аксенову", 200), line("В.А. ответственной.", 200, 460)
    ),
    "a number before it is read now": lambda: sheet(
        *plain(*TEXTS[:2]).lines, line("11. " + TEXTS[2], 200, LEFT - 4 * WIDE)
    ),
    "another line a little lower": lambda: sheet(*plain(*TEXTS[:2]).lines, line("Совсем другие слова", 222)),
}


@pytest.mark.parametrize("case", HOMELESS)
def test_a_correction_whose_line_cannot_be_told_is_kept_and_put_nowhere(case: str) -> None:
    page = plain(*TEXTS)
    said = correction(page, 3, "1. Назначить Аксёнову В.А. ответственной.")
    document = paper(HOMELESS[case]())
    assert placed(document, [said]).homeless == (said,)
    assert apply_corrections(document, [said]) == document


def test_of_two_corrections_of_one_line_the_later_one_stands() -> None:
    page = plain(*TEXTS)
    first, second = correction(page, 1, "ПРИКАЗ № 28", "c1"), correction(page, 1, "ПРИКАЗ № 27", "c2")
    found = placed(paper(page), [first, second])
    assert (dict(found.at), found.homeless) == ({(1, 1): second}, (first,))


def test_a_page_taken_from_its_text_and_then_from_its_picture() -> None:
    """Points of a PDF and pixels of its drawing are the same paper."""
    page = replace(plain(*TEXTS), kind=PageKind.BORN_DIGITAL)
    scale = 300 / 72
    drawn = sheet(
        *(
            replace(item, box=Box(**{name: getattr(item.box, name) * scale for name in ("x0", "y0", "x1", "y1")}))
            for item in page.lines
        )
    )
    said = correction(page, 2, "О ведении журнала")
    assert dict(placed(paper(drawn), [said]).at) == {(1, 2): said}
    assert said.place is not None
    assert box_of(said.place, page).x0 == pytest.approx(LEFT, abs=0.1)


def test_lines_without_a_place_are_known_by_their_text_and_number() -> None:
    document = document_of("Список:\n1. Иванов\n2. Петров\nСписок:\n1. Сидоров")
    page = document.pages[0]
    heading, name = correction(page, 4, "Перечень:", "c1"), correction(page, 3, "2. Пётров", "c2")
    assert heading.place is None
    assert apply_corrections(document, [heading, name]).text == "Список:\n1. Иванов\n2. Пётров\nПеречень:\n1. Сидоров"
    longer = document_of("Приложение\nСписок:\n1. Иванов\n2. Петров\nСписок:\n1. Сидоров")
    found = placed(longer, [heading, name])
    assert dict(found.at) == {(1, 4): name}
    assert found.homeless == (heading,), "the text stands twice, and neither has its number"


def test_doubts_are_stretches_of_the_text_as_it_is_shown() -> None:
    made = line("Пунт 3 л5 срок", 100)
    words = [replace(word, review=word.text == "срок") for word in made.words]
    edit = Edit(raw_start=0, raw_end=4, start=0, end=5, raw="Пунт", text="Пункт", confidence=0.2, kind="engine-slip")
    shown = replace(made, text="Пункт 3 л5 срок", edits=(edit,), words=tuple(words))
    assert [shown.text[start:end] for start, end in doubts(shown)] == ["Пункт", "срок"]
    low = replace(shown, edits=(), text=made.raw, words=tuple(replace(word, confidence=0.5) for word in made.words))
    assert [low.text[start:end] for start, end in doubts(low)] == ["Пунт", "3", "л5", "срок"]
