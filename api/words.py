"""What states and kinds are called in Russian, on the command line and on pages."""

from __future__ import annotations

import errno

ORDER_STATES = {
    "draft": "проект",
    "in_force": "действует",
    "amended": "действует с изменениями",
    "repealed": "отменён",
    "archived": "в архиве",
}
ORDER_FIELDS = {
    "organization": "организация",
    "number": "номер",
    "date": "дата",
    "title": "заголовок",
    "place": "место издания",
    "legal_basis": "основания",
    "clauses": "пункты",
    "appointments": "назначения",
    "revocations": "освобождения",
    "duties": "обязанности",
    "repeals": "отменяемые акты",
    "amends": "изменяемые акты",
    "effective_from": "дата вступления в силу",
    "control_by": "контроль",
    "signatory": "подпись",
    "acknowledged": "лист ознакомления",
    "appendices": "приложения",
}
OPERATIONS = {
    "replace_clause": "изложить в новой редакции",
    "replace_words": "заменить слова",
    "add_clause": "дополнить",
    "delete_clause": "исключить",
}
"""What an amendment does to a clause."""
BATCH_KINDS = {
    "acquaintance": "отметка об ознакомлении",
    "order": "приказ",
    "bundle": "школа",
    "confirmation": "ввод приказа в действие",
    "journal-import": "страницы бумажного журнала",
    "journal-page": "подтверждение страницы журнала",
    "local-act": "локальный акт",
    "local-act-end": "сроки окончились вместе с приказом",
}

PROPOSAL_STATES = {
    "open": "ждёт решения",
    "confirmed": "подтверждено",
    "corrected": "исправлено",
    "refused": "отклонено",
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

EDIT_REASONS = {
    "latin-for-cyrillic": "русские буквы распознаны как латинские",
    "mixed-script": "в слове смешаны русские и латинские буквы",
    "digit-for-letter": "вместо буквы стояла похожая цифра",
    "letter-for-digit": "вместо цифры стояла похожая буква",
    "bullet": "вместо знака списка стоял другой знак",
    "engine-slip": "в слове неверно распознаны буквы",
    "punctuation": "вместо запятой стоял другой знак",
    "abbreviation": "в сокращении неверно распознана буква",
    "encoding": "текст был прочитан не в той кодировке",
    "correction": "исправлено человеком",
    "shifted-font": "все знаки были сдвинуты: у шрифта нет таблицы знаков",
}
"""Why the text was changed, by the kind of the edit."""

SYSTEM_REASONS = {
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.EROFS: "диск открыт только для чтения",
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "исчерпан отведённый объём диска",
    errno.EFBIG: "файл получился бы слишком большим",
    errno.EIO: "ошибка диска",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.ENOTDIR: "часть пути — не папка",
    errno.EEXIST: "на месте папки лежит файл",
    errno.EISDIR: "на месте файла находится папка",
    errno.ELOOP: "ссылки в пути замкнуты в кольцо",
    errno.EMFILE: "открыто слишком много файлов",
}
"""Why the system refused a file, by its error number."""
