"""How long work ends without a result."""

from __future__ import annotations

from school.errors.journal import JournalError


class JobFailed(JournalError):
    """Long work ended without a result; why is in the job."""

    code = "job-failed"
    hint = "Задание не выполнено. {reason}"


class JobStopped(JournalError):
    """Opening, repairing or parsing was stopped by a limit, or every page was."""

    code = "job-stopped"
    hint = "Документ не обработан: {reason}. Разделите его на части или отсканируйте заново и повторите."


class JobBroken(JournalError):
    """A fault of ours."""

    code = "job-broken"
    hint = "Задание прервано из-за внутренней ошибки ({kind}). Сообщите о ней разработчикам."


class JobGivenUp(JournalError):
    """The job was taken up again and again and never moved on."""

    code = "job-given-up"
    hint = "Задание прерывалось {times} раз подряд и остановлено. Проверьте память сервера и повторите задание."


class JobSettled(JournalError):
    """Only waiting and running jobs can be cancelled, only failed and cancelled ones repeated."""

    code = "job-settled"
    hint = "С заданием {job} этого сделать нельзя: {reason}. Посмотрите список: svod jobs list."
