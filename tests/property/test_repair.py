from hypothesis import given
from hypothesis import strategies as st

from ingest.repair.line import repair_line

RUSSIAN = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИК .,;:()«»0123456789№-", max_size=80)
ANYTHING = st.text(alphabet="аеоскмнрт ABCEHKMOPTXabceopxy0123456789.,;:{}[]/|", max_size=60)


@given(RUSSIAN)
def test_cyrillic_is_never_touched(text: str) -> None:
    assert repair_line(text) == (text, ())


@given(ANYTHING)
def test_edits_say_exactly_what_was_done(text: str) -> None:
    repaired, edits = repair_line(text)
    rebuilt, place = "", 0
    for edit in edits:
        assert text[edit.raw_start : edit.raw_end] == edit.raw
        rebuilt += text[place : edit.raw_start]
        assert len(rebuilt) == edit.start
        rebuilt += edit.text
        place = edit.raw_end
    assert rebuilt + text[place:] == repaired
