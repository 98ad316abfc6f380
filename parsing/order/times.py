"""When a duty is to be done: how often it comes round, by when, by explicit words only (data/forms.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsing.dates import MONTHS, find_date, find_dates, iso_day
from parsing.forms import form, forms_of, periodicities, table
from parsing.records import Periodicity
from school.morphology import IMPERFECTIVE, PERFECTIVE, aspect, cases, is_finite_verb, is_infinitive, is_participle

NOT_OF_ACT = re.compile(r"(?:\bот|№)\s*$")
DAY_ALONE = re.compile(rf"(?<![\d.№])(?<!с )(?<!по )(?<!и )\d{{1,2}}\s+(?:{'|'.join(MONTHS)})(?!\s+\d{{4}})")
"""«установить ёлку 20 декабря»: a day without its year."""
INITIALS = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁ]\.(?=\s?[А-ЯЁа-яё])")
NO_STOP = "\u2024"
"""Stands for the dots of initials, where words go on up to the end of a sentence."""
HOUR = re.compile(r"(?:в|до|к)\s+\d{1,2}(?:[.:]\d{2}|\s+час)")
BEFORE = 6
WORD = re.compile(r"[А-Яа-яЁё]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """An ISO date or the printed words, and where they stand in the text."""

    value: str
    start: int
    end: int

    @property
    def is_date(self) -> bool:
        """Not words."""
        return iso_day(self.value) is not None


def periodicity(text: str) -> tuple[Periodicity, int]:
    """(how often, every how many periods)."""
    low = _said_of_action(text).lower().replace("ё", "е")
    for pattern, value, interval in periodicities():
        match = pattern.search(low)
        if match:
            told = match.groupdict().get("every")
            return Periodicity(value), _count(told) if told else interval
    return _by_aspect(low), 1


def _by_aspect(low: str) -> Periodicity:
    """«за три дня до заседания извещать» comes with every meeting, «за день до поездки подать» only dates one thing.

    What is told in the imperfective, or hangs on something of a series, is done each time.
    """
    verb = next((_aspect(word) for word in WORD.findall(low) if aspect(word)), None)
    repeated = verb == IMPERFECTIVE
    if repeated and form("deadline", "each_term").search(low):
        return Periodicity.QUARTERLY
    tied = form("deadline", "tied").search(low)
    if tied is None:
        termed = repeated and form("deadline", "termed").search(low) and not form("deadline", "lasting").search(low)
        return Periodicity.EVENT if termed else Periodicity.NONE
    whereto = _before_verb(low[tied.start() :])
    often = not form("deadline", "single").search(whereto) or "кажд" in whereto
    if verb == PERFECTIVE:
        often = often and form("deadline", "series").search(whereto) is not None
    return Periodicity.EVENT if often else Periodicity.NONE


def _aspect(word: str) -> str | None:
    return PERFECTIVE if form("deadline", "once").match(word) else aspect(word)


def deadline(text: str) -> Deadline | None:
    """By when, or None: a date with its year, else printed words, else the one day that is named."""
    text = _said_of_action(text)
    exact = [match for match in form("deadline", "date").finditer(text) if find_date(match.group("date"))]
    worded = [
        match
        for pattern in forms_of("deadline", "words")
        for match in pattern.finditer(text)
        # «с 8.00 до 17.00» is when something goes on, «23 мая 2025 года в 10.00» is that day
        if not form("deadline", "range").search(text[: match.start()])
        and not (HOUR.match(match.group()) and form("deadline", "day_before").search(text[: match.start()]))
    ]
    if exact:
        # «по итогам учебного года до 31.05.2026»: loose words before the date
        worded = [match for match in worded if not form("deadline", "loose").match(match.group())]
    first = min([*exact, *worded], key=lambda match: (match.start(), -match.end()), default=None)
    if first is None:
        return _day(text) or _fronted(text, _verb(text))
    told = first.group("date") if "date" in first.groupdict() else first.group()
    # «до конца рабочего дня 10 ноября 2025 года» is that day
    found = find_date(told)
    words = first.group() if found else _before_verb(first.group()).split(" (")[0]
    return Deadline(
        value=found[0].isoformat()
        if found
        else re.sub(r"^в срок (?=до )", "", words.strip(" ,.;:") if "(" in words else words.strip(" ,.;:)")).replace(
            NO_STOP, "."
        ),
        start=first.start(),
        end=first.start() + len(words),
    )


def _verb(text: str) -> int:
    """Where the first infinitive stands after other words; 0 where there is none."""
    return next((match.start() for match in WORD.finditer(text) if match.start() and is_infinitive(match.group())), 0)


def _fronted(text: str, verb: int) -> Deadline | None:
    """«после присяги принять имущество», «перед стартом проверить …»: before the verb they can only tell a time."""
    said = form("deadline", "fronted").search(text[:verb])
    if said is None:
        return None
    words = re.sub(r"(?:\s+(?:не|и))?\s+$", "", said.group())
    return Deadline(
        value=words.strip(" ,.;:)").replace(NO_STOP, "."), start=said.start(), end=said.start() + len(words)
    )


def _said_of_action(text: str) -> str:
    """The text with «, пропустивших уроки в день поездки» blanked out: this day is none of the action."""
    for match in form("deadline", "participle").finditer(text):
        if is_participle(match.group("word")) and form("deadline", "loosely").search(match.group()):
            text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return INITIALS.sub(lambda match: match.group().replace(".", NO_STOP), text)


def _before_verb(words: str) -> str:
    """«не позднее чем за день до поездки подать уведомление»: what is to be done is no word of time."""
    for match in WORD.finditer(words):
        # «минут» may be a verb too
        acts = is_infinitive(match.group()) or (is_finite_verb(match.group()) and not cases(match.group()))
        if match.start() and acts:
            return re.sub(r"(?:\s+(?:не|и))?\s+$", "", words[: match.start()])
    return words


def time_before(words: str) -> Deadline | None:
    """The term that words before a verb tell."""
    return deadline(words) or _fronted(words, len(words))


def first_time(text: str, end: int) -> int:
    """Where the words of time that stand before `end` begin; `end` where there are none."""
    low = text.lower().replace("ё", "е")
    starts = [match.start() for pattern, _, _ in periodicities() if (match := pattern.search(low, 0, end))]
    when = time_before(text[:end])
    if when is not None and when.end <= end:
        starts.append(when.start)
    return min([end, *starts])


def _day(text: str) -> Deadline | None:
    """«провести 5 сентября 2024 года», «с 15.09.2025 по 26.09.2025»: the last day; dates of acts are none."""
    days = [
        Deadline(value=day.isoformat(), start=start, end=end)
        for day, start, end in find_dates(text)
        if not NOT_OF_ACT.search(text[max(0, start - BEFORE) : start])
    ]
    bare = DAY_ALONE.search(text)
    if not days and bare is not None and not NOT_OF_ACT.search(text[max(0, bare.start() - BEFORE) : bare.start()]):
        return Deadline(value=bare.group(), start=bare.start(), end=bare.end())
    return days[-1] if days else None


def _count(word: str) -> int:
    """«две», «десять», «10» as a number."""
    if word.isdigit():
        return int(word)
    return int(next((value for stem, value in table("periods", "counts").items() if word.startswith(stem)), "1"))


def happens_once(title: str, when: str) -> bool:
    """The words of time hang on the one happening that the title names: «в день экзамена» of the trial exam."""
    said = form("deadline", "occasion").search(title)
    noun = said.group("same") if said else None
    return said is not None and "кажд" not in when and (noun or "мероприятия")[:-1] in when.lower()
