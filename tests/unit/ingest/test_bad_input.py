"""Every bad file gets one Russian sentence with a stable code, before anything large is unpacked."""

import os
import tracemalloc

import pytest

from ingest.model import Limits
from school.errors import IngestError
from support import files
from support.documents import read_sources

BAD = {
    "empty": ("пусто.txt", lambda: b"", "file-empty"),
    "white space": ("пробелы.txt", lambda: b" \n\t\n", "file-empty"),
    "text named png": ("скан.png", lambda: "Это текст".encode(), "format-mismatch"),
    "broken pdf": ("приказ.pdf", lambda: b"%PDF-1.7\n" + b"garbage" * 50, "file-damaged"),
    "noise named pdf": ("приказ.pdf", lambda: bytes(range(256)) * 4, "file-damaged"),
    "encrypted pdf": ("приказ.pdf", files.encrypted_pdf, "file-encrypted"),
    "blank pdf": ("чистый.pdf", files.blank_pdf, "nothing-read"),
    "huge png": ("карта.png", lambda: files.png(12_000, 12_000), "image-too-large"),
    "docx bomb": ("приказ.docx", files.docx_bomb, "archive-too-large"),
    "broken docx": ("приказ.docx", files.broken_docx, "file-damaged"),
    "cut jpeg": ("скан.jpg", files.jpeg_cut_short, "file-damaged"),
    "binary": ("данные.bin", lambda: os.urandom(4096), "format-unknown"),
    "old word": ("приказ.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "format-unknown"),
    "zip": ("архив.zip", lambda: b"PK\x03\x04" + bytes(100), "file-damaged"),
    "cat": ("кот.png", files.cat, "nothing-read"),
    "blank sheet": ("чистый.png", lambda: files.png(1200, 1700, "L"), "nothing-read"),
}


@pytest.mark.tesseract
@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_refused_in_one_sentence(case: str) -> None:
    name, make, code = BAD[case]
    with pytest.raises(IngestError) as caught:
        read_sources(files.source(name, make()))
    assert caught.value.code == code
    assert name in caught.value.message
    assert "\n" not in caught.value.message
    assert "—×—" not in caught.value.message


@pytest.mark.parametrize("case", ["huge png", "docx bomb"])
def test_bombs_are_refused_before_they_unfold(case: str) -> None:
    name, make, _ = BAD[case]
    bomb = files.source(name, make())
    tracemalloc.start()
    try:
        with pytest.raises(IngestError):
            read_sources(bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(IngestError, match="больше 1 МБ"):
        read_sources(files.source("большой.txt", b"a" * 1_000_001), limits=Limits(file_bytes=1_000_000))
