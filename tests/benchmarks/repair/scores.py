"""Figures of repaired lines against their truth."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from ingest.repair.edits import needs_review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.model import Edit

TOKEN = re.compile(r"\S+")
DIGIT = re.compile(r"\d")
SURNAME = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?")
INITIALS = re.compile(r"(?:[А-ЯЁ]\.){1,2}[,;:]?")
EDGE = ".,;:!?()«»\"'„“”…"
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


@dataclass(slots=True)
class Figures:
    """Counts that add up over lines and pages."""

    characters: int = 0
    character_errors: int = 0
    words: int = 0
    word_errors: int = 0
    numbers: int = 0
    numbers_in: int = 0
    numbers_kept: int = 0
    right: int = 0
    damaged: int = 0
    names: int = 0
    names_wrong: int = 0
    names_silent: int = 0
    bands: dict[int, list[float]] = field(default_factory=dict)
    """Band of confidence: tokens, right ones, sum of confidences."""

    def add(self, raw: str, text: str, truth: str, edits: Sequence[Edit]) -> None:
        """Counts one line."""
        self.characters += len(truth)
        self.character_errors += Levenshtein.distance(_folded(text), _folded(truth))
        tokens, meant = list(TOKEN.finditer(text)), truth.split()
        self.words += len(meant)
        self.word_errors += Levenshtein.distance([token.group() for token in tokens], meant)
        before, after = _equal(raw.split(), meant), _equal([token.group() for token in tokens], meant)
        kept = set(after.values())
        self.right += len(before)
        self.damaged += len(set(before.values()) - kept)
        numbers = {at for at, token in enumerate(meant) if DIGIT.search(token)}
        self.numbers += len(numbers)
        self.numbers_in += len(numbers & set(before.values()))
        self.numbers_kept += len(numbers & kept)
        self._names(tokens, meant, edits)
        for edit in edits:
            self._band(edit, tokens, after)

    def _names(self, tokens: list[re.Match[str]], meant: list[str], edits: Sequence[Edit]) -> None:
        for op in Levenshtein.opcodes([token.group() for token in tokens], meant):
            for offset, at in enumerate(range(op.dest_start, op.dest_end)):
                if not _is_name(meant, at):
                    continue
                self.names += 1
                if op.tag == "equal":
                    continue
                self.names_wrong += 1
                spot = op.src_start + offset
                if op.tag != "replace" or spot >= op.src_end or not re.search(r"[А-ЯЁа-яё]", tokens[spot].group()):
                    continue
                touched = [
                    edit for edit in edits if edit.start < tokens[spot].end() and tokens[spot].start() < edit.end
                ]
                if tokens[spot].group().strip(EDGE) != meant[at].strip(EDGE):
                    self.names_silent += not any(needs_review(edit) for edit in touched)

    def _band(self, edit: Edit, tokens: list[re.Match[str]], after: dict[int, int]) -> None:
        touched = [at for at, token in enumerate(tokens) if token.start() < edit.end and edit.start < token.end()]
        band = max(at for at, low in enumerate(BANDS) if edit.confidence >= low)
        count = self.bands.setdefault(band, [0, 0, 0.0])
        count[0] += 1
        count[1] += bool(touched) and all(at in after for at in touched)
        count[2] += edit.confidence

    def line(self) -> str:
        """CER, WER, numbers in and out, right tokens damaged, names wrong and silently wrong."""
        rates = f"{share(self.character_errors, self.characters):6.2f} {share(self.word_errors, self.words):6.2f}"
        numbers = f"{share(self.numbers_in, self.numbers):5.1f} {share(self.numbers_kept, self.numbers):5.1f}"
        names = (
            f"{share(self.names_wrong, self.names):5.1f} {share(self.names_silent, self.names):5.2f} of {self.names}"
        )
        return f"{rates}   {numbers}   {self.damaged:4}/{self.right:<6} {names}"

    def calibration(self) -> str:
        """For every band: tokens, mean confidence, share right."""
        rows = []
        for band, (count, right, total) in sorted(self.bands.items()):
            said, exact = 100 * total / count, 100 * right / count
            high = min(1, BANDS[band + 1])
            rows.append(f"  {BANDS[band]:.2f}-{high:.2f}: {count:6} tokens, said {said:5.1f}, right {exact:5.1f}")
        return "\n".join(rows)


def share(part: float, whole: float) -> float:
    """Per cent."""
    return 100 * part / max(1, whole)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _equal(tokens: list[str], meant: list[str]) -> dict[int, int]:
    """Places of tokens that stand in the truth, to their places there."""
    found = {}
    for op in Levenshtein.opcodes(tokens, meant):
        if op.tag == "equal":
            found.update(zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True))
    return found


def _is_name(meant: list[str], at: int) -> bool:
    """An initial, or a capitalised word beside one."""
    if INITIALS.fullmatch(meant[at]):
        return True
    near = meant[max(0, at - 1) : at] + meant[at + 1 : at + 2]
    return bool(SURNAME.fullmatch(meant[at].strip(EDGE))) and any(INITIALS.fullmatch(word) for word in near)
