"""Two readings of a line: where they agree, where they do not, and what the engine passed over."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.model import Box, Line, Word
from ingest.ocr.engine import Layout
from ingest.ocr.judge import judged
from ingest.ocr.line_reader import ReadSign, line_reader
from ingest.ocr.lines import line_of
from ingest.ocr.meetings import Token, meetings
from ingest.ocr.numbers import impossible
from ingest.ocr.strips import HEIGHT, SIGNS, strip
from ingest.ocr.tesseract import TesseractEngine
from ingest.ocr.twice import TwiceRead

FONT = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
ROWS = (
    "Классным руководителям сдать журналы до 30.08.2024 в кабинет № 13",
    "Заместителю директора проверить записи учителей с 14:30 до 16:45",
    "Контроль за исполнением настоящего приказа оставляю за собой",
    "Учителям выставлять текущие отметки не позднее следующего дня",
)


def word(text: str, x0: float, confidence: float = 0.95) -> Word:
    return Word(text=text, confidence=confidence, box=Box(x0=x0, y0=0, x1=x0 + 12 * len(text), y1=30))


def token(text: str, x0: float) -> Token:
    return Token(signs=tuple(ReadSign(sign, 0.99, "", 0.0) for sign in text), x0=x0, x1=x0 + 12 * len(text))


def met(engine: str, reader: str) -> list[tuple[str, str]]:
    found = meetings([word(text, 0) for text in engine.split()], [token(text, 0) for text in reader.split()], WHOLE)
    return [(" ".join(item.text for item in one.engine), " ".join(item.text for item in one.reader)) for one in found]


WHOLE = Box(x0=0, y0=0, x1=900, y1=30)


def test_words_meet_although_spaces_differ() -> None:
    assert met("до 50.08 в школе", "до 30.08 в школе") == [
        ("до", "до"),
        ("50.08", "30.08"),
        ("в", "в"),
        ("школе", "школе"),
    ]
    assert met("сдать вканцелярию до пятницы", "сдать в канцелярию до пятницы") == [
        ("сдать", "сдать"),
        ("вканцелярию", "в канцелярию"),
        ("до", "до"),
        ("пятницы", "пятницы"),
    ]
    assert met("выдать журналы", "· выдать журналы")[-1] == ("журналы", "журналы")
    assert met("приказ", "") == [("приказ", "")]


@pytest.fixture(scope="module")
def page() -> tuple[np.ndarray, tuple[Line, ...]]:
    """A printed page and its lines, as an engine that errs nowhere would give them."""
    sheet = Image.new("L", (1700, 700), 255)
    pen, face = ImageDraw.Draw(sheet), ImageFont.truetype(FONT, 50)
    lines = []
    for number, text in enumerate(ROWS):
        x, y = 90.0, 110 + 130 * number
        words = []
        for piece in text.split():
            left, top, right, bottom = pen.textbbox((x, y), piece, font=face, anchor="ls")
            pen.text((x, y), piece, font=face, fill=0, anchor="ls")
            words.append(Word(text=piece, confidence=0.96, box=Box(x0=left, y0=top, x1=right, y1=bottom)))
            x += face.getlength(piece + " ")
        box = words[0].box
        for item in words[1:]:
            box = box.union(item.box)
        lines.append(Line(raw=text, text=text, confidence=0.96, box=box, words=tuple(words)))
    return cv2.GaussianBlur(np.asarray(sheet), (0, 0), 0.8), tuple(lines)


class Told:
    """An engine that gives these lines for a page."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines

    def read(self, image: np.ndarray, layout: Layout = Layout.PAGE) -> tuple[Line, ...]:
        return self.lines if layout is Layout.PAGE else TesseractEngine().read(image, layout)


def read(image: np.ndarray, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return TwiceRead(first=Told(lines), second=line_reader).read(image)


def replaced(lines: tuple[Line, ...], old: str, new: str) -> tuple[Line, ...]:
    """The lines with one word misread."""
    changed = []
    for line in lines:
        words = tuple(
            Word(text=new, confidence=0.93, box=item.box) if item.text == old else item for item in line.words
        )
        text = " ".join(item.text for item in words)
        changed.append(Line(raw=text, text=text, confidence=0.95, box=line.box, words=words))
    return tuple(changed)


def test_what_both_read_is_sure(page) -> None:
    image, lines = page
    result = read(image, lines)
    assert [line.text for line in result] == list(ROWS)
    assert [item.text for line in result for item in line.words if item.review] == []


@pytest.mark.parametrize(("right", "misread"), [("30.08.2024", "50.08.2024"), ("14:30", "14:50"), ("13", "15")])
def test_a_misread_number_never_passes_in_silence(page, right: str, misread: str) -> None:
    image, lines = page
    words = {item.text: item for line in read(image, replaced(lines, right, misread)) for item in line.words}
    assert right in words or words[misread].review
    if right in words and words[right].review:
        assert misread in words[right].alternatives


def test_a_line_that_the_engine_passed_over_is_read_in_its_place(page) -> None:
    image, lines = page
    result = read(image, (lines[0], lines[1], lines[3]))
    assert result[2].text == ROWS[2]
    assert result[2].box is not None
    assert abs(result[2].box.y0 - lines[2].box.y0) < 12


def test_the_rest_of_a_line_that_was_cut_short_is_read(page) -> None:
    image, lines = page
    short = Line(
        raw="",
        text="",
        confidence=0.9,
        box=lines[3].words[0].box.union(lines[3].words[3].box),
        words=lines[3].words[:4],
    )
    assert read(image, (*lines[:3], short))[3].text.lower().split()[-2:] == ["следующего", "дня"]


def test_a_frame_around_known_words_is_no_print(page) -> None:
    image, lines = page
    box = lines[1].box
    assert box is not None
    framed = image.copy()
    turned = np.array([(box.x0 - 20, box.y0 - 9), (box.x1 + 20, box.y0 - 4), (box.x1 + 20, box.y1 + 9)], np.int32)
    cv2.polylines(framed, [turned], isClosed=False, color=40, thickness=4)
    cv2.line(framed, (400, int(box.y0) - 8), (400, int(box.y1) + 9), 40, 4)
    assert [line.text for line in read(framed, lines)] == list(ROWS)


def test_a_row_told_as_two_woven_lines_is_read_again(page) -> None:
    image, lines = page
    whole = lines[2]
    tails, others = line_of(whole.words[::2]), line_of(whole.words[1::2])
    found = read(image, (*lines[:2], tails, others, lines[3]))
    assert [line.text for line in found] == list(ROWS)
    assert found[2].words[0].box.x0 == pytest.approx(whole.words[0].box.x0, abs=4)


def test_marks_over_letters_are_lost_not_made_up() -> None:
    (meeting,) = meetings([word("ГАИДАРА", 0, 0.93)], [token("ГАЙДАРА", 0)], WHOLE)
    assert judged(meeting).text == "ГАЙДАРА"
    (meeting,) = meetings([word("ещё", 0, 0.93)], [token("еще", 0)], WHOLE)
    assert judged(meeting).text == "ещё"


def test_of_two_dates_the_one_that_can_be_is_told_and_asked_about() -> None:
    (meeting,) = meetings([word("10.09.2025", 0, 0.5)], [token("10.09.202", 0)], WHOLE)
    found = judged(meeting)
    assert (found.text, found.alternatives) == ("10.09.2025", ("10.09.202",))


def test_a_picture_is_not_read_as_print(page) -> None:
    image, lines = page
    scribbled = image.copy()
    cv2.circle(scribbled, (1550, 600), 60, 90, 5)
    cv2.ellipse(scribbled, (1500, 560), (90, 25), 20, 0, 300, 60, 4)
    assert [line.text for line in read(scribbled, lines)] == list(ROWS)


def test_places_of_a_strip_are_places_of_the_page(page) -> None:
    image, lines = page
    cut = strip(image, lines[0].box, 45)
    assert cut is not None
    assert cut.picture.shape[0] == HEIGHT
    first = line_reader().read([cut.picture])[0][0]
    assert first.text == "К"
    assert abs(cut.on_page(first.x) - 105) < 15
    assert strip(image, Box(x0=5000, y0=10, x1=5100, y1=60), 45) is None


def test_every_sign_has_one_class() -> None:
    assert len(set(SIGNS)) == len(SIGNS)


@pytest.mark.parametrize("text", ["50.08.2024", "30.02.2024", "14:75", "25:10", "20.13.2023", "за2ача", "10.09.202."])
def test_numbers_that_cannot_be(text: str) -> None:
    assert impossible(text)


@pytest.mark.parametrize(
    "text", ["30.08.2024", "12.10.2023-20", "29.02.2024", "14:30", "8:05", "01.09.23", "273-ФЗ", "5а", "2.4.1", "№13"]
)
def test_numbers_that_can_be(text: str) -> None:
    assert not impossible(text)


@pytest.mark.parametrize(
    ("engine", "reader", "asks"),
    [
        ("13-17.02", "13–17.02", False),
        ("17:00,", "17:00.", False),
        ("13-17.02", "18–17.02", True),
    ],
)
def test_a_number_is_asked_about_for_its_digits_not_for_its_dashes(engine: str, reader: str, *, asks: bool) -> None:
    (meeting,) = meetings([word(engine, 0, 0.93)], [token(reader, 0)], WHOLE)
    assert judged(meeting).review is asks
