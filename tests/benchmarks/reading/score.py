"""Figures of pages read, against their truth."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from benchmarks.reading.align import Alignment, Token, folded
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from benchmarks.reading.align import Number

    from support.reading_pages.truth import Truth

Lines = list[list[Token]]
HYPHENS = ("-", "\u00ad", "¬")
HEAD = (
    f"{'':26}{'CER':>6} {'an':>6}   {'numbers':>7} {'silent':>6} {'flagged':>7} {'lost':>5}   "
    f"{'flagged':>7} {'wrong of':>8} {'caught':>7}   {'CPU s':>6} {'ratio':>6}"
)


@dataclass(slots=True)
class Figures:
    """Counts that add up over pages."""

    pages: int = 0
    characters: int = 0
    character_errors: int = 0
    signs: int = 0
    sign_errors: int = 0
    numbers: int = 0
    numbers_silent: int = 0
    numbers_flagged: int = 0
    numbers_lost: int = 0
    words: int = 0
    flagged: int = 0
    wrong: int = 0
    wrong_flagged: int = 0
    seconds: float = 0.0
    spoiled: list[Number] = field(default_factory=list)
    """Numbers that did not come out right."""

    def add(self, other: Figures) -> None:
        """Adds another page's."""
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))

    @property
    def an(self) -> float:
        """Letters and digits wrong, per cent."""
        return share(self.sign_errors, self.signs)

    @property
    def flagged_share(self) -> float:
        """Words shown to a person, per cent."""
        return share(self.flagged, self.words)

    def line(self, plain: Figures | None = None) -> str:
        """One row under `HEAD`; the ratio is to plain Tesseract's seconds."""
        rates = f"{share(self.character_errors, self.characters):6.2f} {self.an:6.2f}"
        numbers = f"{self.numbers:7} {self.numbers_silent:6} {self.numbers_flagged:7} {self.numbers_lost:5}"
        flags = (
            f"{self.flagged_share:6.1f}% {share(self.wrong_flagged, self.flagged):7.1f}% "
            f"{share(self.wrong_flagged, self.wrong):6.1f}%"
        )
        cost = self.seconds / max(1, self.pages)
        ratio = f"{self.seconds / plain.seconds:6.2f}" if plain and plain.seconds else f"{'':6}"
        return f"{rates}   {numbers}   {flags}   {cost:6.2f} {ratio}"


def share(part: float, whole: float) -> float:
    """Per cent."""
    return 100 * part / max(1, whole)


def score(truth: Truth, lines: Lines, seconds: float = 0.0) -> Figures:
    """Figures of one page."""
    tokens = whole_words(lines)
    text = best_text(truth, tokens)
    aligned = Alignment(text, tokens)
    numbers = aligned.numbers()
    meant, read = folded(text), folded(" ".join(token.text for token in tokens))
    flagged = {owner for owner in aligned.read.spans if tokens[owner].flagged}
    return Figures(
        pages=1,
        characters=len(meant),
        character_errors=Levenshtein.distance(meant, read),
        signs=len(aligned.meant.text),
        sign_errors=aligned.distance,
        numbers=len(numbers),
        numbers_silent=sum(number.fate == "wrong" and not number.flagged for number in numbers),
        numbers_flagged=sum(number.fate == "wrong" and number.flagged for number in numbers),
        numbers_lost=sum(number.fate == "lost" for number in numbers),
        words=len(aligned.read.spans),
        flagged=len(flagged),
        wrong=len(aligned.wrong_read),
        wrong_flagged=len(aligned.wrong_read & flagged),
        seconds=seconds,
        spoiled=[number for number in numbers if number.fate != "right"],
    )


def whole_words(lines: Lines) -> list[Token]:
    """Words in order, those broken at the end of a line made whole."""
    found: list[Token] = []
    open_word = False
    for line in lines:
        for at, token in enumerate(line):
            if open_word and at == 0 and token.text[0].islower():
                found[-1] = Token(found[-1].text[:-1] + token.text, found[-1].flagged or token.flagged)
            else:
                found.append(token)
        open_word = bool(line) and len(line[-1].text) > 1 and line[-1].text.endswith(HYPHENS)
    return found


def best_text(truth: Truth, tokens: list[Token]) -> str:
    """The truth in that of its orders that the result is nearest to."""
    read = "".join(sign for token in tokens for sign in token.text if sign.isalnum())
    orders = [0] * len(truth.parts)
    for at, part in enumerate(truth.parts):
        tried = []
        for order in range(len(part.orders)):
            orders[at] = order
            tried.append(Levenshtein.distance(read, "".join(filter(str.isalnum, truth.read_as(orders)))))
        orders[at] = tried.index(min(tried))
    return truth.read_as(orders)
