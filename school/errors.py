"""The whole tree of errors that Svod tells a person about.

    SvodError
    ├── UsageError                 wrong words on the command line or in a request
    ├── IngestError
    │   ├── FileMissing            no such file
    │   ├── EmptyFile              zero bytes or nothing but white space
    │   ├── UnknownFormat          bytes of no kind that Svod reads
    │   ├── MisnamedFile           the name promises another kind than the bytes hold
    │   ├── DamagedFile            the kind is known, the contents cannot be read
    │   ├── EncryptedFile          a password is needed
    │   ├── FileTooLarge           more bytes than allowed
    │   ├── ImageTooLarge          more pixels than allowed
    │   ├── ArchiveTooLarge        unpacks to more than allowed
    │   ├── TooManyPages           more pages than allowed
    │   ├── NothingRead            no text on any page
    │   ├── NotAPicture            a journal page must be a scan, not a text
    │   └── EngineMissing          Tesseract or its Russian data is not installed
    ├── ParsingError
    │   ├── NotAJournalPage        no ruled table of a class journal
    │   ├── NotRussian             text of another language
    │   └── NotAnOrder             Russian text without the marks of an order
    ├── JournalError
    │   ├── NotFound               nothing with this id
    │   ├── ConflictingEntry       the journal already holds something else there
    │   ├── BundleInvalid          a school bundle that breaks its format
    │   ├── ClassUnknown           the journal has no such class in that year
    │   ├── PageNotReady           a page of the paper journal waits for a person
    │   ├── PageConfirmed          a page that is in the journal is not changed
    │   ├── BadDecision            an entry of a page cannot be decided so
    │   ├── BatchInUse             later work stands on a batch
    │   └── StoreUnavailable       the database cannot be opened
    ├── ComplianceError
    │   ├── NoOrderInForce         nothing to check against
    │   └── BadPeriod              the period ends before it begins
    └── AccessError
        └── Forbidden              the role may not do this

Every leaf has a stable `code` and a Russian `hint` that says what to do next; `api.problems` alone maps
them to exit codes and to problem+json (RFC 9457).
"""

from __future__ import annotations

from typing import ClassVar


class SvodError(Exception):
    """Root of the tree.

    Attributes:
        code: stable machine-readable code, kebab case.
        hint: Russian sentence; `{name}` fields are filled from the context.
        context: values for the hint and for structured logs; never document text.
    """

    code: ClassVar[str] = "error"
    hint: ClassVar[str] = "Не получилось выполнить действие. Запустите «svod doctor» и повторите."

    def __init__(self, **context: object) -> None:
        self.context = context
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The hint with its fields filled; one line."""
        return self.hint.format_map(_Blanks(self.context))


class _Blanks(dict[str, object]):
    """Leaves a dash where a field of a hint was not given."""

    def __missing__(self, key: str) -> str:
        return "—"


class UsageError(SvodError):
    """The words of the command or request are off."""

    code = "usage"
    hint = "{reason}"


class IngestError(SvodError):
    """A file could not be turned into a document."""


class FileMissing(IngestError):
    """No file of that name."""

    code = "file-missing"
    hint = "Файл «{name}» не найден. Проверьте путь и повторите."


class EmptyFile(IngestError):
    """Zero bytes, or white space only."""

    code = "file-empty"
    hint = "Файл «{name}» пуст. Выберите файл с текстом или отсканируйте лист ещё раз."


class UnknownFormat(IngestError):
    """None of the kinds that Svod reads."""

    code = "format-unknown"
    hint = "Формат файла «{name}» не поддерживается. Подойдут PNG, JPEG, TIFF, PDF, DOCX и TXT."


class MisnamedFile(IngestError):
    """The extension promises one kind, the bytes are of another."""

    code = "format-mismatch"
    hint = "Файл «{name}» — это не {expected}, хотя так назван: внутри {found}. Исправьте имя или выберите другой файл."


class DamagedFile(IngestError):
    """Known kind, unreadable contents."""

    code = "file-damaged"
    hint = "Файл «{name}» повреждён и не читается. Сохраните или отсканируйте документ заново."


class EncryptedFile(IngestError):
    """A password is needed to open it."""

    code = "file-encrypted"
    hint = "Файл «{name}» защищён паролем. Сохраните его без пароля и загрузите снова."


class FileTooLarge(IngestError):
    """More bytes than allowed."""

    code = "file-too-large"
    hint = "Файл «{name}» больше {limit} МБ. Разделите его на части."


class ImageTooLarge(IngestError):
    """More pixels than allowed; refused by the header, before decoding."""

    code = "image-too-large"
    hint = (
        "Изображение «{name}» слишком велико: {width}×{height} точек. "
        "Отсканируйте лист с разрешением 300 точек на дюйм."
    )


class ArchiveTooLarge(IngestError):
    """Unpacks to more bytes than allowed; refused by the directory, before unpacking."""

    code = "archive-too-large"
    hint = "Файл «{name}» при распаковке займёт больше {limit} МБ и не открыт. Сохраните документ заново."


class TooManyPages(IngestError):
    """More pages than allowed in one document."""

    code = "too-many-pages"
    hint = "В файле «{name}» больше {limit} страниц. Разделите его на части."


class NothingRead(IngestError):
    """No text on any page."""

    code = "nothing-read"
    hint = "В файле «{name}» не найден текст. Проверьте, что это скан документа, и отсканируйте лист чётче."


class NotAPicture(IngestError):
    """A text file where a scan of a ruled page is needed."""

    code = "not-a-picture"
    hint = "Файл «{name}» — не изображение. Страницы журнала нужны как скан: PNG, JPEG, TIFF или PDF."


class EngineMissing(IngestError):
    """Tesseract, or its Russian data, is not installed."""

    code = "engine-missing"
    hint = (
        "Не найдено распознавание текста ({engine}). Установите его: apt-get install tesseract-ocr tesseract-ocr-rus."
    )


class ParsingError(SvodError):
    """A document could not be understood as a record."""


class NotAJournalPage(ParsingError):
    """No ruled table of a class journal on any page."""

    code = "not-a-journal-page"
    hint = "На изображении «{name}» нет разлинованной страницы журнала. Отсканируйте страницу целиком и прямо."


class NotRussian(ParsingError):
    """The text is of another language."""

    code = "not-russian"
    hint = "Документ «{name}» — не на русском языке. Svod разбирает приказы на русском."


class NotAnOrder(ParsingError):
    """Russian text without the marks of an order."""

    code = "not-an-order"
    hint = "Документ «{name}» не похож на приказ: нет слова «ПРИКАЗЫВАЮ» и пунктов. Проверьте, тот ли это файл."


class JournalError(SvodError):
    """The journal could not do what was asked."""


class NotFound(JournalError):
    """Nothing with this id."""

    code = "not-found"
    hint = "Не найдено: {what}. Посмотрите список и проверьте номер."


class ConflictingEntry(JournalError):
    """The journal already holds something else in this place."""

    code = "conflict"
    hint = "В журнале уже есть другая запись: {what}. Сверьте её с документом и решите, какая верна."


class BundleInvalid(JournalError):
    """A school bundle that breaks its format; nothing of it was loaded."""

    code = "bundle-invalid"
    hint = "Папка школы не загружена: {reason}. Исправьте файл и повторите."


class ClassUnknown(JournalError):
    """The journal has no such class in that school year."""

    code = "class-unknown"
    hint = (
        "Класса «{name}» за {year} учебный год в журнале нет. "
        "Загрузите школу с этим классом (svod school load ПАПКА) или проверьте название класса и год."
    )


class PageNotReady(JournalError):
    """Something on the page waits for a person."""

    code = "page-not-ready"
    hint = (
        "Страница не подтверждена: вопросов без ответа — {count}: {where}. Ответьте на них: svod journal show {page}."
    )


class PageConfirmed(JournalError):
    """What is in the journal is not changed by way of its page."""

    code = "page-confirmed"
    hint = "Страница {page} уже подтверждена. Чтобы изменить её, отмените подтверждение: svod journal revert {batch}."


class BadDecision(JournalError):
    """An entry of a page cannot be decided so."""

    code = "bad-decision"
    hint = "Решение не принято: {reason}"


class BatchInUse(JournalError):
    """Later work stands on what the batch brought."""

    code = "batch-in-use"
    hint = "На этой загрузке стоят более поздние записи. Сначала отмените загрузку {batch}."


class StoreUnavailable(JournalError):
    """The database cannot be opened."""

    code = "store-unavailable"
    hint = "База данных не открывается. Проверьте SVOD_DATABASE_URL и права на папку данных."


class ComplianceError(SvodError):
    """A check could not be made."""


class NoOrderInForce(ComplianceError):
    """Nothing to check against."""

    code = "no-order-in-force"
    hint = "Нет ни одного действующего приказа. Зарегистрируйте приказ: svod order register ФАЙЛ."


class BadPeriod(ComplianceError):
    """The period ends before it begins."""

    code = "bad-period"
    hint = "Период задан неверно: конец ({to}) раньше начала ({start})."


class AccessError(SvodError):
    """The actor may not do this."""


class Forbidden(AccessError):
    """Denied by the table role × use case."""

    code = "forbidden"
    hint = "Для роли «{role}» действие «{action}» закрыто. Обратитесь к администратору."
