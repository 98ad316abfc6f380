"""Sentences of orders, composed from facts: for each several ways, the most natural first, the surest last.

A name, a post or a role stands in another case only where the form is certain (`parsing.drafting.people.in_case`); a
way that needs a form which is not certain is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.dates import iso_day
from parsing.drafting.acts import act_words
from parsing.drafting.people import full_name, in_case
from parsing.drafting.phrases import phrase, phrases
from parsing.forms import table
from parsing.order.people import name_of
from parsing.order.times import deadline, periodicity
from parsing.records import Periodicity
from school.declension import gender_of
from school.morphology import FEMININE, is_infinitive, lemma
from school.phrases import accusative_phrase, dative_phrase, genitive_phrase, instrumental_phrase, nominative_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from parsing.records import (
        AppendixRecord,
        AppointmentRecord,
        ControlRecord,
        DutyRecord,
        PersonRecord,
        TargetRecord,
    )

ACCUSATIVE, DATIVE = "accs", "datv"
RESPONSIBLE = re.compile(r"^ответственный(?=\s)")
DAY = "{:%d.%m.%Y}"
PART = re.compile(r"^п\. (?P<number>.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A clause as it may be written."""

    text: str
    items: tuple[str, ...] = ()


def appointing(group: Sequence[AppointmentRecord]) -> Iterator[Way]:
    """«Назначить учителя химии Соколову В.А. ответственной за питание.»; a list where several get one role."""
    term = _term(group[0].valid_from, group[0].valid_to)
    role = group[0].role
    if len(group) > 1:
        named = [_named_beside(item) for item in group]
        if all(named):
            text = phrase("clauses", "appoint_many", role=instrumental_phrase(role, plural=True), term=term)
            yield Way(text=text, items=_list([item for item in named if item]))
        return
    item = group[0]
    name, post = in_case(item.person, ACCUSATIVE), _post_in_accusative(item.position)
    if name is None or post is None:
        return
    given = _role_of(item.person, role)
    yield Way(text=phrase("clauses", "appoint", post=f"{post} " if post else "", name=name, role=given, term=term))
    if post:
        yield Way(text=phrase("clauses", "appoint_beside", post=post, name=name, role=given, term=term))


def _role_of(person: PersonRecord, role: str) -> str:
    """The role in the instrumental; «ответственной» of a woman, other roles are nouns and keep their gender."""
    words = instrumental_phrase(role)
    if RESPONSIBLE.match(role) and gender_of(name_of(person)) == FEMININE:
        return re.sub(r"^\w+", "ответственной", words)
    return words


def _named_beside(item: AppointmentRecord) -> str | None:
    name, post = in_case(item.person, ACCUSATIVE), _post_in_accusative(item.position)
    return None if name is None or post is None else ", ".join(filter(None, (name, post)))


def _post_in_accusative(post: str | None) -> str | None:
    """Empty where there is none; None where it cannot be put back into the nominative, so that the form is in doubt."""
    if not post:
        return ""
    words = accusative_phrase(post, person=True)
    return words if nominative_phrase(words) == post else None


def seating(group: Sequence[AppointmentRecord], body: str) -> Iterator[Way]:
    """«Утвердить состав бракеражной комиссии:» and its members, who stand in the nominative."""
    items = []
    for item in group:
        people = ", ".join(filter(None, (full_name(item.person), item.position)))
        seat = f"{item.role.removesuffix(f' {body}')} {_kind_of(body)}".strip()
        items.append(phrase("clauses", "seat", seat=seat, people=people))
    yield Way(text=phrase("clauses", "body", body=body), items=_list(items))


def _kind_of(body: str) -> str:
    """«комиссии» of «бракеражной комиссии по питанию»."""
    return next((word for word in body.split() if lemma(word) in table("body", "kinds")), "")


def freeing(item: AppointmentRecord) -> Iterator[Way]:
    """«Освободить Соколову В.А., учителя химии, от обязанностей …»."""
    name, post = in_case(item.person, ACCUSATIVE), _post_in_accusative(item.position)
    role, term = genitive_phrase(item.role), _term(item.valid_from, item.valid_to)
    if name is not None and post is not None:
        beside = f", {post}," if post else ""
        yield Way(text=phrase("clauses", "free", name=name, post=beside, role=role, term=term))
    some = post or phrase("clauses", "some_post")
    yield Way(text=phrase("clauses", "free_named", post=some, name=full_name(item.person), role=role, term=term))


def obliging(duties: Sequence[DutyRecord], *, appointed: bool) -> Iterator[Way]:
    """«Ответственному за питание: …» and a list; one duty is a sentence.

    Args:
        duties: of one addressee.
        appointed: the order appoints to the role just those who bear the duties, so that they need no naming.
    """
    persons = () if appointed else duties[0].assignees
    actions = [item.action_text for item in duties]
    to_do = all(_is_to_do(text) for text in actions)
    for head, dative in _heads(duties[0].role, persons, infinitive=to_do):
        if len(actions) == 1 and dative:
            yield Way(text=f"{head} {actions[0]}.")
        yield Way(text=f"{head}:", items=_list(actions))
    if duties[0].role is None and not persons:
        # nobody is addressed: what is ordered is said all the same
        yield Way(text=f"{'. '.join(capital(action) for action in actions)}.")


def _heads(role: str | None, persons: Sequence[PersonRecord], *, infinitive: bool) -> Iterator[tuple[str, bool]]:
    """Whom a list addresses, and whether in the dative: before infinitives; else and in doubt in the nominative."""
    if role is None and not persons:
        return
    names = [in_case(person, DATIVE) for person in persons]
    if infinitive and all(names):
        yield _head(dative_phrase(role) if role else "", [name for name in names if name]), True
    plain = [full_name(person) for person in persons]
    if infinitive and role and not all(names):
        # a name that may decline in two ways stays in brackets as it is
        yield _head(f"{dative_phrase(role)} ({', '.join(plain)})", ()), True
    yield _head(role or "", plain), False


def _head(role: str, names: Sequence[str]) -> str:
    return capital(" ".join(filter(None, (role, ", ".join(names)))))


def _is_to_do(action: str) -> bool:
    return any(is_infinitive(word) for word in re.findall(r"[а-яё]+", action.lower()))


def with_time(duty: DutyRecord) -> str:
    """The action with the words of its deadline and periodicity, where it does not say them itself."""
    text = duty.action_text.strip().rstrip(" ;.,:")
    told = deadline(text)
    if duty.deadline and told is None:
        day = iso_day(duty.deadline)
        when = phrase("clauses", "deadline", date=f"{day:%d.%m.%Y}") if day else f" {duty.deadline}"
        text += when
    if duty.periodicity is not Periodicity.NONE and periodicity(text)[0] is Periodicity.NONE:
        words = _how_often(duty)
        text = f"{words} {text}" if words else text
    return text


def _how_often(duty: DutyRecord) -> str:
    if duty.interval > 1:
        return str(phrases()["periodicity"]["several"].get(duty.periodicity.value, "")).format(count=duty.interval)
    return str(phrases()["periodicity"].get(duty.periodicity.value, ""))


def attaching(annex: AppendixRecord) -> Iterator[Way]:
    """«Утвердить план работы (приложение № 1).»."""
    sign = f" № {annex.number}" if annex.number else ""
    if annex.title:
        yield Way(text=phrase("clauses", "attach", title=annex.title, annex=f"приложение{sign}"))
    yield Way(text=phrase("clauses", "attach_untitled", annex=f"приложению{sign}"))


def repealing(group: Sequence[TargetRecord]) -> Iterator[Way]:
    """«Признать утратившим силу приказ от … № … «…».», a clause of it, or a list of acts."""
    if len(group) > 1:
        yield Way(
            text=phrase("clauses", "repeal_many"), items=_list([act_words(target, ACCUSATIVE) for target in group])
        )
        return
    target = group[0]
    term, part = _term(target.effective_from, None), PART.match(target.scope)
    if part:
        void, act = phrases()["void"]["other"], act_words(target, "gent")
        yield Way(text=phrase("clauses", "repeal_part", void=void, term=term, number=part["number"], act=act))
    void = phrases()["void"].get(target.kind, phrases()["void"]["other"])
    yield Way(text=phrase("clauses", "repeal", void=void, term=term, act=act_words(target, ACCUSATIVE)))


def amending(group: Sequence[TargetRecord]) -> Iterator[Way]:
    """«Внести в приказ … изменения: пункт 3 изложить в следующей редакции: «…».»; several of one act as a list."""
    act, changes = act_words(group[0], ACCUSATIVE), [_change(target) for target in group]
    if len(group) == 1 and changes[0] is not None:
        yield Way(text=phrase("clauses", "amend_one", act=act, change=changes[0]))
    if all(changes):
        # one change too: quoted words that are replaced must not be taken for the title of an act without one
        yield Way(text=phrase("clauses", "amend_many", act=act), items=_list([str(change) for change in changes]))
    if len(group) > 1 or changes[0] is not None:
        return
    part = PART.match(group[0].scope)
    if part:
        yield Way(text=phrase("clauses", "amend_part", act=act_words(group[0], "gent"), number=part["number"]))
    else:
        yield Way(text=phrase("clauses", "amend", act=act))


def _change(target: TargetRecord) -> str | None:
    """What is done to the act; None where the record does not tell."""
    part = PART.match(target.scope)
    forms = phrases()["change" if part else "change_of_all"]
    if target.operation not in forms:
        return None
    old = target.old_text or phrase("clauses", "unknown_words")
    return str(forms[target.operation]).format(
        number=part["number"] if part else "", new=target.new_text or phrase("clauses", "unknown_words"), old=old
    )


def starting(day: date) -> Iterator[Way]:
    """«Настоящий приказ вступает в силу с …»."""
    yield Way(text=phrase("clauses", "start", date=DAY.format(day)))


def controlling(control: ControlRecord) -> Iterator[Way]:
    """«Контроль за исполнением приказа оставляю за собой.», or laid on somebody."""
    if control.self_control or control.person is None:
        yield Way(text=phrase("clauses", "control_self"))
        return
    name, post = in_case(control.person, ACCUSATIVE), _post_in_accusative(control.position)
    if name is not None and post is not None:
        yield Way(text=phrase("clauses", "control", post=f"{post} " if post else "", name=name))
    some = post or phrase("clauses", "some_post")
    yield Way(text=phrase("clauses", "control_named", post=some, name=full_name(control.person)))


def _term(since: date | None, until: date | None) -> str:
    begins = phrase("clauses", "since", date=DAY.format(since)) if since else ""
    ends = phrase("clauses", "until", date=DAY.format(until)) if until else ""
    return begins + ends


def _list(items: Sequence[str]) -> tuple[str, ...]:
    return (*(f"{item};" for item in items[:-1]), f"{items[-1]}.")


def capital(text: str) -> str:
    """With a capital, as a sentence begins."""
    return text[:1].upper() + text[1:]
