"""What states and kinds are called in Russian, on the command line and on pages."""

from __future__ import annotations

ORDER_STATES = {"draft": "проект", "in_force": "действует", "repealed": "отменён"}
BATCH_KINDS = {
    "order": "приказ",
    "bundle": "школа",
    "confirmation": "ввод приказа в действие",
    "journal-import": "страницы бумажного журнала",
    "journal-page": "подтверждение страницы журнала",
}

PAGE_KINDS = {"left": "левая", "right": "правая", "summary": "сводная ведомость"}
PAGE_TITLES = {"left": "левая страница", "right": "правая страница", "summary": "сводная ведомость"}
PAGE_STATES = {"staged": "ждёт подтверждения", "confirmed": "в журнале", "reverted": "отменена"}
ROW_KINDS = {
    "lessons.csv": "уроки",
    "lesson_texts.csv": "темы и задания",
    "attendance.csv": "отсутствия",
    "marks.csv": "отметки",
    "term_marks.csv": "отметки за период",
}

JOB_STATES = {
    "queued": "ждёт очереди",
    "running": "выполняется",
    "done": "выполнено",
    "failed": "не выполнено",
    "cancelled": "отменено",
}
