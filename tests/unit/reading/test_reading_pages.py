"""Generated papers: what is drawn, and what the benchmark counts."""

import io
from functools import cache

import numpy as np
import pytest
from benchmarks.reading.align import Alignment, Token
from benchmarks.reading.score import Figures, score, whole_words
from PIL import Image

from support.reading_pages.faces import faces
from support.reading_pages.hyphens import breaks
from support.reading_pages.pages import ReadingPage, reading_page
from support.reading_pages.papers import Kind, blocks, papers
from support.reading_pages.styles import HIGH, style
from support.reading_pages.truth import SOFT, Part, Truth
from support.reading_pages.typeset import typeset

TURNED = 7
ORDER = "Приказ от 05.09.2024 № 83\nУроки с 14:30 до 15:10, на ремонт 27 360 рублей."


def truth(*orders: tuple[str, ...]) -> Truth:
    return Truth(parts=(Part(orders=orders),))


def read(text: str, *flagged: str) -> list[list[Token]]:
    return [[Token(word, word in flagged) for word in line.split()] for line in text.splitlines()]


def scored(text: str, *flagged: str) -> Figures:
    return score(truth(tuple(ORDER.splitlines())), read(text, *flagged))


def fates(meant: str, text: str) -> list[str]:
    return [number.fate for number in Alignment(meant, [Token(word) for word in text.split()]).numbers()]


@cache
def made(kind: str, seed: int, number: int = 0) -> ReadingPage:
    return reading_page(kind, seed, number)


def picture(page: ReadingPage) -> Image.Image:
    return Image.open(io.BytesIO(page.data))


def test_a_seed_makes_one_page() -> None:
    one, same, other = (made("clean", 3), reading_page("clean", 3, 0), made("clean", 4))
    assert (one.data, one.truth) == (same.data, same.truth)
    assert one.data != other.data


def test_papers_are_set_within_their_sheets_and_nothing_is_lost() -> None:
    for number, paper in enumerate(papers()[::3]):
        chosen = style(np.random.default_rng(number), faces(()), columns=1 + number % 2, ruled=number % 3 > 0)
        sheets = typeset(paper, chosen)
        printed = "".join(sheet.truth.text.replace(SOFT, "") for sheet in sheets)
        meant = "".join(block.text + "".join(piece.text for row in block.rows for piece in row) for block in paper)
        assert sorted(filter(str.isalnum, printed)) == sorted(filter(str.isalnum, meant))
        for sheet in sheets:
            assert 0 < sheet.lowest <= HIGH - chosen.bottom
            edges = np.asarray(sheet.image)
            assert edges[:, :60].min() == edges[:, -60:].min() == 255


def test_two_columns_share_their_sheet() -> None:
    text = "Объявление\n\n" + "\n".join(f"{number}. Пункт плана мероприятий школы." for number in range(1, 21))
    chosen = style(np.random.default_rng(1), faces(()), columns=2, ruled=False)
    (sheet,) = typeset(blocks(text), chosen)
    dark = np.asarray(sheet.image) < 128
    left, right = dark[:, : dark.shape[1] // 2].sum(), dark[:, dark.shape[1] // 2 :].sum()
    assert 0.5 < left / right < 2
    assert sheet.truth.lines[1].startswith("1. ")
    assert sheet.truth.lines[-1].endswith("школы.")


def test_a_text_becomes_blocks() -> None:
    text = "ПРИКАЗ\n\n05.09.2024          № 8\n1. Назначить:\n• двух учителей;\n| № | Класс |\n| 1 | 5А |"
    kinds = [block.kind for block in blocks(text)]
    assert kinds == [Kind.HEAD, Kind.GAP, Kind.ROWS, Kind.TEXT, Kind.BULLET, Kind.TABLE]


@pytest.mark.parametrize(
    ("word", "parts"),
    [("школа", ["шко-ла"]), ("указанный", ["ука-занный", "указан-ный"]), ("№", []), ("15:30", []), ("съезд", [])],
)
def test_words_are_broken_between_syllables(word: str, parts: list[str]) -> None:
    found = [f"{word[:at]}-{word[at:]}" for at in breaks(word)]
    assert set(parts) <= set(found)
    assert bool(found) == bool(parts)


def test_broken_words_are_whole_in_the_text() -> None:
    page = truth((f"учи{SOFT}", "телям до 15:00"))
    assert page.text == "учителям до 15:00"
    assert page.lines == ("учи-", "телям до 15:00")
    assert [token.text for token in whole_words(read("учи-\nтелям до 15:00"))] == ["учителям", "до", "15:00"]
    assert score(page, read("учи-\nтелям до 15:00")).character_errors == 0


def test_some_pages_lie_turned() -> None:
    upright, turned = made("clean", 3), made("scan", 1, TURNED)
    assert (upright.quarters, turned.quarters % 2) == (0, 1)
    assert picture(upright).height > picture(upright).width
    assert picture(turned).height < picture(turned).width


def test_spreads_and_blank_pages() -> None:
    spread, blank = made("spread", 1), made("blank", 1)
    assert picture(spread).width > picture(spread).height
    assert len(spread.truth.text) > 1000
    assert blank.truth.text == ""
    assert np.asarray(picture(blank).convert("L")).std() < 40


def test_photographs_are_of_a_phone_s_size() -> None:
    page = made("photo", 2, 9)
    wide, high = picture(page).size
    assert 7.9e6 < wide * high < 12.1e6
    assert page.dpi == 0


def test_a_right_reading_has_no_faults() -> None:
    found = scored(ORDER)
    assert (found.an, found.character_errors, found.wrong, found.numbers, found.spoiled) == (0, 0, 0, 5, [])


def test_a_wrong_number_is_silent_or_flagged() -> None:
    silent, flagged = scored(ORDER.replace("14:30", "14:50")), scored(ORDER.replace("14:30", "14:50"), "14:50")
    assert (silent.numbers_silent, silent.numbers_flagged) == (1, 0)
    assert (flagged.numbers_silent, flagged.numbers_flagged) == (0, 1)
    assert (flagged.flagged, flagged.wrong, flagged.wrong_flagged) == (1, 1, 1)
    assert silent.sign_errors == 1


def test_a_lost_line_is_lost() -> None:
    found = scored(ORDER.splitlines()[0])
    assert (found.numbers_lost, found.numbers_silent, found.numbers) == (3, 0, 5)


@pytest.mark.parametrize(
    ("meant", "text", "fate"),
    [
        ("№ 83", "№83", "right"),
        ("27 360 рублей", "27360 рублей", "right"),
        ("5–7 классы", "5-7 классы", "right"),
        ("в 5А классе", "в 5 А классе", "right"),
        ("п. 4.1. Вести", "п. 41. Вести", "wrong"),
        ("с 14:30 до", "с 14.30 до", "wrong"),
        ("в 35 школах", "в 3 5 школах", "wrong"),
        ("в 8А классе", "в 8A классе", "wrong"),
        ("№ 83", "№ 83/1", "wrong"),
    ],
)
def test_what_counts_as_the_same_number(meant: str, text: str, fate: str) -> None:
    assert fates(meant, text) == [fate]


def test_numbers_run_together_are_wrong() -> None:
    assert fates("с 2 5 уроков", "с 25 уроков") == ["wrong", "wrong"]


def test_pieces_side_by_side_may_be_read_along_or_down() -> None:
    rows = truth(("Согласовано Утверждаю", "Профком Директор"), ("Согласовано", "Профком", "Утверждаю", "Директор"))
    for text in ("Согласовано Утверждаю\nПрофком Директор", "Согласовано\nПрофком\nУтверждаю\nДиректор"):
        assert score(rows, read(text)).an == 0
    assert score(rows, read("Директор\nУтверждаю\nПрофком\nСогласовано")).an > 50
