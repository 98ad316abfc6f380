"""Phrases that name a role: brought to the nominative singular, joined with the label of a list's item."""

from __future__ import annotations

import re

from parsing.forms import form, table
from school.morphology import (
    PREPOSITIONS,
    cases,
    fold,
    is_adjective,
    is_adverb,
    is_participle,
    is_person_noun,
    is_singular,
    is_thing_noun,
    lemmas,
)
from school.phrases import genitive_phrase, genitive_singular, nominative_phrase
from school.roles import expand

SHORT_FOR = re.compile(r"\s*\((?:далее|приложени|прилага)[^()]*\)")
CLASS_LABEL = re.compile(r"^(?:в\s+)?\d{1,2}\s?[-–]?\s?[«\"]?[а-яА-Я]?[»\"]?(?:\s+класс\w*)?$")
MEMBERS = re.compile(
    r"^(зам\w*\.?\s+(?:председател|руководител|начальник|командир)\w+|председател\w+|секретар\w+|член\w*|начальник\w*|командир\w*|руководител\w+)",
    re.IGNORECASE,
)
ABBREVIATED = re.compile(r"\w*[А-ЯЁ]\w*[А-ЯЁ]\w*")
"""«ППк», but not «Комиссия»."""
SEATS = ("председатель", "начальник", "командир", "руководитель")
STANDING = re.compile(r"^постоянно\s+действующ\w+\s+", re.IGNORECASE)
LONG = 60
"""Characters of a name that the order itself makes shorter."""
EDGES = " ,;:–—-("


def cut(text: str) -> str:
    """The phrase without dates and terms after it."""
    found = form("assignment", "tail").search(text)
    return text[: found.start()] if found else text


def is_instrumental(words: str) -> bool:
    """True when the phrase begins in the instrumental: «администратором», «ответственными»."""
    first = re.match(r"[А-Яа-яЁё-]+", words)
    if first is not None and is_adverb(first.group()):
        # «материально ответственными лицами»
        return is_instrumental(words[first.end() :].lstrip())
    if first is None or (is_participle(first.group()) and not form("assignment", "substantive").match(first.group())):
        # «условно переведёнными»
        return False
    return "ablt" in cases(first.group()) and "accs" not in cases(first.group())


def is_role_in_instrumental(words: str) -> bool:
    """«секретарём», «ответственным за сайт», but not «кабинетом физики»."""
    first = re.match(r"[А-Яа-яЁё-]+", words)
    thing = first is not None and lemmas(first.group())[:1] == ("кабинет",)
    return is_instrumental(words) and not thing


def as_role(words: str) -> str:
    """A role phrase in the nominative singular: «ответственными за питание» → «ответственный за питание»."""
    clean = SHORT_FOR.sub("", cut(words)).strip(EDGES)
    if re.match(r"лиц\w+", clean, re.IGNORECASE):
        return re.sub(r"^лиц\w+,?\s+ответственн\w+", "лицо, ответственное", clean, flags=re.IGNORECASE)
    if re.match(r"ответственн\w+\s+за(?![а-яё])", clean, re.IGNORECASE):
        return re.sub(r"^\w+", "ответственный", clean)
    # whoever acts, the duties are those of the post
    return re.sub(r"^исполняющая", "исполняющий", singular(one_of(clean)))


def one_of(phrase: str) -> str:
    """«руководители методических объединений»: each leads one."""
    for many, one in table("assignment", "one_of").items():
        phrase = phrase.replace(many, one)
    return phrase


def roles_of(words: str) -> list[str]:
    """«заведующим кабинетом № 24 и руководителем объединения» → both."""
    pieces = re.split(r"\s+и\s+(?=\w+)", cut(words).strip(EDGES))
    found = [pieces[0]]
    for piece in pieces[1:]:
        if is_instrumental(piece) and is_instrumental(found[-1]):
            found.append(piece)
        else:
            found[-1] = f"{found[-1]} и {piece}"
    return [as_role(piece) for piece in found]


def each_of(words: str) -> list[str]:
    """«заведующей кабинетом химии и материально ответственного лица» are two roles."""
    head, joint, rest = words.rpartition(" и ")
    noun = next((word for word in re.findall(r"[а-яё-]+", rest) if not is_adjective(word) and not is_adverb(word)), "")
    person = noun == "лица" or any(map(is_person_noun, lemmas(noun)))
    second = joint and person and is_singular(noun)
    return [head, rest] if second and not form("assignment", "answerable").match(rest) else [words]


def singular(phrase: str) -> str:
    """«руководители», «члены» → one of them; only where the head stands in the plural."""
    return nominative_phrase(phrase, singular=True)


def as_position(words: str) -> str | None:
    """A post in the nominative; None where nothing names one."""
    clean = re.sub(r"\([^()]*\)", "", words).strip(EDGES + ".")
    if not clean or not clean[:1].isalpha():
        return None
    head, joint, other = clean.partition(" и ")
    if joint and "nomn" not in cases(head.split()[0].lower()) and any(map(is_person_noun, lemmas(other)[:1])):
        # «водителя и учителя труда» holds two posts
        return f"{singular(head)} и {singular(other)}"
    return singular(clean)


def split_position(phrase: str, *, several: bool = False) -> tuple[str, str]:
    """(role, post) of the words before a name: «администратором ЭЖ учителя химии» → both; either may be empty.

    Args:
        phrase: words between the verb, or the name before, and the name.
        several: more than one name follows, so that the post may stand in the plural.
    """
    role, dash, post = _parted(phrase)
    if dash and is_instrumental(role):
        # «заместителем администратора – лаборанта»
        return role.strip(EDGES), post.strip(EDGES)
    acting = form("positions", "acting").search(phrase)
    # the post after «исполняющим обязанности» is a part of the role
    starts = [
        match.start()
        for match in form("positions", "inside").finditer(phrase)
        if acting is None or match.start() != acting.end()
    ]
    # after a comma another post begins: «… Гусейнову, на втором этаже – учителей»
    for start in sorted(starts, key=lambda at: "," in phrase[at:]):
        if _is_object(phrase[start:], several=several) and not is_instrumental(phrase[start:]):
            return phrase[:start].strip(EDGES), phrase[start:].strip(EDGES)
    return (phrase.strip(EDGES), "") if is_instrumental(phrase) or not starts else ("", phrase.strip(EDGES))


def _parted(phrase: str) -> tuple[str, str, str]:
    found = re.search(r"\s[–—-]\s", phrase)
    return (phrase[: found.start()], found.group(), phrase[found.end() :]) if found else (phrase, "", "")


def _is_object(words: str, *, several: bool) -> bool:
    """The post stands in the accusative of one person, or of several."""
    first = words.split(maxsplit=1)[0].strip(",.").split("-")[-1]
    known = cases(first)
    return ("accs" in known or "gent" in known) and (several or is_singular(first))


def with_label(role: str, label: str) -> tuple[str, str | None]:
    """The role of an item with its label: a class, a place, a day; the label apart where it cannot be said of the role.

    «классный руководитель» and «5 «А»»; «руководитель методического объединения» and «учителей химии»;
    «дежурный администратор» and «понедельник».
    """
    clean = label.strip(EDGES + ".")
    if not clean:
        return role, None
    if role.rsplit(" ", 1)[-1] in PREPOSITIONS:
        # «ответственными за:» over «делопроизводство – …»
        return f"{role} {clean}", None
    said = _shared(role, clean)
    if said:
        return said, None
    if CLASS_LABEL.match(clean):
        clean = re.sub(r"(?<=\sкласс)$", "а", clean)
        role = re.sub(r"\s+(?:(?:[а-яё]+их\s+)?\d{1,2}(?:\s?[–—-]\s?\d{1,2})?(?:-х)?|[а-яё]+ых)\s+классов$", "", role)
    first = clean.split()[0].lower()
    if CLASS_LABEL.match(clean) or first == "за" or ("gent" in cases(first) and not is_thing_noun(first)):
        return f"{role} {clean}", None
    return role, clean


def _shared(role: str, clean: str) -> str:
    """The role with a label that says a word of it again, or agrees with it; "" where it does not."""
    short, _, rest = clean.partition(" ")
    if short.isupper() and rest and expand(short) != fold(short) and set(lemmas(expand(short))) <= set(lemmas(role)):
        # «руководитель школьного методического объединения» and «ШМО учителей химии»
        return f"{role} {rest}"
    shared = lemmas(role)[-1:] if lemmas(role)[-1:] == lemmas(clean)[:1] else ()
    if shared:
        # «заведующий учебным кабинетом» and «кабинетом физики»
        head, _, last = role.rpartition(" ")
        return f"{head.removesuffix(' учебным')} {last} {clean.partition(' ')[2]}".strip()
    if " " not in clean and is_adjective(clean.lower()) and "gent" in cases(clean.lower()) and " " in role:
        # «куратор отделений» and «ожогового»
        head, _, last = role.rpartition(" ")
        return f"{head} {clean} {genitive_singular(last)}"
    return ""


def membership(words: str, body: str) -> str | None:
    """«председатель», «члены комиссии» with the body they belong to: «председатель бракеражной комиссии»."""
    found = MEMBERS.match(words.strip(EDGES))
    if found is None or not _of_this(words.strip(EDGES)[found.end() :].strip(EDGES + "."), body):
        return None
    low = found.group(1).lower()
    if low.startswith("зам"):
        led = next((one for one in SEATS if one[:6] in low), "председатель")
        kind = f"заместитель {genitive_phrase(led)}"
    elif low.startswith("секретар"):
        kind = "секретарь"
    else:
        kind = next((name for name in SEATS if low.startswith(name[:6])), "член")
    return f"{kind} {body}".strip()


def _of_this(rest: str, body: str) -> bool:
    """«председатель комиссии» sits in the commission, «председатель профкома» is a post."""
    if not rest:
        return True
    kinds = set(lemmas(rest)) & set(table("body", "kinds"))
    initials = "".join(word[0] for word in body.split())
    short = not body or ABBREVIATED.fullmatch(body) is not None
    return bool(kinds and short) or bool(kinds & set(lemmas(body))) or fold(rest) == fold(initials)


def body_of(text: str) -> str | None:
    """The commission that a clause forms, in the genitive: «создать бракеражную комиссию» → «бракеражной комиссии»."""
    found = form("assignment", "body").search(text)
    if found is None:
        other = form("assignment", "composed").match(text)
        # «состав педагогических работников лагеря» is of people, not of a body
        of_people = other is not None and any(map(is_person_noun, lemmas(other.group("body"))[:2]))
        return cut(other.group("body")).strip(EDGES) if other and not of_people else None
    short = re.search(r"\(далее\s*[–—-]\s*([А-ЯЁ]+[а-яё]?[А-ЯЁ][А-Яа-яЁё]*)\)", text)
    if short:
        return short.group(1)
    named = re.search(r"\(далее\s*[–—-]\s*([а-яё]+(?:ая|ий|ый)\s[а-яё]+)\)", text, re.IGNORECASE)
    if named and len(found.group("body")) > LONG:
        return genitive_phrase(named[1][:1].lower() + named[1][1:])
    # «назначить членами жюри»: the seat is no part of the body
    plain = STANDING.sub("", cut(found.group("body")).strip(EDGES))
    return genitive_phrase(MEMBERS.sub("", plain).strip(EDGES))


def role_of_title(title: str) -> str:
    """«График дежурства учителей» → «дежурный учитель»; «Список заведующих кабинетами» → «заведующий кабинетом»."""
    duty = form("tables", "duty").search(title)
    if duty:
        who = "администратор" if duty.group("who").startswith("администр") else duty.group("who")
        return f"дежурный {singular(who)}"
    listed = form("tables", "list").search(title)
    return as_role(listed.group("who")) if listed else ""


def on_duty(text: str) -> str:
    """The role of whom a schedule of duty lists: «график дежурства по столовой» → «дежурный по столовой»."""
    where = form("tables", "duty_where").search(text)
    said = form("tables", "on_duty").search(text)
    return role_of_title(text) or (f"дежурный {where.group('where')}" if where else "дежурный" if said else "")


def elsewhere(role: str, place: str) -> str:
    """«ответственный за безопасность в здании школы» and «в мастерской»: the same role in another place."""
    first = place.split(maxsplit=1)[0]
    if CLASS_LABEL.match(place):
        # «классный руководитель 5 «А» класса» and «в 5 «Б»»
        role, place = re.split(r"\s+\d", role)[0], re.sub(r"^в\s+", "", place)
        return f"{role} {place}"
    before = re.split(r"\s+\d", role)[0] if first[:1].isdigit() else role.split(f" {first} ", maxsplit=1)[0]
    return f"{before} {place}"
