"""Plain Russian text of Debian's manuals, unpacked, for the language statistics of `learn.py`.

Fetch and unpack first (any folder outside the repository):
    apt-get download libreoffice-help-ru manpages-ru debian-handbook gnome-user-docs installation-guide-amd64
    for deb in *.deb; do dpkg -x "$deb" unpacked/"${deb%%_*}"; done
Then `python tests/benchmarks/repair/manuals.py unpacked manuals.txt english.txt` writes the Russian paragraphs, and
English ones that stay as they are in training. Only counts of words and letters are taken from them; no text of theirs
is kept.
"""

from __future__ import annotations

import gzip
import html
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = (
    "libreoffice-help-ru/usr/share/libreoffice/help/ru/**/*.html",
    "gnome-user-docs/usr/share/help/ru/**/*.page",
    "debian-handbook/usr/share/doc/debian-handbook/html/ru-RU/*.html",
    "installation-guide-amd64/usr/share/doc/installation-guide-amd64/ru/*.html",
)
MANUALS = "manpages-ru/usr/share/man/ru/**/*.gz"
BLOCK = re.compile(r"</?(?:p|div|li|td|th|h\d|tr|title|section|item|note|dt|dd|pre|br)\b[^>]*>")
TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL)
ROFF = re.compile(r"\\f[A-Z]|\\[&|^]|\\\(..")
ENOUGH = 0.7
ENGLISH = (
    "debian-handbook/usr/share/doc/debian-handbook/html/en-US/*.html",
    "installation-guide-amd64/usr/share/doc/installation-guide-amd64/en/*.html",
    "gnome-user-docs/usr/share/help/C/**/*.page",
)
FEW_WORDS = 5


def manual_lines(unpacked: Path) -> Iterator[str]:
    """Paragraphs that are mostly Cyrillic, in a fixed order, repeated ones once."""
    seen: set[str] = set()
    for block in _lines(unpacked):
        line = " ".join(block.split())
        letters = [sign for sign in line if sign.isalpha()]
        russian = sum("а" <= sign.lower() <= "я" or sign in "ёЁ" for sign in letters)
        if len(letters) > 10 and russian >= ENOUGH * len(letters) and line not in seen:
            seen.add(line)
            yield line


def _lines(unpacked: Path) -> Iterator[str]:
    for pattern in PAGES:
        for path in sorted(unpacked.glob(pattern)):
            text = BLOCK.sub("\n\n", path.read_text(encoding="utf-8", errors="replace"))
            for block in html.unescape(TAG.sub(" ", text)).split("\n\n"):
                yield block
    for path in sorted(unpacked.glob(MANUALS)):
        text = gzip.decompress(path.read_bytes()).decode("utf-8", errors="replace")
        for block in re.split(r"\n\.[A-Z]+\b|\n\n", text):
            yield ROFF.sub("", block)


def english_lines(unpacked: Path) -> Iterator[str]:
    """Lines of the English editions, plain ASCII, in a fixed order, repeated ones once."""
    seen: set[str] = set()
    for pattern in ENGLISH[:2]:
        for path in sorted(unpacked.glob(pattern)):
            text = html.unescape(TAG.sub("\n", path.read_text(encoding="utf-8", errors="replace")))
            for line in (" ".join(row.split()) for row in text.splitlines()):
                if len(line.split()) > FEW_WORDS and line.isascii() and line not in seen:
                    seen.add(line)
                    yield line


def english_words(unpacked: Path) -> Iterator[str]:
    """Latin words of the English editions, for telling honest Latin from garbled Cyrillic."""
    for pattern in ENGLISH:
        for path in sorted(unpacked.glob(pattern)):
            text = html.unescape(TAG.sub(" ", path.read_text(encoding="utf-8", errors="replace")))
            yield from re.findall(r"(?<![\w-])[A-Za-z][A-Za-z-]*[A-Za-z](?![\w-])", text)


if __name__ == "__main__":
    source = Path(sys.argv[1])
    for target, lines in zip(map(Path, sys.argv[2:4]), (manual_lines(source), english_lines(source)), strict=True):
        target.write_text("\n".join(lines), encoding="utf-8")
