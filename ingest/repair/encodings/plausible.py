"""How far a text is from right text, in nats: letters by those before them, words by the dictionary, signs by place.

A word that Russian does not explain costs the same for every letter, so that foreign words, names and formulas are no
wonder. The costs are lengths of a code: a damage explains a text when what it undoes to is shorter by more than the
damage itself is unlikely.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from ingest.repair.encodings.tables import CYRILLIC, NBSP, common_signs, signs
from ingest.repair.language import letter, lexicon
from ingest.repair.script import closed
from school.morphology import is_known

PIECE = re.compile(r"(?:[^\W\d_¹²³¼-¾⁰-₟①-⓿]|[\u0300-\u036f\u0590-\u1fff])+|.", re.DOTALL)
"""Words with the marks over their letters and inside them, and signs."""
WORD = re.compile(r"[^\W\d_A-Za-z]+")
RUSSIAN = re.compile(r"[А-Яа-яЁё]+")
CASE_BREAK = re.compile(r"[а-яё][А-ЯЁ]")

FLAT, RESTORED = 3.7, 4.2
"""A letter of an unknown word, in what came and in what was restored: restored text should be known."""
KNOWN, ABBREVIATION, UNKNOWN, LONE_LETTER = 16.0, 8.0, 3.0, 3.0
"""At most, for a word of the dictionary and of the list; and more for a word that nobody knows, or one letter of it."""
LEAST_KNOWN, LEAST_TELLING, MOSTLY = 3, 4, 0.4
LATIN, ACCENTED, RARE_LATIN, PHONETIC, NATIONAL, OLD, GREEK, ALPHABETIC, PICTURE, NOT_RESTORED = (
    3.0, 4.5, 7.0, 5.0, 4.3, 9.0, 4.0, 3.7, 6.0, 8.0,
)  # fmt: skip
MIXED_SCRIPTS, FOREIGN_SCRIPT = 6.0, 4.0
EASY = 2.0
"""Nats that a word may have more than an unknown one."""
TITLE, CAPITALS, ODD_CASE, ODD_LATIN_CASE = 1.2, 1.5, 9.0, 3.0
SPACE, DIGIT, MARK, ASCII_SIGN, ODD_ASCII = 0.5, 2.3, 2.5, 3.5, 5.0
COMMON_SIGN, RARE_SIGN, STRANGE_SIGN, NO_SIGN, AGAIN = 4.0, 6.0, 7.0, 9.0, 1.0
AFTER_LETTER, INSIDE, RARE_INSIDE, DASH_INSIDE, LOOSE_END = -1.0, 4.0, 14.0, 1.0, 2.0
STUCK, RARE_STUCK, TURNED = 4.0, 10.0, 4.0
"""By place: a full stop behind a letter, a sign between two letters, one stuck to a word, a quote that is turned."""
LIVING = frozenset(map(chr, (*range(0x400, 0x460), *range(0x48A, 0x530))))
"""Cyrillic that living languages are written in."""
JOINTS = frozenset(f"-'’.\u2011 \t{NBSP}")
DASHES = frozenset("—–/")
STOPS = frozenset(".,:;")
LOOSE = frozenset("-/'")
"""Signs that join, and hardly end a word."""
CLOSING = frozenset("!?)»“”\"'/…*°®™²³%")
OPENERS = {"«": 4.0, "„": 4.0, "‚": 4.0, "‘": 4.0, "‹": 4.0, "“": 2.0}
"""What a quote that opens costs more where nothing stands for it to open; `“` may close as well."""
CLOSERS = frozenset("»”›")
NO_SIGNS = frozenset({"Cc", "Co", "Cn", "Cs"})
LAST_PHONETIC, FIRST_PHONETIC, LAST_ACCENTED, FIRST_PICTURE = "\u02af", "\u0250", "\u017f", "\u2e80"
SCRIPTS = {"CYRILLIC": "Cyrillic", "LATIN": "Latin", "MODIFIER": "Latin", "GREEK": "Greek"}


class _Letters(dict[str, float]):
    """Costs of letters after two others, filled as they are asked for: at most 35³ of them."""

    def __missing__(self, run: str) -> float:
        self[run] = cost = -letter(run[:-1], run[-1])
        return cost


_LETTERS = _Letters()


def cost(text: str, *, flat: float = FLAT) -> float:
    """Nats of a text, its spaces and signs too; `flat` is for a letter of an unknown Russian word."""
    pieces = ["", *PIECE.findall(text), ""]
    total = 0.0 if any(map(str.isalnum, text)) else sum(OPENERS.get(sign, 0.0) for sign in text)
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if piece[0].isalpha():
            total += word_cost(piece, flat)
        elif piece == before:
            total += AGAIN
        else:
            total += sum(map(_sign, piece)) + _place(piece, before, after)
    return total


@lru_cache(maxsize=100_000)
def word_cost(word: str, flat: float) -> float:
    """Nats of one run of letters."""
    if RUSSIAN.fullmatch(word):
        given = ABBREVIATION if word in closed()["abbreviations"] else math.inf
        return min(russian(word.lower()), flat * len(word) + UNKNOWN, given) + case_cost(word)
    lone = LONE_LETTER if len(word) == 1 and not word.isascii() else 0.0
    return _foreign(word, restored=flat != FLAT) + UNKNOWN + lone + case_cost(word)


def russian(low: str) -> float:
    """Nats of a word in small letters by its letters, or by the lists if they know it better."""
    found = by_letters(low)
    listed = lexicon().words.get(low)
    if listed is not None:
        return min(found, -listed)
    return min(found, KNOWN) if len(low) >= LEAST_KNOWN and is_known(low) else found + UNKNOWN


def by_letters(low: str) -> float:
    """Nats of a word in small letters, each by the two before it."""
    padded = f"^{low}$"
    return _LETTERS[padded[:2]] + sum(_LETTERS[padded[end - 3 : end]] for end in range(3, len(padded) + 1))


def reads(text: str) -> bool:
    """True for a text whose longer words are in good part such as the dictionary has."""
    words = [word for word in WORD.findall(text) if len(word) >= LEAST_TELLING]
    known = [word for word in words if case_cost(word) < ODD_CASE and _is_listed(word.lower())]
    return sum(map(len, known)) > MOSTLY * sum(map(len, words))


def _is_listed(low: str) -> bool:
    return low in lexicon().words or is_known(low)


def case_cost(word: str) -> float:
    """Nats of which letters are capital."""
    if word.islower() or word.upper() == word.lower():
        return 0.0
    if word.isupper():
        return CAPITALS
    if word[0].isupper() and word[1:].islower():
        return TITLE
    return ODD_LATIN_CASE if word.isascii() else ODD_CASE


def _foreign(word: str, *, restored: bool) -> float:
    """A word that is not Russian; other letters than those of Russian and English are a wonder in restored text."""
    found = [_letter_class(sign) for sign in word]
    total = sum(nats if not restored or sign.isascii() or sign in CYRILLIC else NOT_RESTORED
                for sign, (_, nats) in zip(word, found, strict=True))  # fmt: skip
    mixed = sum(before != after for (before, _), (after, _) in pairwise(found))
    return total + MIXED_SCRIPTS * mixed + FOREIGN_SCRIPT * (found[0][0] not in SCRIPTS.values())


@lru_cache(maxsize=20_000)
def _letter_class(sign: str) -> tuple[str, float]:
    """Script of a letter, and its nats in a word of any language."""
    name = unicodedata.name(sign, "").split(" ")[0]
    script = SCRIPTS.get(name, name)
    if script == "Cyrillic":
        return script, FLAT if sign in CYRILLIC else NATIONAL if sign in LIVING else OLD
    if script == "Latin":
        return script, _latin(sign)
    if script == "Greek":
        return script, GREEK
    return script, ALPHABETIC if sign < FIRST_PICTURE else PICTURE


def _latin(sign: str) -> float:
    if sign.isascii():
        return LATIN
    if sign <= LAST_ACCENTED:
        return ACCENTED
    return PHONETIC if FIRST_PHONETIC <= sign <= LAST_PHONETIC or "MODIFIER" in unicodedata.name(sign) else RARE_LATIN


@lru_cache(maxsize=20_000)
def _sign(sign: str) -> float:
    if sign.isascii():
        return _ascii_sign(sign)
    if sign in common_signs():
        return COMMON_SIGN
    if sign in signs():
        return RARE_SIGN
    return NO_SIGN if unicodedata.category(sign) in NO_SIGNS or sign == "\ufffd" else STRANGE_SIGN


def _ascii_sign(sign: str) -> float:
    if sign == " ":
        return SPACE
    if sign.isdigit():
        return DIGIT
    if sign in ",.-":
        return MARK
    if sign in "\t\"'()/:;?!%+=*":
        return ASCII_SIGN
    return ODD_ASCII if sign.isprintable() else NO_SIGN


def _place(sign: str, before: str, after: str) -> float:
    """What a sign costs more or less for where it stands."""
    word_before, word_after = before[:1].isalpha(), after[:1].isalpha()
    turned = 0.0
    if sign in CLOSERS:
        turned = TURNED * ((word_after and not before.isalnum()) or (not before and after == " "))
    elif sign in OPENERS and sign != "“":
        turned = TURNED * (word_before and not after.isalnum())
    return turned + (_behind(sign, inside=word_after) if word_before else 0.0)


def _behind(sign: str, *, inside: bool) -> float:
    """What a sign costs more behind a letter, and between two."""
    if sign in STOPS:
        return AFTER_LETTER
    if not inside and sign in LOOSE:
        return LOOSE_END
    if sign in JOINTS:
        return 0.0
    if inside:
        return DASH_INSIDE if sign in DASHES else INSIDE if sign in common_signs() or sign.isascii() else RARE_INSIDE
    if sign in CLOSING:
        return 0.0
    return STUCK if sign in common_signs() or sign.isascii() else RARE_STUCK


def looks_russian(text: str) -> bool:
    """True when the letters of its words are likelier in Russian words than any letters."""
    return sum(by_letters(word.lower()) - FLAT * len(word) - EASY for word in RUSSIAN.findall(text)) < 0
