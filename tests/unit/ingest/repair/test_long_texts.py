"""Texts of any length: repaired piece by piece as if they had been seen whole."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Edit
from ingest.repair import memory, pieces
from ingest.repair.edits import ENCODING, LATIN_FOR_CYRILLIC
from ingest.repair.line import repair_lines
from ingest.repair.text import RepairedText, remembered, repair_parts, repair_text

GOOD = (
    "Классные руководители заполняют журналы каждый день.",
    "Учителя выставляют отметки за письменные работы до пятницы.",
    "Заместитель директора проверяет темы уроков и домашние задания.",
)
GARBLED = (
    "*  3amoNHSIOT pa3jen C IMYHBIMU JaHHBIMH yUaIuXcs;",
    "* BeayT cimcku KnaccoB W rpyI;",
    "BBICTaBISIOT TeKYIIHe OLEHKH 3a ITHCbMEeHHBIE paOoOTBI;",
)
SIGNS = "aя \x03\t\f\u2028\x85\x1e\r\n\ufeff\udcff\ud800"


def joined(parts: list[RepairedText]) -> RepairedText:
    return RepairedText(text="".join(part.text for part in parts), edits=tuple(e for part in parts for e in part.edits))


def divided(text: str, seed: int, most: int) -> list[str]:
    rng, found, place = random.Random(seed), [], 0  # noqa: S311
    while place < len(text):
        size = rng.randint(1, most)
        found.append(text[place : place + size])
        place += size
    return found


def document(lines: int) -> list[str]:
    """Good pages with garbled stretches of every length among them."""
    rng, found = random.Random(4), []  # noqa: S311
    while len(found) < lines:
        source = GARBLED if rng.random() < 0.3 else GOOD
        found += [rng.choice(source) for _ in range(rng.randint(1, 12))]
    return found[:lines]


@given(st.text(SIGNS, max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_pieces_are_the_text_and_do_not_depend_on_how_it_came(text: str, cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(text)]
    came = [text[start:end] for start, end in pairwise(places)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "LONGEST", 7)
        found = list(pieces.pieces(came))
        assert found == list(pieces.pieces([text]))
    assert "".join(piece.head + piece.body + piece.tail for piece in found) == text
    assert all(len(piece.body) <= 7 for piece in found)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for piece in found:
        rest = lines[piece.line - 1][piece.start :]
        assert rest.startswith(piece.body)


@pytest.mark.parametrize("most", [1, 7, 5000])
def test_a_text_is_repaired_alike_however_it_comes(most: int) -> None:
    text = "\r\n".join(document(100))
    words = remembered([text])
    assert joined(list(repair_parts(divided(text, most, most), words))) == repair_text(text)


def test_a_long_text_is_repaired_as_if_seen_whole() -> None:
    lines = document(300)
    # the network reads several lines together, and which ones depends on where a block begins
    whole = [text for text, _ in repair_lines(lines)]
    repaired = repair_text("\n".join(lines))
    assert sum(mine == its for mine, its in zip(repaired.text.split("\n"), whole, strict=True)) > 0.9 * len(lines)
    for number, line in enumerate(repaired.text.split("\n")):
        assert (line == lines[number]) == (lines[number] in GOOD)
    for item in repaired.edits:
        assert lines[item.line - 1][item.edit.raw_start : item.edit.raw_end] == item.edit.raw


def test_a_part_comes_before_the_whole_text_was_seen() -> None:
    taken = []

    def lines():
        for number in range(10_000):
            taken.append(number)
            yield GOOD[number % 3] + "\n"

    first = next(repair_parts(lines()))
    assert first.text.startswith(GOOD[0])
    assert len(taken) < 200


def test_a_very_long_line_is_repaired_in_pieces_with_offsets_of_the_whole_line() -> None:
    line = " ".join(document(200))
    text = "Приказ\n" + line + "\nДиректор"
    repaired = repair_text(text)
    middle = repaired.text.split("\n")[1]
    assert repaired.text.count("\n") == 2
    assert len(repaired.edits) > 100
    for item in repaired.edits:
        assert item.line == 2
        assert line[item.edit.raw_start : item.edit.raw_end] == item.edit.raw
        assert middle[item.edit.start : item.edit.end] == item.edit.text
    assert "выставляют текущие оценки" in middle.lower()


def test_a_run_of_signs_without_any_space_is_data_and_costs_nothing() -> None:
    data = "BBICTaBISAIOT" * 40_010
    repaired = repair_text(f"Классные {data} BeayT cimcku KnaccoB").text
    assert data in repaired
    assert repaired.casefold() == f"Классные {data} ведут списки классов".casefold()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffПриказ\r\nпервая\rвторая\n\n\r\nтретья",
        "Фамилия\tИмя\tОтметка\r\nПетрова\t\tАнна\t5\n",
        "Страница первая\x0cСтраница вторая\x0b\x85конец\u2028новая строка\u2029абзац",
        "испор\udcd0ченный \udcff байт и \ud83d половина знака",
        "нули\x00\x00внутри",
        "\n",
        "\r",
        "",
        " ",
        "Наша школа працює щодня: її директор — Їжакевич Ґалина.",
        "Мектепте қазақ тілі мен әдебиеті, үлгерім күнделігі жүргізіледі.",
        "Һургуулиин багшанар үдэр бүри журнал бүридхэнэ.",
        "The class teacher keeps the register of the school every day.",
    ],
)
def test_signs_that_are_right_come_out_as_they_were(text: str) -> None:
    assert repair_text(text) == RepairedText(text=text, edits=())


def test_layout_stays_beside_what_is_repaired() -> None:
    text = "\ufeff* BeayT cimcku KnaccoB\t3a\x0cBBICTaBISIOT\u2028TeKYIIHe OLEHKH\r\r\nпр0верка\udcff пр0верка"
    repaired = repair_text(text).text
    for sign in "\ufeff\t\x0c\u2028\r\n\udcff":
        assert repaired.count(sign) == text.count(sign)
    assert "ведут списки классов" in repaired.lower()
    assert repaired.endswith("проверка\udcff проверка")


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_a_long_text_in_a_wrong_encoding_comes_back_block_by_block(wrong: str) -> None:
    right = "\r\n".join(["\tЖурнал класса:", *GOOD, "хата, пахала и мхи;"] * 40)
    # the five codes that Windows leaves empty are kept as control signs, as browsers do
    damaged = "".join(
        bytes([byte]).decode(wrong) if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte) for byte in right.encode()
    )
    assert repair_text(damaged).text == right


def test_an_indented_line_goes_on_like_one_that_is_not() -> None:
    garbled = "BBICTaBISIOT TeKYIIHe OLEHKH 3a ITHCbMEeHHBIE paOoOTBI"
    plain, indented = (repair_text(f"Учителя школы\n{indent}{garbled}\nдо пятницы.").text for indent in ("", "\t"))
    assert indented == plain.replace("школы\n", "школы\n\t")


def test_edits_in_cells_have_offsets_of_their_line() -> None:
    line = "\tКласс\tBeayT cimcku KnaccoB\tпр0верка"
    repaired = repair_text(f"Журнал\n{line}\n")
    shown = repaired.text.split("\n")[1]
    assert {item.edit.text.lower() for item in repaired.edits} >= {"ведут", "проверка"}
    for item in repaired.edits:
        assert line[item.edit.raw_start : item.edit.raw_end] == item.edit.raw
        assert shown[item.edit.start : item.edit.end] == item.edit.text


def edit(raw: str, text: str, kind: str) -> Edit:
    ends = {"raw_end": len(raw), "end": len(text)}
    return Edit(raw_start=0, start=0, raw=raw, text=text, confidence=0.9, kind=kind, **ends)


def test_an_edit_that_would_lose_a_tab_is_not_made() -> None:
    joining = edit("BeayT\tcimcku", "ведут списки", LATIN_FOR_CYRILLIC)
    assert pieces.with_layout("BeayT\tcimcku!", "ведут списки!", (joining,)) == ("BeayT\tcimcku!", ())
    keeping = edit("BeayT\tcimcku", "ведут\tсписки", LATIN_FOR_CYRILLIC)
    assert pieces.with_layout("BeayT\tcimcku!", "ведут\tсписки!", (keeping,)) == ("ведут\tсписки!", (keeping,))
    shifted = edit("\t\x0c", "&)", ENCODING)
    assert pieces.with_layout("\t\x0c", "&)", (shifted,)) == ("&)", (shifted,))


NAME = "XBopocTHHHHa"
FAR = [*GOOD * 60]
ASKED = [*GARBLED, f"cocTaBiseT {NAME} cIUCOK yyeHuKOB"]


def test_two_passes_bring_back_a_name_from_any_place_of_the_text() -> None:
    text = "\n".join([*ASKED, *FAR, "Назначить: Хворостинина В. И."])
    assert "Хворостинина" in repair_text(text).text.split("\n")[len(GARBLED)]


def test_one_pass_brings_back_a_name_that_was_seen_before() -> None:
    before = "\n".join(["Назначить: Хворостинина В. И.", *FAR, *ASKED])
    assert "Хворостинина" in joined(list(repair_parts([before]))).text.split("\n")[-1]
    after = "\n".join([*ASKED, *FAR, "Назначить: Хворостинина В. И."])
    assert "Хворостинина" not in joined(list(repair_parts([after]))).text.split("\n")[len(GARBLED)]


def test_memory_keeps_the_commonest_words_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_WORDS", 50)
    seen = memory.Memory()
    for number in range(2000):
        seen.add({f"слово{number}", "Хворостинина"})
        assert len(seen.words) <= 100
    assert "Хворостинина" in seen.words
