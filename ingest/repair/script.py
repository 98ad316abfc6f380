"""Which tokens are Cyrillic that an engine printed in Latin letters, and which are honestly Latin."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from school.morphology import is_known

TOKEN = re.compile(r"\S+")
LATIN = re.compile(r"[A-Za-zﬁﬂ]")
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
ROMAN = re.compile(r"^[IVXLC]+$")
ADDRESS = re.compile(r"://|www\.|@[A-Za-z]|^[A-Za-z0-9-]+(?:\.[a-z]{2,})+$|^[A-Za-z]:\\|/")
NUMBER = re.compile(r"^[№(«\"]*\d[\d.,:/–—-]*[)»\"%;.,]*$")
EDGE = ".,;:!?()«»\"'"
BAD_LINE = 0.5
NAME_LIKE = re.compile(r"^[A-Z][a-z]{2,}$|^[a-z]{4,}$|^[A-Z]{2,5}$")


@cache
def closed() -> dict[str, frozenset[str]]:
    """Abbreviations and legitimate Latin words."""
    data = tomllib.loads(files("ingest.repair.data").joinpath("closed.toml").read_text(encoding="utf-8"))
    return {"abbreviations": frozenset(data["abbreviations"]), "latin": frozenset(data["latin"])}


def is_address(token: str) -> bool:
    """A URL, an e-mail, a path."""
    return bool(LATIN.search(token)) and bool(ADDRESS.search(token)) and not CYRILLIC.search(token)


def is_number(token: str) -> bool:
    """Numbers, dates, times, clause numbers: never touched."""
    return bool(NUMBER.match(token))


def honest_latin(token: str) -> bool:
    """A word that a Russian paper prints in Latin letters: Word, PDF, IV."""
    bare = token.strip(EDGE)
    if is_address(token):
        return True
    return bool(ROMAN.match(bare)) or bare.lower() in closed()["latin"]


def honest_russian(token: str) -> bool:
    """A Cyrillic word of the dictionary, or a closed abbreviation."""
    bare = token.strip(EDGE)
    return bare in closed()["abbreviations"] or (
        bool(CYRILLIC.search(bare)) and not LATIN.search(bare) and all(map(is_known, re.findall(r"[\w]+", bare)))
    )


def garbled(line: str) -> bool:
    """True when the line as a whole is Russian printed in Latin letters.

    Evidence: words that are neither Latin words that papers use nor Russian ones outnumber the others, and they
    look it (capitals inside words, digits inside words, mixed scripts).
    """
    words = [token for token in TOKEN.findall(line) if len(token.strip(EDGE)) > 1 and not is_number(token)]
    if not words:
        return False
    odd = [word for word in words if odd_looking(word)]
    return len(odd) >= BAD_LINE * len([word for word in words if LATIN.search(word)]) and bool(odd)


def odd_looking(token: str) -> bool:
    """Latin letters in a shape that no Latin word has: `BBICTaB`, `3a1aHus`, `уTeHHKOB`."""
    bare = token.strip(EDGE)
    if not LATIN.search(bare) or honest_latin(token):
        return False
    if CYRILLIC.search(bare):
        return True
    if re.search(r"[a-zA-Z][0-9{}\[\]#]|[0-9{}\[\]#][a-zA-Z]", bare):
        return True
    return bool(re.search(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|[ﬁﬂ]", bare)) or not re.search(r"[aeiouyAEIOUY]", bare)
