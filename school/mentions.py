"""Names as they stand in a text: surnames with initials, or with a given name and a patronymic."""

from __future__ import annotations

import re
from dataclasses import dataclass

from school.morphology import fold, is_known, is_name

_WORD = r"[А-ЯЁ][а-яё]+(?:-(?:[А-ЯЁ][а-яё]+|заде|оглы|кызы|оол|кыс))?"
_CAPS = r"[А-ЯЁ]{3,}(?:-[А-ЯЁ]{3,})?"
# words that begin with a capital beside initials and are never surnames
_NO_NAME = (
    r"(?!(?i:директор|заместител|учител|завуч|секретар|педагог|руководител|классн|администратор|библиотекар|психолог"
    r"|методист|приказ|школ|заведующ|приложени|пункт|раздел|глав|стать|кабинет|класс|инженер|преподавател|воспитател|председател|член|начальник|специалист)[а-яё]*)"
)
_SURNAME = rf"(?:{_NO_NAME}(?:{_WORD}|{_CAPS}))"
# engines take «З.» for a three and «О.» for a nought; one of two initials may be a figure
_INITIALS = r"(?:[А-ЯЁ]\.\s?[А-ЯЁ30]\.{1,2}|[30]\.\s?[А-ЯЁ]\.{1,2}|0\.\s?0\.)(?:-[А-ЯЁ]\.)?"
_FIGURES = str.maketrans({"3": "З", "0": "О"})
_PATRONYMIC = (
    r"[А-ЯЁ][а-яё]+(?:-[а-яё]+)?(?:вич|вича|вичу|вичем|виче|вна|вны|вне|вну|вной|ична|ичны|ичне|ичну|ичной"
    r"|[ькмт]ич|[ькмт]ича|[ькмт]ичу|[ькмт]ичем|[ькмт]иче|[\s-](?:оглы|кызы))"
)
_AFTER = r"(?![А-Яа-яЁё])"
_WHOLE = r"(?![А-Яа-яЁё-])"
# «1.Иванов И.И.» is a name in a list, «А.Иванов» goes on with an initial
_BEFORE = r"(?<![А-Яа-яЁё])(?<![А-Яа-яЁё]\.)"
MENTION = re.compile(
    rf"{_BEFORE}(?:"
    # in «С.Г. Михайлова В.А. Аксенова» initials belong to the surname after them
    rf"(?P<s1>{_SURNAME})\s*(?P<i1>{_INITIALS}){_AFTER}(?!\s?{_SURNAME}{_WHOLE}(?!\s+{_INITIALS}))"
    rf"|(?P<i2>{_INITIALS})\s?(?P<s2>{_SURNAME}){_AFTER}"
    rf"|(?P<s3>{_SURNAME})\s+(?P<g3>{_WORD})\s+(?P<p3>{_PATRONYMIC}){_AFTER}"
    rf"|(?P<g4>{_WORD})\s+(?P<p4>{_PATRONYMIC})\s+(?P<s4>{_SURNAME}){_AFTER}"
    r")"
)
BEFORE_INITIALS = re.compile(rf"{_BEFORE}({_SURNAME})\s+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name as it stands in a text, not yet resolved; `start` and `end` are offsets into that text."""

    start: int
    end: int
    surname: str
    given: str
    patronymic: str

    @property
    def initials(self) -> str:
        """First letters, folded."""
        return first_letters(self.given, self.patronymic)


def first_letters(given: str, patronymic: str) -> str:
    """First letters of names or initials, folded: «ва»."""
    return "".join(part[0] for part in (fold(given), fold(patronymic)) if part)


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every name in the text, left to right."""
    found: list[Mention] = []
    for match in MENTION.finditer(text):
        own = _before_sentence(text, match, found[-1].end if found else 0)
        found.append(own or _mention(match))
    return tuple(found)


def _before_sentence(text: str, match: re.Match[str], start: int) -> Mention | None:
    """«Ивановой А.А. При выбытии …»: what follows the initials begins a sentence, the surname stands before them."""
    word, initials = match.group("s2"), match.group("i2")
    if not word or is_name(word) or not is_known(word.lower()):
        return None
    before = BEFORE_INITIALS.search(text, start, match.start("i2"))
    if before is None:
        return None
    given, patronymic = _initials_of(initials)
    end = match.end("i2") - int(initials.endswith(".."))
    return Mention(start=before.start(1), end=end, surname=before.group(1), given=given, patronymic=patronymic)


def _initials_of(initials: str) -> tuple[str, str]:
    letters = re.findall(r"[А-ЯЁ]", initials.translate(_FIGURES))
    return f"{letters[0]}.", "-".join(f"{letter}." for letter in letters[1:])


def _mention(match: re.Match[str]) -> Mention:
    groups = match.groupdict()
    surname = next(groups[key] for key in ("s1", "s2", "s3", "s4") if groups[key])
    initials = groups["i1"] or groups["i2"]
    end = match.end() - int(bool(groups["i1"]) and initials.endswith(".."))
    if initials:
        given, patronymic = _initials_of(initials)
    else:
        given = groups["g3"] or groups["g4"]
        patronymic = groups["p3"] or groups["p4"]
    return Mention(start=match.start(), end=end, surname=surname, given=given, patronymic=patronymic)
