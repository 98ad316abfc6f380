"""Reading order: tables by their cells, pieces of one row together, columns left apart."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.image.tables import ruled_tables
from ingest.model import Box, Line, Word
from ingest.readers.arranged import arranged

WIDE, HIGH = 1654, 2339
EDGES, LEVELS = (150, 300, 900, 1400), (400, 470, 540, 610)


def word(text: str, x: float, y: float, high: float = 30) -> Word:
    return Word(text=text, confidence=0.95, box=Box(x0=x, y0=y, x1=x + 16 * len(text), y1=y + high))


def line(text: str, x: float, y: float) -> Line:
    words, place = [], x
    for piece in text.split():
        words.append(word(piece, place, y))
        place += 16 * (len(piece) + 1)
    return Line(raw=text, text=text, confidence=0.95, box=words[0].box.union(words[-1].box), words=tuple(words))


def across(*pieces: tuple[float, str]) -> Line:
    """A line of words at these places, in the first row of the table."""
    words = tuple(word(text, x, 405) for x, text in pieces)
    return Line(raw="", text=" ".join(item.text for item in words), box=words[0].box.union(words[-1].box), words=words)


def blank() -> np.ndarray:
    return np.full((HIGH, WIDE), 255, np.uint8)


@pytest.fixture
def ruled() -> np.ndarray:
    """Three rows of three cells; the last row's first two cells are one."""
    sheet = Image.new("L", (WIDE, HIGH), 255)
    pen = ImageDraw.Draw(sheet)
    for y in LEVELS:
        pen.line((EDGES[0], y, EDGES[-1], y), fill=0, width=3)
    for x in EDGES:
        pen.line((x, LEVELS[0], x, LEVELS[-1] if x != EDGES[1] else LEVELS[2]), fill=0, width=3)
    return np.asarray(sheet)


def texts(page: np.ndarray, *lines: Line) -> list[str]:
    return [found.text for found in arranged(page, lines) if found.text]


def test_cells_of_a_ruled_table(ruled: np.ndarray) -> None:
    (table,) = ruled_tables(ruled)
    assert [(cell.row, cell.column) for cell in table.cells] == [
        *((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)),
        *((2, 0), (2, 2)),
    ]
    assert table.cells[1].box.x0 == pytest.approx(EDGES[1], abs=5)
    assert table.cells[-2].box.x1 == pytest.approx(EDGES[2], abs=5)


def test_print_and_signature_lines_are_no_table() -> None:
    sheet = Image.new("L", (WIDE, HIGH), 255)
    pen = ImageDraw.Draw(sheet)
    for y in range(300, 900, 60):
        pen.line((700, y, 1000, y), fill=0, width=3)
    pen.rectangle((200, 1200, 500, 1400), outline=0, width=4)
    assert ruled_tables(np.asarray(sheet)) == ()


def test_one_row_of_a_table_that_goes_on_overleaf(ruled: np.ndarray) -> None:
    head = ruled.copy()
    head[LEVELS[1] + 3 :] = 255
    (table,) = ruled_tables(head)
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (0, 2)]


def test_serifs_of_a_line_over_a_table_are_no_row_of_it(ruled: np.ndarray) -> None:
    page = ruled.copy()
    # tails of letters run on from the rules between cells, feet of letters stand in a row
    page[340:402, EDGES[1] - 1 : EDGES[1] + 2] = 0
    page[338:341, EDGES[0] + 60 : EDGES[2] - 400] = 0
    (table,) = ruled_tables(page)
    assert table.cells[0].box.y0 == pytest.approx(LEVELS[0], abs=5)


def test_a_table_is_told_row_by_row(ruled: np.ndarray) -> None:
    found = arranged(
        ruled,
        (
            line("Нагрузка", 150, 330),
            # an engine reads across the cells, and a name of two lines apart
            across((160, "№"), (310, "Учитель"), (420, "физики"), (910, "Часов")),
            line("18", 910, 490),
            line("1", 160, 475),
            line("Зырянкина", 310, 475),
            line("Итого", 160, 550),
            line("Директор", 150, 700),
        ),
    )
    assert [(item.text, item.table) for item in found] == [
        ("Нагрузка", None),
        ("№ | Учитель физики | Часов", 1),
        ("1 | Зырянкина | 18", 1),
        ("Итого | ", 1),
        ("Директор", None),
    ]


def test_pieces_of_one_row_come_together_from_left_to_right() -> None:
    assert texts(
        blank(),
        line("О. С. Ноздрина", 1100, 302),
        line("Главный бухгалтер", 150, 300),
        line("Специалист по кадрам", 150, 350),
        line("М. Т. Валиахметова", 1100, 352),
    ) == ["Главный бухгалтер О. С. Ноздрина", "Специалист по кадрам М. Т. Валиахметова"]


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"левый столбец текста номер {number}" for number in range(8)]
    right = [f"правый столбец текста номер {number}" for number in range(8)]
    rows = [line(text, 100, 300 + 40 * at) for at, text in enumerate(left)]
    rows += [line(text, 900, 300 + 40 * at) for at, text in enumerate(right)]
    head = [line("№ 301/1-од", 1300, 202), line("от 14.11.2022", 100, 200)]
    assert texts(blank(), *head, *rows) == ["от 14.11.2022 № 301/1-од", *left, *right]


def test_columns_that_the_engine_told_row_by_row_or_in_any_order() -> None:
    left = [f"левый столбец текста номер {number}" for number in range(6)]
    right = [f"правый столбец текста номер {number}" for number in range(6)]
    joined = [line(f"{one}", 100, 300 + 40 * at) for at, one in enumerate(left)]
    rows = [
        Line(raw="", text="", box=first.box.union(other.box), words=(*first.words, *other.words))
        for first, other in zip(joined, [line(text, 900, 308 + 40 * at) for at, text in enumerate(right)], strict=True)
    ]
    foot = [line("С. В. Телегина", 900, 620), line("Социальный педагог", 100, 620)]
    assert texts(blank(), *reversed(rows), *foot) == [*left, *right, "Социальный педагог С. В. Телегина"]


def test_a_plan_without_rules_is_no_columns() -> None:
    plan = [line(f"провести родительское собрание номер {number}", 100, 300 + 40 * number) for number in range(6)]
    dates = [line(f"1{number}.09.2024", 950, 300 + 40 * number) for number in range(6)]
    assert texts(blank(), *plan, *dates)[0] == "провести родительское собрание номер 0 10.09.2024"


def test_lines_follow_one_another_from_above() -> None:
    told = [line("к приказу от 04.09.2024 № 271", 700, 240), line("Приложение № 1", 1000, 200)]
    assert texts(blank(), *told) == ["Приложение № 1", "к приказу от 04.09.2024 № 271"]


def test_a_rule_as_high_as_a_letter_is_a_roman_number() -> None:
    (found,) = arranged(blank(), (line("в | полугодии", 100, 100),))
    assert [(item.text, item.review) for item in found.words] == [("в", False), ("I", True), ("полугодии", False)]


def test_specks_and_rules_are_left_out_and_bullets_stay() -> None:
    dirty = Line(
        raw="· 1. , Приказ |",
        text="· 1. , Приказ |",
        box=Box(x0=100, y0=100, x1=500, y1=130),
        words=(
            word("·", 100, 112, 6),
            word("1.", 130, 100),
            word(",", 180, 104, 6),
            word("Приказ", 210, 100),
            word("|", 480, 90, 60),
        ),
    )
    assert texts(blank(), dirty) == ["· 1. Приказ"]


def test_a_comma_apart_from_its_word_stays() -> None:
    words = (word("оценок", 100, 100), word(",", 205, 124, 6), word("учёта", 225, 100))
    apart = Line(raw="", text="оценок , учёта", box=Box(x0=100, y0=100, x1=320, y1=130), words=words)
    assert texts(blank(), apart) == ["оценок , учёта"]


def test_a_rule_to_write_on_is_told_and_an_underline_is_none(ruled: np.ndarray) -> None:
    page = ruled.copy()
    page[955:958, 500:900] = 0
    page[1058:1061, 150:460] = 0
    found = texts(page, line("Директор", 150, 930), line("Черных", 1000, 930), line("Приказ подписан", 150, 1030))
    assert found == ["Директор ________________________ Черных", "Приказ подписан"]


def test_serifs_are_no_rule_to_write_on(ruled: np.ndarray) -> None:
    page = ruled.copy()
    # feet of the letters of a line, running into those of the next word
    page[957:960, 180:420] = 0
    assert texts(page, line("электронном классном журнале", 150, 930)) == ["электронном классном журнале"]
