import time

import pytest

from ingest.model import Document, Line, Page, PageKind, ReadingContext
from ingest.repair.document import repair_document
from ingest.repair.line import repair_line, repair_lines
from ingest.repair.text import repair_text

PAGE = [
    "Knaccuble pyKOBOAHTENH:",
    "*  3amoNHSIOT pa3jen C IMYHBIMU JaHHBIMH yUaIuXcs;",
    "* BeayT cimcku KnaccoB W rpyI;",
    "» IIpoBepsieT cOOTBETCTBHE TOMAIIHUX 3aganuii;",
]


def test_items_of_a_garbled_list_get_bullets_and_words() -> None:
    texts = [text for text, _ in repair_lines(PAGE)]
    assert texts[0] == "Классные руководители:"
    assert [text[0] for text in texts[1:]] == ["•", "•", "•"]
    for text, words in zip(texts[1:], ("данными учащихся;", "списки классов", "Проверяет соответствие"), strict=True):
        assert words.lower() in text.lower()


def test_numbers_dates_and_clauses_stay_in_garbled_lines() -> None:
    raw = "5.2 IIpuka3 or 28.10.2023 Ne 29, nyHKT 3.1, B 14:30, 15 %, 8-9 kiaccbI, 273-DZ"
    text, _ = repair_line(raw)
    for number in ("5.2", "28.10.2023", "29,", "3.1,", "14:30,", "15", "8-9"):
        assert number in text.split()
    assert "№ 29" in text


def test_honest_latin_stays_among_garbled_words() -> None:
    raw = "OTueTbI B (hopMaTe PDF oTIIpaBUTS Ha school7@edu.example.ru, ccbuika https://example.ru/login, Windows 10"
    text, _ = repair_line(raw)
    for kept in ("PDF", "school7@edu.example.ru,", "https://example.ru/login,", "Windows"):
        assert kept in text.split()
    assert "Отчеты" in text


def test_the_good_half_of_a_line_is_left_alone() -> None:
    good = "Классные руководители ведут журналы в программе Excel; "
    text, edits = repair_line(good + "BBICTaBISIOT TeKYIIHe OLEHKH 3a ITHCbMEeHHBIE paOoOTBI")
    assert text.startswith(good)
    assert edits
    assert min(edit.raw_start for edit in edits) >= len(good)


def test_a_doubtful_line_goes_with_its_neighbours() -> None:
    alone = repair_line("TEMA YPOKA")[0]
    assert alone == "TEMA YPOKA"
    lines = ["3amoNHSIOT pa3jen C JaHHBIMH yUaIuXcs;", "TEMA YPOKA", "BeayT cimcku KnaccoB W rpyI;"]
    assert repair_lines(lines)[1][0].lower() == "тема урока"


def test_each_edit_tells_how_sure_it_is_and_what_else_it_could_be() -> None:
    _, edits = repair_line("BBICTaBISIOT TeKYIIHe OLEHKH 3a ITHCbMEeHHBIE paOoOTBI; TOB. ZzKqyv, TeMax ypoKOB")
    sure = {edit.raw: edit.confidence for edit in edits}
    assert sure["OLEHKH"] > 0.8
    assert sure["ZzKqyv"] < 0.4
    assert all(edit.kind == "latin-for-cyrillic" for edit in edits)
    assert any(edit.alternatives for edit in edits)
    assert all(0 <= edit.confidence <= 1 for edit in edits)


def document(*lines: str) -> Document:
    page = Page(number=1, kind=PageKind.TEXT, lines=tuple(Line(raw=line, text=line) for line in lines))
    return Document(sha256="0" * 64, name="приказ.txt", media_type="text/plain", pages=(page,))


def test_a_document_keeps_raw_and_tells_the_step() -> None:
    before = document("Приказываю:", *PAGE)
    after = repair_document(before, ReadingContext())
    assert after.raw_text == before.raw_text
    assert after.steps[-1].name == "repair"
    assert after.pages[0].lines[0] == before.pages[0].lines[0]
    assert 0 < after.pages[0].lines[2].confidence < 1
    assert repair_document(document("Приказываю:", "назначить"), ReadingContext()).steps == ()


@pytest.mark.parametrize(
    ("context", "good"),
    [
        (ReadingContext(people=("Хворостинина Вера Игоревна",)), "Приказ"),
        (ReadingContext(), "Назначить: Хворостинина В. И."),
    ],
)
def test_names_known_to_the_school_or_the_document_come_back(context: ReadingContext, good: str) -> None:
    name = "XBopocTHHHHa"
    plain = repair_document(document("Приказ", *PAGE, f"cocTaBiseT {name} cIUCOK yyeHuKOB"), ReadingContext())
    helped = repair_document(document(good, *PAGE, f"cocTaBiseT {name} cIUCOK yyeHuKOB"), context)
    assert "Хворостинина" in helped.pages[0].lines[-1].text
    assert plain.pages[0].lines[-1].text.split()[0] == helped.pages[0].lines[-1].text.split()[0]


def test_start_and_speed() -> None:
    text = "\n".join(PAGE)
    began = time.process_time()
    repair_text(text)
    assert time.process_time() - began < 4
