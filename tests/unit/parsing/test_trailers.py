"""Words after an action: its term, and who answers for it; juries of subjects."""

from support.documents import document_of, parse_order

HEAD = """МБОУ «Средняя школа № 5»
ПРИКАЗ
01.09.2025                                        № 10
О порядке

В целях порядка
ПРИКАЗЫВАЮ:
"""
TAIL = """
Директор школы          ____________          Шевчук И. Н.
"""


def duties(body: str) -> list[tuple[str | None, list[str], str, str | None]]:
    record = parse_order(document_of(HEAD + body + TAIL))
    return [
        (duty.role, [person.surname for person in duty.assignees], duty.action_text, duty.deadline)
        for duty in record.duties
    ]


def test_a_term_after_the_action() -> None:
    assert duties(
        """1. Завхозу Зыкову Н.Г. купить мыло. Срок: до 02.09.2025.
2. Учителям:
2.1. Провести пробные экзамены.
Срок: апрель 2026 года.
2.2. Вести журналы (срок – постоянно).
"""
    ) == [
        ("Завхоз", ["Зыков"], "купить мыло", "2025-09-02"),
        ("Учителя", [], "Провести пробные экзамены", "апрель 2026 года"),
        ("Учителя", [], "Вести журналы", None),
    ]


def test_who_is_responsible_after_the_action() -> None:
    assert duties(
        """1. Провести инструктаж. Срок: до 02.09.2025. Ответственный: завхоз Зыков Н.Г.
2. Оформить уголки безопасности. Отв.: классные руководители.
3. Провести линейку 1 сентября 2025 года в 10.00. Ответственные: Орлова А.А., завуч, и Рудых Е.П., вожатая.
"""
    ) == [
        ("завхоз", ["Зыков"], "Провести инструктаж", "2025-09-02"),
        ("классные руководители", [], "Оформить уголки безопасности", None),
        (None, ["Орлова", "Рудых"], "Провести линейку 1 сентября 2025 года в 10.00", "2025-09-01"),
    ]


def test_a_jury_by_subjects() -> None:
    record = parse_order(
        document_of(
            HEAD
            + "1. Утвердить состав жюри:\nматематика – Орлова А.А., Рудых Е.П.;\nрусский язык – Зыкова Н.Г.\n"
            + "2. Членам жюри проверить работы.\n"
            + TAIL
        )
    )
    assert [(item.person.surname, item.role) for item in record.appointments] == [
        ("Орлова", "член жюри (математика)"),
        ("Рудых", "член жюри (математика)"),
        ("Зыкова", "член жюри (русский язык)"),
    ]
    assert len(record.duties[0].assignees) == 3
