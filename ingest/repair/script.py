"""What a token is: a number, an address, honest Latin, good Russian, or Cyrillic printed in Latin letters."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from ingest.repair.language import columns, lexicon
from school.errors import DamagedFile
from school.morphology import is_known

TOKEN = re.compile(r"\S+")
LATIN = re.compile(r"[A-Za-zﬁﬂ]")
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
ROMAN = re.compile(r"^[IVXLC]+$")
ADDRESS = re.compile(
    r"://|www\.|@[A-Za-z]|^[A-Za-z]:\\"
    r"|^[A-Za-z0-9-]{2,}(?:\.[A-Za-z0-9-]+)*\.(?:ru|com|org|net|edu|su|info|html?|pdf|docx?|xlsx?|txt|zip)\b"
)
NUMBER = re.compile(r"^[№(«\"]*[+-]?\d[\d.,:/()–—-]*[)»\"%;.,!?]*$")
EDGE = ".,;:!?()«»\"'„“”…"
LETTERS = re.compile(r"[^\W\d_]")
MOST = (0.0, 0.3, 1.0, 2.0, 5.0)
"""No token of so many signs may say more than this, for or against; the last is for longer ones too."""
SHORTEST_FORMAT = 3
UNLISTED = 2.0
"""A word may look Latin by chance; so much may it say for good text when no list has it."""
CODE = re.compile(r"^(?=.*\d)[A-Z0-9()./:-]+$|^(?:[A-Z][a-z]?\d*){2,}$")
CODE_MOST = 0.7
"""`H2O`, `LBP6030B`, `NaOH`: formulas and codes look garbled and are not."""
RUSSIAN_WORD, RUSSIAN_OTHER, BOTH_SCRIPTS, HONEST = -2.5, -0.6, 4.0, -4.0
LATIN_TWINS, CYRILLIC_TWINS = "aceopxykmABCEHKMOPTXYi", "асеорхукмАВСЕНКМОРТХУі"
TWINS = str.maketrans(LATIN_TWINS, CYRILLIC_TWINS)
TWIN_LETTERS = frozenset(LATIN_TWINS) - {"i"}
ODD_INSIDE = re.compile(r"(?<=[A-Za-z])[0-9{}\[\]|<>@#$&\\ﬁﬂ](?=[A-Za-z{}\[\]|])")


@cache
def closed() -> dict[str, tuple[str, ...]]:
    """Closed classes by name.

    Raises:
        DamagedFile: a class is missing.
    """
    data = tomllib.loads(files("ingest.repair.data").joinpath("closed.toml").read_text(encoding="utf-8"))
    if not {"abbreviations", "latin", "bullets", "numero", "class_words"} <= set(data):
        raise DamagedFile(name="closed.toml")
    return {name: tuple(words) for name, words in data.items()}


@cache
def _latin_words() -> frozenset[str]:
    return frozenset(*columns("latin_words.txt.xz", 1)) | frozenset(closed()["latin"])


@cache
def _runs() -> dict[str, float]:
    runs, odds = columns("latin_runs.tsv.xz", 2)
    return dict(zip(runs, map(float, odds), strict=True))


def is_address(token: str) -> bool:
    """A URL, an e-mail, a file name."""
    return bool(LATIN.search(token)) and bool(ADDRESS.search(token)) and not CYRILLIC.search(token)


def is_number(token: str) -> bool:
    """Numbers, dates, times, clause numbers: never touched."""
    return bool(NUMBER.match(token))


def is_frozen(token: str) -> bool:
    """Never touched wherever it stands."""
    return is_number(token) or is_address(token) or not LETTERS.search(token) or bool(ROMAN.match(token.strip(EDGE)))


def is_latin_word(word: str) -> bool:
    """A word of English or a name of a program or format, as Russian papers print them."""
    return word.lower() in _latin_words()


def is_format(word: str) -> bool:
    """A program, a format, an abbreviation that stays Latin even among garbled words."""
    return word.lower() in closed()["latin"] and len(word) >= SHORTEST_FORMAT


@lru_cache(maxsize=50_000)
def is_russian(word: str) -> bool:
    """A Cyrillic word that the dictionary or the papers know."""
    return word in closed()["abbreviations"] or word.lower() in lexicon().words or is_known(word)


@lru_cache(maxsize=20_000)
def odds(token: str) -> float:
    """Logarithm of how much likelier the token is in garbled Cyrillic than in good text; 0 says nothing."""
    bare = token.strip(EDGE)
    if is_frozen(token) or not bare:
        return 0.0
    if CYRILLIC.search(bare):
        return _odds_of_cyrillic(bare)
    if not LATIN.search(bare):
        return 0.0
    if bare.lower() in closed()["latin"]:
        return HONEST
    score = sum(_runs().get(run, 0.7) for run in _trigrams(bare))
    if is_latin_word(bare) and not ODD_INSIDE.search(bare):
        score = min(score, 0.0) - 1.5
    most = CODE_MOST if CODE.match(bare) else MOST[min(len(bare), len(MOST) - 1)]
    return max(-most if is_latin_word(bare) else -min(most, UNLISTED), min(most, score))


def _odds_of_cyrillic(bare: str) -> float:
    parts = [part.translate(TWINS) if is_twin(part) else part for part in re.split(r"[^\w]+", bare) if part]
    if any(LATIN.search(part) and CYRILLIC.search(part) for part in parts):
        return BOTH_SCRIPTS
    words = [part for part in parts if CYRILLIC.search(part)]
    known = len(max(words, key=len)) > 1 and all(is_russian(word) for word in words)
    return RUSSIAN_WORD if known else RUSSIAN_OTHER


def is_twin(word: str) -> bool:
    """A word of both scripts whose Latin letters all have a Cyrillic twin, and with these it is a Russian word."""
    latin = set(LATIN.findall(word))
    mixed = bool(latin) and bool(CYRILLIC.search(word)) and latin <= TWIN_LETTERS
    return mixed and is_russian(word.translate(TWINS))


def _trigrams(word: str) -> list[str]:
    padded = f"^{word}$"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]
