"""Bad files, made on the spot."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pikepdf
from PIL import Image, ImageDraw

from ingest.model import Source


def png(width: int, height: int, mode: str = "1") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height), 1 if mode == "1" else "white").save(stream, "PNG", optimize=True)
    return stream.getvalue()


def cat() -> bytes:
    """A drawing of a cat: shapes and fur, no letters."""
    rng = np.random.default_rng(7)
    picture = Image.fromarray(rng.integers(150, 220, (900, 900), dtype=np.uint8).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((200, 250, 700, 800), fill=90)
    draw.polygon([(230, 380), (260, 120), (420, 290)], fill=90)
    draw.polygon([(670, 380), (640, 120), (480, 290)], fill=90)
    for x in (350, 550):
        draw.ellipse((x - 40, 430, x + 40, 520), fill=230)
        draw.ellipse((x - 12, 440, x + 12, 510), fill=10)
    draw.polygon([(430, 570), (470, 570), (450, 600)], fill=30)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def docx_bomb(unpacked: int = 200_000_000) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            chunk = b" " * 1_000_000
            for _ in range(unpacked // len(chunk)):
                part.write(chunk)
    return stream.getvalue()


def broken_docx() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    return stream.getvalue()


def encrypted_pdf() -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream, encryption=pikepdf.Encryption(owner="owner", user="secret"))
    return stream.getvalue()


def blank_pdf() -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream)
    return stream.getvalue()


def jpeg_cut_short() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (400, 400), 200).save(stream, "JPEG")
    return stream.getvalue()[:300]


def source(name: str, data: bytes) -> Source:
    return Source(name=name, data=data)
