"""The decoder's parts: what signs may stand for, words by their letters, capitals, what a person must look at."""

import pytest

from ingest.model import Edit
from ingest.repair.decoder import readings, word_score
from ingest.repair.edits import needs_review
from ingest.repair.engine_slips import with_slips
from ingest.repair.language import after, is_pair, lexicon, spelled
from ingest.repair.letter_case import INSIDE, SENTENCE
from ingest.repair.tagger import WINDOW, Choice, tagger

LINE = "BBICTaBISAIOT TEKYIIHE OLEHKH 3a ITHCbMEHHBIE paOoOTBI"


def test_every_sign_of_every_line_has_choices() -> None:
    long = " ".join([LINE] * 20)
    assert len(long) > 2 * WINDOW
    found = tagger().choices([LINE, "", long])
    assert [len(row) for row in found] == [len(LINE), 0, len(long)]
    for choices in found[2]:
        assert choices
        assert choices[0].weight == max(choice.weight for choice in choices)
        assert all(choice.text == choice.text.lower() for choice in choices)


def test_a_cut_long_line_reads_like_a_short_one() -> None:
    (short,) = tagger().choices([LINE])
    (long,) = tagger().choices([" ".join([LINE] * 20)])
    place = 7 * (len(LINE) + 1)
    best = [
        "".join(choices[0].text for choices in row[start : start + len(LINE)])
        for row, start in ((short, 0), (long, place))
    ]
    assert best[0].split()[1] == best[1].split()[1]


def test_words_decide_between_what_the_tagger_finds_alike() -> None:
    alike = [(Choice("ж", -0.1, -5.0),)] + [(Choice(sign, -0.1, -5.0),) for sign in "урна"]
    signs = (*alike, (Choice("л", -0.7, -5.0), Choice("п", -0.6, -5.0)))
    assert readings(signs, lexicon(), opens=INSIDE)[0].text == "журнал"


def test_a_capital_speaks_for_a_name() -> None:
    signs = [(Choice(sign, -0.01, 5.0 if at == 0 else -5.0),) for at, sign in enumerate("лариса")]
    (reading,) = readings(signs, lexicon(), opens=INSIDE)
    assert reading.printed == "Лариса"
    signs = [(Choice(sign, -0.01, -5.0),) for sign in "журнал"]
    assert readings(signs, lexicon(), opens=SENTENCE)[0].printed == "журнал"


def test_known_words_score_above_strange_ones_and_pairs_help() -> None:
    assert word_score("журнала", lexicon()) > word_score("журнаал", lexicon())
    assert spelled("проверяет") > spelled("прввряет")
    assert after("классный", "руководитель") > after("классный", "молоко")
    assert is_pair("классный", "руководитель")


def test_letters_of_poor_scans_are_offered_beside_the_letter_itself() -> None:
    offered = {choice.text for choice in with_slips("н", (Choice("н", -0.001, 0.0),))}
    assert {"н", "и", "п"} <= offered


@pytest.mark.parametrize(
    ("text", "sure", "looked_at"),
    [("журнал", 0.7, False), ("журнал", 0.4, True), ("Щукиной", 0.7, True), ("В", 0.8, True), ("29", 0.8, True),
     ("А. П.", 0.95, False)],
)  # fmt: skip
def test_names_and_numbers_are_shown_to_a_person_sooner_than_words(text: str, sure: float, looked_at: bool) -> None:
    edit = Edit(
        raw_start=0, raw_end=1, start=0, end=len(text), raw="x", text=text, confidence=sure, kind="latin-for-cyrillic"
    )
    assert needs_review(edit) is looked_at
