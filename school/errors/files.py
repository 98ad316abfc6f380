"""Files that cannot be turned into documents."""

from __future__ import annotations

from school.errors.base import SvodError


class IngestError(SvodError):
    """A file could not be turned into a document."""


class FileMissing(IngestError):
    """No file of that name."""

    code = "file-missing"
    hint = "Файл «{name}» не найден. Проверьте путь и повторите."


class FolderGiven(IngestError):
    """A folder where a file is needed."""

    code = "file-is-folder"
    hint = "«{name}» — папка, а нужен файл. Укажите файлы в ней и повторите."


class FileUnreadable(IngestError):
    """The file is there, the system does not give its bytes."""

    code = "file-unreadable"
    hint = "Файл «{name}» не удаётся прочитать: {why}. Проверьте права на него и диск, затем повторите."


class EmptyFile(IngestError):
    """Zero bytes, or white space only."""

    code = "file-empty"
    hint = "Файл «{name}» пуст. Выберите файл с текстом или отсканируйте лист ещё раз."


class UnknownFormat(IngestError):
    """None of the kinds that Svod reads."""

    code = "format-unknown"
    hint = "Формат файла «{name}» не поддерживается: это {found}. {advice}"


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
    hint = "Изображение «{name}» слишком велико: {size} точек. Отсканируйте лист с разрешением 300 точек на дюйм."


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


class NotAText(IngestError):
    """A scan, an archive or other binary data where a text is needed."""

    code = "not-a-text"
    hint = "Файл «{name}» — не текст: в нём {found}. Сканы, PDF и DOCX читает команда «svod read»."


class EngineMissing(IngestError):
    """Tesseract, or its Russian data, is not installed."""

    code = "engine-missing"
    hint = (
        "Не найдено распознавание текста ({engine}). Установите его: apt-get install tesseract-ocr tesseract-ocr-rus."
    )
