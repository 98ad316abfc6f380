"""Printed lines become paragraphs."""

from ingest.model import Box, Document, Line, Page, PageKind
from ingest.paragraphs import running_text


def document(*rows: tuple[str, float, float], kind: PageKind = PageKind.SCAN) -> Document:
    """Lines as (text, right edge, top)."""
    lines = tuple(
        Line(raw=text, text=text, box=Box(x0=100, y0=top, x1=right, y1=top + 30) if text else None)
        for text, right, top in rows
    )
    return Document(sha256="", name="", media_type="", pages=(Page(number=1, kind=kind, lines=lines),))


def test_broken_words_are_whole_and_compounds_keep_their_hyphen() -> None:
    text = running_text(
        document(
            ("1. Учителям заполнять элект-", 1000, 0),
            ("ронный журнал, а учителям-", 1000, 50),
            ("предметникам сдать отчёт.", 600, 100),
            ("2. Контроль оставляю за собой.", 700, 150),
        )
    )
    assert text.split("\n") == [
        "1. Учителям заполнять электронный журнал, а учителям-предметникам сдать отчёт.",
        "2. Контроль оставляю за собой.",
    ]


def test_headings_items_and_far_lines_stay_apart() -> None:
    text = running_text(
        document(
            ("ПРИКАЗ", 600, 0),
            ("О ведении журналов в новом учебном году и сроках их", 1000, 50),
            ("проверки", 400, 100),
            ("", 0, 0),
            ("В соответствии с уставом школы и для порядка в делах", 1000, 150),
            ("приказываю:", 400, 200),
            ("- вести журнал;", 500, 250),
            ("- сдать журнал.", 500, 300),
            ("Директор", 990, 500),
            ("школы", 300, 800),
        )
    )
    assert text.split("\n") == [
        "ПРИКАЗ",
        "О ведении журналов в новом учебном году и сроках их проверки",
        "В соответствии с уставом школы и для порядка в делах приказываю:",
        "- вести журнал;",
        "- сдать журнал.",
        "Директор",
        "школы",
    ]


def test_a_text_file_keeps_its_lines() -> None:
    rows = (("первая строка без", 0, 0), ("конца", 0, 0))
    assert running_text(document(*rows, kind=PageKind.TEXT)) == "первая строка без\nконца"


def test_items_numbered_without_a_mark_or_a_space_stay_apart() -> None:
    text = running_text(
        document(
            ("1 Начать ремонт в здании школы и в мастерских с 01.06.2023", 1000, 0),
            ("2 Завхозу принять работы и составить акт в период с", 1000, 50),
            ("5 по 9 июня, сдать описи и представить директору школы", 1000, 100),
            ("3 Учителям-предметникам передать имущество кабинетов", 1000, 150),
            ("-оформить уголок безопасности в каждом кабинете школы", 1000, 200),
            ("4.Контроль за исполнением приказа оставляю за собой.", 800, 250),
        )
    )
    assert [line[:2] for line in text.split("\n")] == ["1 ", "2 ", "3 ", "-о", "4."]
