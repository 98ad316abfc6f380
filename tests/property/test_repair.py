import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.repair.line import repair_line, repair_lines

RUSSIAN = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИК .,;:()«»0123456789№-", max_size=80)
ANYTHING = st.text(alphabet="аеоскмнрт ABCEHKMOPTXabceopxy0123456789.,;:{}[]/|", max_size=60)
GARBLED_WORDS = (
    "BBICTaBIISIOT", "OLEHKH", "3a", "ITHCbMEHHBIE", "paOoOTBI", "B", "1", "KypHaJI", "yueHHKOB", "Ne", "29",
    "5.2", "28.10.2023",
    "BeayT", "CIIUCKH", "*", "Word", "PDF", "для", "учителя", "14:30", "A.B.", "DK", "KTII", "—", "no", "IIpoBepseT",
)  # fmt: skip
GARBLED = st.lists(st.lists(st.sampled_from(GARBLED_WORDS), max_size=9).map(" ".join), max_size=4)
NUMBER = re.compile(r"(?<!\S)\d[\d.:]+(?!\S)")


@settings(deadline=None)
@given(RUSSIAN)
def test_cyrillic_without_digits_in_words_is_never_touched(text: str) -> None:
    words = re.sub(r"\d(?=\w*[а-яёА-ЯЁ])|(?<=[а-яёА-ЯЁ])\d|[ОЗ](?=[\d.])|(?<=[\d.])[ОЗоз]", "", text)
    assert repair_line(words) == (words, ())


@settings(deadline=None)
@given(ANYTHING)
def test_edits_say_exactly_what_was_done(text: str) -> None:
    repaired, edits = repair_line(text)
    rebuilt, place = "", 0
    for edit in edits:
        assert text[edit.raw_start : edit.raw_end] == edit.raw
        rebuilt += text[place : edit.raw_start]
        assert len(rebuilt) == edit.start
        rebuilt += edit.text
        assert len(rebuilt) == edit.end
        place = edit.raw_end
    assert rebuilt + text[place:] == repaired


@settings(deadline=None)
@given(GARBLED)
def test_what_is_repaired_is_right(lines: list[str]) -> None:
    once = [text for text, _ in repair_lines(lines)]
    assert repair_lines(once) == [(text, ()) for text in once]


@settings(deadline=None)
@given(GARBLED)
def test_numbers_stay(lines: list[str]) -> None:
    for line, (text, _) in zip(lines, repair_lines(lines), strict=True):
        assert NUMBER.findall(text) == NUMBER.findall(line)
