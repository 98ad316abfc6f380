"""Letters and digits of a result against the truth's: which words and which numbers came out right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

WORD = re.compile(r"(?<!\S)\d{1,3}(?: \d{3})+(?![\d.])\S*|\S+")
"""Groups of thousands are one number."""
DIGIT = re.compile(r"\d")
SPLIT = re.compile(r"\d\s+\d")
DASHES = str.maketrans(dict.fromkeys("‐‑–—−", "-"))
UNDERLINE = re.compile(r"_{2,}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a result; `flagged` asks a person to look."""

    text: str
    flagged: bool = False


@dataclass(frozen=True)
class Signs:
    """Words with their letters and digits in a row: `owners` tells whose each is, `offsets` where it stands."""

    words: tuple[str, ...]

    @cached_property
    def whole(self) -> str:
        return " ".join(self.words)

    @cached_property
    def _found(self) -> list[tuple[str, int, int]]:
        found, start = [], 0
        for owner, word in enumerate(self.words):
            found += [(sign, owner, start + at) for at, sign in enumerate(word) if sign.isalnum()]
            start += len(word) + 1
        return found

    @cached_property
    def text(self) -> str:
        return "".join(sign for sign, _, _ in self._found)

    @cached_property
    def owners(self) -> list[int]:
        return [owner for _, owner, _ in self._found]

    @cached_property
    def offsets(self) -> list[int]:
        return [offset for _, _, offset in self._found]

    @cached_property
    def spans(self) -> dict[int, range]:
        """Places of each word's signs; words without any are left out."""
        found: dict[int, range] = {}
        for place, owner in enumerate(self.owners):
            found[owner] = range(found[owner].start if owner in found else place, place + 1)
        return found


@dataclass(frozen=True)
class Number:
    """What became of a word with a digit: `right`, `wrong` or `lost`."""

    meant: str
    read: str
    fate: str
    flagged: bool


class Alignment:
    """Truth's words beside a result's."""

    def __init__(self, truth: str, tokens: list[Token]) -> None:
        self.meant = Signs(tuple(match.group() for match in WORD.finditer(truth)))
        self.read = Signs(tuple(token.text for token in tokens))
        self.tokens = tokens
        self.equal: dict[int, int] = {}
        self.near: dict[int, int] = {}
        """Places in the truth's signs to places in the result's: the same sign, or another in its stead."""
        for op in Levenshtein.opcodes(self.meant.text, self.read.text):
            pairs = dict(zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=False))
            if op.tag == "equal":
                self.equal |= pairs
            self.near |= pairs

    @property
    def distance(self) -> int:
        """Letters and digits wrong."""
        return int(Levenshtein.distance(self.meant.text, self.read.text))

    @cached_property
    def wrong_meant(self) -> set[int]:
        """Words of the truth that did not come out."""
        return {owner for owner, span in self.meant.spans.items() if not self._whole(span)}

    def _whole(self, span: range) -> bool:
        places = [self.equal.get(at, -2) for at in span]
        return places[0] >= 0 and all(after == before + 1 for before, after in pairwise(places))

    @cached_property
    def wrong_read(self) -> set[int]:
        """Words of the result that do not say what stands there."""
        back = {at: self.meant.owners[meant] for meant, at in self.equal.items()}
        return {
            owner
            for owner, span in self.read.spans.items()
            if any(back.get(at) is None or back[at] in self.wrong_meant for at in span)
        }

    def numbers(self) -> list[Number]:
        """Every word of the truth that has a digit."""
        return [
            self._number(owner, span)
            for owner, span in self.meant.spans.items()
            if DIGIT.search(self.meant.words[owner])
        ]

    def _number(self, owner: int, span: range) -> Number:
        word = self.meant.words[owner]
        places = [self.near[at] for at in span if at in self.near]
        if not places:
            return Number(word, "", "lost", flagged=False)
        owners = sorted({self.read.owners[at] for at in range(min(places), max(places) + 1)})
        read = " ".join(self.read.words[at] for at in owners)
        right = self._whole(span) and self._same(word, places[0], places[-1])
        return Number(word, read, "right" if right else "wrong", any(self.tokens[at].flagged for at in owners))

    def _same(self, word: str, first: int, last: int) -> bool:
        """The same also by its inner points and dashes, and not run together with another number."""
        whole, start, end = self.read.whole, self.read.offsets[first], self.read.offsets[last] + 1
        core = _core(word)
        if " " not in core and SPLIT.search(whole[start:end]):
            return False
        if _plain(whole[start:end]) != _plain(core):
            return False
        if self._attached(first - 1, start - 1) or self._attached(last + 1, end):
            return False
        spans = (self.read.spans[self.read.owners[at]] for at in (first, last))
        return not any(self.read.text[at].isdigit() and at not in self._meant_at for span in spans for at in span)

    @cached_property
    def _meant_at(self) -> set[int]:
        """Places of the result's signs that stand in the truth."""
        return set(self.equal.values())

    def _attached(self, place: int, offset: int) -> bool:
        """A digit, or a sign that stands nowhere in the truth, sticks to the number."""
        if not 0 <= place < len(self.read.offsets) or self.read.offsets[place] != offset:
            return False
        return self.read.text[place].isdigit() or place not in self._meant_at


def _core(word: str) -> str:
    places = [at for at, sign in enumerate(word) if sign.isalnum()]
    return word[places[0] : places[-1] + 1]


def _plain(text: str) -> str:
    return "".join(text.translate(DASHES).split())


def folded(text: str) -> str:
    """Text for counting characters: lines to write on left out, white space folded."""
    return " ".join(UNDERLINE.sub(" ", text).split())
