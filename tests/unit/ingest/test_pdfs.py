"""PDF files as schools have them: each is read, or told in one sentence, page by page."""

import time

import pytest

from ingest.model import Document, Limits, Line, PageKind, ReadingContext, Source, Step
from ingest.ocr.engine import Layout
from ingest.pipeline import page_counts, read, read_one
from ingest.readers.pdf import picture_of
from school.errors import DamagedFile, EncryptedFile, NothingRead, TooManyPages
from support import pdfs
from support.documents import read_sources
from support.pdfs import LINES


class Silent:
    """An engine that sees how large a page is drawn, and reads a fixed line."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def read(self, image: object, layout: Layout = Layout.PAGE) -> tuple[Line, ...]:
        assert layout is Layout.PAGE
        self.seen.append(image.shape)  # type: ignore[attr-defined]
        return (Line(raw="прочитано с изображения листа", text="прочитано с изображения листа", confidence=0.99),)

    def describe(self) -> Step:
        return Step(name="silent", version="1")


def opened(data: bytes, engine: Silent | None = None, limits: Limits | None = None) -> Document:
    item = Source(name="приказ.pdf", data=data)
    return read([item], engine=engine or Silent(), limits=limits or Limits(), context=ReadingContext())


def reasons(document: Document) -> list[str]:
    return [page.steps[0].options.get("reason", page.steps[0].name) for page in document.pages]


def texts(document: Document) -> list[str]:
    return [line.text for page in document.pages for line in page.lines if line.text]


def middle(line: Line) -> tuple[float, float]:
    box = line.box
    assert box is not None
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def test_a_page_turned_for_showing_is_read_from_its_text_with_boxes_where_it_is_shown() -> None:
    """A wide table is often laid along the sheet and turned by /Rotate."""
    upright = opened(pdfs.typeset(LINES, size=(842.0, 595.0))).pages[0]
    for turned in (90, 270):
        page = opened(pdfs.changed(pdfs.laid_along(LINES, turned), rotate=(turned,))).pages[0]
        assert page.kind is PageKind.BORN_DIGITAL
        assert (page.width, page.height) == (842, 595)
        assert [line.text for line in page.lines if line.text] == list(LINES)
        for line, same in zip(page.lines, upright.lines, strict=True):
            assert middle(line) == pytest.approx(middle(same), abs=0.5)


def test_a_ruled_table_of_a_typeset_page_is_read_by_its_cells() -> None:
    rows = [["День недели", "1 этаж", "2 этаж"], ["Понедельник", "Ахметова Л.Р.", "Миннегулов Р.Х."]]
    document = opened(pdfs.tabled(rows, "График дежурства учителей", "Директор школы Шевчук И.Н."))
    (page,) = document.pages
    assert page.kind is PageKind.BORN_DIGITAL
    assert [(line.text, line.table) for line in page.lines if line.text] == [
        ("График дежурства учителей", None),
        ("День недели | 1 этаж | 2 этаж", 1),
        ("Понедельник | Ахметова Л.Р. | Миннегулов Р.Х.", 1),
        ("Директор школы Шевчук И.Н.", None),
    ]


def test_a_page_upside_down_is_read_from_its_text() -> None:
    plain, turned = (opened(pdfs.changed(pdfs.typeset(LINES), rotate=(turn,))).pages[0] for turn in (0, 180))
    assert [line.text for line in turned.lines if line.text] == list(LINES)
    x, y = middle(plain.lines[1])
    assert middle(turned.lines[1]) == pytest.approx((595 - x, 842 - y), abs=0.5)


def test_text_that_lies_on_its_side_is_read_from_the_picture_which_can_be_turned() -> None:
    engine = Silent()
    document = opened(pdfs.changed(pdfs.typeset(LINES, LINES, LINES), rotate=(0, 90, 270)), engine)
    assert reasons(document) == ["text layer", "text on its side", "text on its side"]
    assert sum(high > 3000 for high, _ in engine.seen) == 2, "each sheet is read whole; strips show which way up"


@pytest.mark.tesseract
def test_sheets_of_mixed_orientation_are_read_alike() -> None:
    document = read_sources(
        Source(name="приказ.pdf", data=pdfs.changed(pdfs.typeset(*[LINES * 4] * 2), rotate=(0, 270)))
    )
    for page in document.pages:
        assert sum("Контроль за исполнением приказа" in line.text for line in page.lines) == 4


def test_boxes_of_a_page_with_a_margin_cut_off_are_those_of_the_page_as_shown() -> None:
    whole, cut = (opened(data) for data in (pdfs.typeset(LINES), pdfs.changed(pdfs.typeset(LINES), cut=40)))
    before, after = whole.pages[0].lines[0].box, cut.pages[0].lines[0].box
    assert before is not None
    assert after is not None
    assert (after.x0, after.y0) == pytest.approx((before.x0 - 40, before.y0), abs=0.2)
    assert (cut.pages[0].width, cut.pages[0].height) == (555, 802)


def test_a_file_locked_against_changes_only_is_read() -> None:
    assert texts(opened(pdfs.locked(pdfs.typeset(LINES)))) == list(LINES)


def test_a_file_locked_with_a_password_is_told_so() -> None:
    with pytest.raises(EncryptedFile):
        opened(pdfs.locked(pdfs.typeset(LINES), user="секрет"))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.98])
def test_a_file_cut_short_gives_what_is_left_of_it_or_is_called_damaged(share: float) -> None:
    whole = pdfs.typeset(LINES, LINES, LINES)
    cut = whole[: int(len(whole) * share)]
    try:
        document = opened(cut)
    except (DamagedFile, NothingRead):
        return
    assert all(page.lines or page.problems for page in document.pages)


def test_a_broken_table_of_places_is_mended() -> None:
    data = pdfs.typeset(LINES)
    at = data.rindex(b"startxref")
    assert texts(opened(data[:at] + b"startxref\n99999999\n%%EOF")) == list(LINES)
    assert texts(opened(data.replace(b"xref\n0 ", b"xref\n7 ", 1))) == list(LINES)


def test_rubbish_before_and_behind_the_file_does_not_matter() -> None:
    data = pdfs.typeset(LINES)
    assert texts(opened(b"\r\n" * 40 + data + b"\0" * 2000)) == list(LINES)


def test_a_missing_page_in_the_middle_is_a_problem_and_the_rest_goes_on() -> None:
    document = opened(pdfs.without_page(pdfs.typeset(LINES, LINES, LINES), 2))
    found = {page.number: [problem.code for problem in page.problems] for page in document.pages}
    # the reader of PDF may step over the page or open it empty; it never takes the others with it
    assert len(texts(document)) >= 2 * len(LINES)
    assert set(found) <= {1, 2, 3}
    assert not found[1]


BAD_LAYERS = {
    "read as Latin": ("HA3HA4MTb OTBETCTBEHHblM 3A nMTAHME", "y4MTe/lR MaTeMaTMKM", "KoHTpo/lb 3a MCno/lHeHMeM"),
    "mojibake": ("Íàçíà÷èòü îòâåòñòâåííûì çà ïèòàíèå", "ó÷èòåëÿ ìàòåìàòèêè", "Êîíòðîëü îñòàâëÿþ çà ñîáîé"),
    "shifted signs": ("Обйобшйуэ пугжутугжооьн", "йб рйубойж фшйужмб нбужнбуйлй", "Лпоуспмэ йтрпможойа"),
    "private signs": tuple("".join(chr(0xE000 + row * 40 + sign) for sign in range(30)) for row in range(3)),
}


@pytest.mark.parametrize("case", BAD_LAYERS)
def test_a_bad_text_layer_over_a_scan_is_left_and_the_picture_read(case: str) -> None:
    engine = Silent()
    spread = [line for line in BAD_LAYERS[case] for _ in range(8)]
    document = opened(pdfs.over_picture(pdfs.drawn(LINES), spread), engine)
    assert reasons(document) in (["bad text layer"], ["no text layer"])
    assert texts(document) == ["прочитано с изображения листа"]


@pytest.mark.parametrize("case", [case for case in BAD_LAYERS if case != "private signs"])
def test_a_typeset_page_whose_signs_say_nothing_is_read_from_its_picture(case: str) -> None:
    assert reasons(opened(pdfs.typeset(BAD_LAYERS[case]))) in (["bad text layer"], ["no text layer"])


def test_a_good_text_layer_over_a_scan_is_taken() -> None:
    lines = [line for line in LINES for _ in range(8)]
    document = opened(pdfs.over_picture(pdfs.drawn(lines), lines))
    assert reasons(document) == ["text layer"]


def test_the_mark_of_an_electronic_signature_is_not_the_text_of_the_scan_under_it() -> None:
    mark = (
        "Документ подписан электронной подписью",
        "Сертификат действителен до конца учебного года",
        "Директор школы",
    )
    engine = Silent()
    document = opened(pdfs.over_picture(pdfs.drawn(LINES * 6), mark, top=120, visible=True), engine)
    assert reasons(document) == ["little text over a picture"]
    assert len(engine.seen) == 1


def test_what_is_filled_in_a_form_is_read_too() -> None:
    assert reasons(opened(pdfs.form("", LINES))) == ["text layer"]
    assert reasons(opened(pdfs.form("29", LINES))) == ["filled form"]


@pytest.mark.tesseract
def test_a_filled_form_is_read_with_its_values() -> None:
    document = read_sources(Source(name="бланк.pdf", data=pdfs.form("12345", LINES)))
    assert "12345" in document.text
    assert "ПРИКАЗЫВАЮ" in document.text


@pytest.mark.parametrize("size", [(14_400.0, 14_400.0), (14_400.0, 300.0), (595.0, 842.0)])
def test_a_huge_sheet_is_drawn_within_the_limit(size: tuple[float, float]) -> None:
    drawn = picture_of(Source(name="карта.pdf", data=pdfs.typeset(LINES, size=size)), 0, Limits(pixels=1_000_000))
    assert drawn.size <= 1_010_000
    assert drawn.min() < 200


def test_a_thread_of_a_page_is_no_picture() -> None:
    with pytest.raises(NothingRead):
        opened(pdfs.typeset([" "], size=(300.0, 2.0)))
    page = read_one(
        Source(name="нить.pdf", data=pdfs.typeset([" "], size=(300.0, 2.0))), 0, engine=Silent(), limits=Limits()
    )
    assert [problem.code for problem in page.problems] == ["page-too-small"]


def test_five_hundred_pages_are_opened_one_by_one() -> None:
    item = Source(name="журнал.pdf", data=pdfs.many(500))
    assert page_counts([item], Limits()) == (500,)
    with pytest.raises(TooManyPages):
        page_counts([item], Limits(pages=499))
    began = time.process_time()
    pages = [read_one(item, index, engine=Silent(), limits=Limits()) for index in (0, 249, 499)]
    assert time.process_time() - began < 10, "the other pages are not looked at"
    assert [page.lines[0].text for page in pages] == [f"Лист номер {n} школьного журнала" for n in (1, 250, 500)]


def test_a_file_on_disk_reads_as_its_bytes(tmp_path) -> None:
    data = pdfs.typeset(LINES, LINES)
    path = tmp_path / "приказ"
    path.write_bytes(data)
    held, lying = Source(name="приказ.pdf", data=data), Source(name="приказ.pdf", path=path)
    one, two = (read([item], engine=Silent(), limits=Limits(), context=ReadingContext()) for item in (held, lying))
    assert one == two
