"""Text whose codes were damaged comes back exactly; right text of any language stays byte for byte."""

import pytest

from ingest.repair.edits import ENCODED
from ingest.repair.text import repair_text
from support.damage.making import kinds, texts

KINDS, RUSSIAN, LANGUAGES = kinds(), texts("russian"), texts("languages")

# misread twice through koi8-r a dialogue keeps too few letters; a capital of Mac Cyrillic looks like a quotation mark;
# three dots moved by three are a paragraph separator
NOT_RESTORED = {
    ("cp1251 as koi8-r twice", "story"),
    ("koi8-r as cp1251 twice", "story"),
    ("mac_cyrillic as cp1251", "talk"),
    *((f"shift +0x3 of {scope}", text) for scope in ("not ascii", "visible", "every") for text in ("order", "story")),
}
MISREAD = {"garbled", "badly_read"}
PLAIN = "Классный руководитель ведёт журнал и отвечает за его сохранность."


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_damage_is_undone_exactly(kind: str) -> None:
    fitted, damage = KINDS[kind]
    for name, text in RUSSIAN.items():
        if (kind, name) in NOT_RESTORED:
            continue
        right = fitted(text)
        assert repair_text(damage(right)).text == right, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_of_other_languages_has_no_damaged_codes(language: str) -> None:
    assert {item.edit.kind for item in repair_text(LANGUAGES[language]).edits}.isdisjoint(ENCODED)
    if language not in MISREAD:
        assert repair_text(LANGUAGES[language]).edits == ()


@pytest.mark.parametrize("kind", ["utf-8 as cp1251", "koi8-r as cp1251", "shift -0x1d6 of letters"])
def test_damaged_lines_beside_good_ones(kind: str) -> None:
    damaged = KINDS[kind][1](PLAIN)
    repaired = repair_text(f"{PLAIN}\n{damaged}\r\n{PLAIN}")
    assert repaired.text == f"{PLAIN}\n{PLAIN}\r\n{PLAIN}"
    assert {item.line for item in repaired.edits} == {2}
    assert repair_text(repaired.text).edits == ()
