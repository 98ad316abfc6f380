"""The questions that a page may raise: one Russian sentence each."""

from __future__ import annotations

from types import MappingProxyType

from journal.pages import Question

TEXTS = MappingProxyType(
    {
        "page-doubtful": "Страница прочитана неуверенно. Сверьте её с изображением целиком.",
        "pair-differs": "На другой странице разворота есть ещё уроки: {dates}. Всё ли прочитано на этой?",
        "subject-missing": "Какой это предмет?",
        "subject-unknown": "Предмета «{read}» у класса {class_name} в журнале нет. Верно ли он назван?",
        "subject-spelling": "Прочитано «{read}». Это предмет «{known}»?",
        "teacher-unknown": "Кто из работников школы — «{read}»? Назовите его или пропустите.",
        "group-unknown": "Класс делится на группы: {names}. Чья это страница? Согласиться — значит, всего класса.",
        "pupil-missing": "Ученика «{read}» нет в списке класса {class_name}. Назовите ученика или пропустите строку.",
        "pupil-unsure": "Прочитано «{read}». Это {known}?",
        "pupil-twice": "{known} уже стоит в строке {row}. Назовите другого ученика или пропустите строку.",
        "date-doubtful": "Верно ли прочитана дата: {read}?",
        "date-missing": "Какого числа был этот урок?",
        "date-wrong": "«{read}» — не дата урока и не учебный период. Как верно?",
        "date-other-year": "{read} не относится к {year} учебному году. Как верно?",
        "date-twice": "{read} стоит на странице дважды. Какая дата верна?",
        "date-no-school": "{read} по календарю школы — не учебный день. Верна ли дата?",
        "date-not-in-timetable": "{read} по расписанию у класса {class_name} нет предмета «{subject}». Верна ли дата?",
        "lesson-cancelled": "Урок {read} в журнале отменён. Назовите другую дату или пропустите этот урок.",
        "term-missing": "В журнале нет периода «{period}». Загрузите периоды школы или пропустите столбец.",
        "value-doubtful": "Верно ли прочитано: «{read}»?",
        "value-unread": "В клетке что-то есть, но прочитать не удалось. Что там? Согласиться — значит, ничего.",
        "value-struck": "Отметка исправлена: было «{struck}», стало «{read}». Верно?",
        "value-wrong": "«{read}» — не отметка. Как верно?",
        "value-term": "Отметка за период: {period} — «{read}»{average}. Верно?",
        "value-first-grade": "В первом классе отметок не ставят. Есть ли здесь «{read}»?",
        "value-of-absent": "Ученик отсутствовал, а отметка стоит: «{read}». Верно?",
        "value-not-enrolled": "{pupil} не числится в классе {class_name} на {day}. Вносить ли «{read}»?",
        "value-differs": "В журнале уже стоит «{held}», на бумаге — «{read}». Внести то, что на бумаге?",
        "text-doubtful": "Верно ли прочитано: «{read}»?",
        "text-differs": "В журнале уже записано «{held}», на бумаге — «{read}». Внести то, что на бумаге?",
    }
)
OF_READING = frozenset(
    {
        "page-doubtful",
        "subject-spelling",
        "group-unknown",
        "pupil-unsure",
        "date-doubtful",
        "value-doubtful",
        "value-unread",
        "value-struck",
        "value-term",
        "text-doubtful",
    }
)
"""Doubts of the reading only: any decision of a person answers them."""


def ask(code: str, *, held: str = "", firm: bool = False, **fields: object) -> Question:
    """A question by its code; `firm` asks for another value or a rejection."""
    text = TEXTS[code].format(held=held, **fields)
    return Question(code=code, text=text, held=held, firm=firm, of_reading=code in OF_READING)
