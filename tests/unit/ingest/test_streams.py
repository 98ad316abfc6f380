"""A text that comes as bytes: its signs, however the bytes are divided."""

import codecs
import os

import pytest

from ingest.encodings import decode, encoding_of
from ingest.streams import SAMPLE, TextStream
from school.errors import IngestError
from support import files

RUSSIAN = "Приказ 29: классные руководители ведут журналы, учителя выставляют отметки.\r\n"
ENGLISH = b"The register of the school is kept by the class teachers.\n"


def stream(data: bytes, size: int = 1000, name: str = "текст.txt") -> TextStream:
    return TextStream(name=name, read=lambda: (data[at : at + size] for at in range(0, len(data), size)), again=True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("size", [1, 777, 100_000])
def test_russian_text_is_read_in_any_encoding_however_it_comes(encoding: str, size: int) -> None:
    text = RUSSIAN * (3 if size == 1 else 900)
    assert "".join(stream(text.encode(encoding), size)) == text


def test_the_mark_of_utf8_is_a_sign_of_the_text() -> None:
    assert "".join(stream(codecs.BOM_UTF8 + RUSSIAN.encode())) == "\ufeff" + RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_the_encoding_is_looked_for_where_it_shows(encoding: str) -> None:
    front = ENGLISH * 3000
    assert len(front) > 4 * SAMPLE
    assert "".join(stream(front + (RUSSIAN * 40).encode(encoding))) == front.decode() + RUSSIAN * 40


@pytest.mark.parametrize(
    ("data", "lost", "line"),
    [
        (RUSSIAN.encode() * 5 + b"\xff\xfe" + RUSSIAN.encode(), 2, 6),
        (RUSSIAN.encode() * 2000 + b"\xed\xa0\x80" + RUSSIAN.encode() * 2000, 3, 2001),
        (RUSSIAN.encode() + "т".encode()[:1], 1, 2),
        (ENGLISH + RUSSIAN.encode()[:-3] + b"\xd0", 1, 2),
        ("Один\rдва\r\nтри\n".encode() + b"\x80", 1, 4),
    ],
)
def test_bytes_that_are_no_text_are_kept_and_told(data: bytes, lost: int, line: int) -> None:
    read = stream(data, 100)
    assert "".join(read).encode("utf-8", "surrogateescape") == data
    assert (read.lost, read.first_lost, read.replaces) == (lost, line, False)
    assert "".join(read).encode("utf-8", "surrogateescape") == data
    assert read.lost == lost


def test_a_few_odd_bytes_of_an_english_text_are_kept_and_the_question_stays_open() -> None:
    front = ENGLISH * 1000 + b"The \x93register\x94 of the school.\n" + ENGLISH * 1000
    read = stream(front)
    assert "".join(read).encode("utf-8", "surrogateescape") == front
    assert (read.lost, read.first_lost) == (2, 1001)
    assert "".join(stream(front + (RUSSIAN * 400).encode("cp1251"))).endswith("\n" + RUSSIAN * 400)


def test_half_a_sign_of_utf16_is_replaced_and_told() -> None:
    read = stream("Приказ\n".encode("utf-16") + b"\x00\xd8" + " школы".encode("utf-16-le"))
    assert "".join(read) == "Приказ\n\ufffd школы"
    assert (read.lost, read.first_lost, read.replaces) == (1, 2, True)


REFUSED = {
    "nothing": (b"", "текст.txt", "file-empty"),
    "white space": (b" \r\n\t\f" + "\u00a0\u2028".encode(), "текст.txt", "file-empty"),
    "a mark only": (codecs.BOM_UTF8, "текст.txt", "file-empty"),
    "a mark of utf-16 only": (codecs.BOM_UTF16_LE, "текст.txt", "file-empty"),
    "much white space": (b"\n" * 100_000, "текст.txt", "file-empty"),
    "zeros": (bytes(100_000), "текст.txt", "file-damaged"),
    "one zero": (b"\0", "текст.txt", "file-damaged"),
    "picture": (files.png(10, 10), "скан.png", "not-a-text"),
    "picture by another name": (files.png(10, 10), "текст.txt", "format-mismatch"),
    "text by another name": (RUSSIAN.encode(), "скан.pdf", "format-mismatch"),
    "pdf": (files.blank_pdf(), "приказ.pdf", "not-a-text"),
    "docx": (files.broken_docx(), "приказ.docx", "not-a-text"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "приказ.doc", "not-a-text"),
    "program": (b"MZ\x90\x00\x03\x00\x00\x00\x04" + bytes(60) + os.urandom(2000), "setup.exe", "not-a-text"),
    "noise": (os.urandom(50_000), "данные", "not-a-text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_refused_in_one_sentence(case: str) -> None:
    data, name, code = REFUSED[case]
    with pytest.raises(IngestError) as caught:
        list(stream(data, name=name))
    assert caught.value.code == code
    assert name in caught.value.message
    assert "—." not in caught.value.message


def test_the_end_mark_of_dos_does_not_make_a_text_binary() -> None:
    assert "".join(stream((RUSSIAN + "\x1a").encode("cp866"))) == RUSSIAN + "\x1a"


def test_text_is_text_by_any_name_without_a_promise() -> None:
    assert "".join(stream(RUSSIAN.encode(), name="приказ.md")) == RUSSIAN


def test_a_broken_byte_does_not_make_another_encoding_of_utf8() -> None:
    broken = RUSSIAN.encode()[:-20] + b"\xff" + RUSSIAN.encode()
    assert encoding_of(broken) == "utf-8"
    assert decode(broken) is None
