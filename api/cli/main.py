"""The command `svod`: groups the commands and turns every failure into one Russian line."""

from __future__ import annotations

import gettext
import logging
import os
import sys
from importlib.resources import as_file, files

import click

from api.application import Application, load_settings, local_actor
from api.cli.commands import Commands
from api.problems import line
from school.errors import SvodError, UsageError

FAILED = 2
INTERRUPTED = 130
READER_GONE = 141
"""What a shell says of a program that wrote to a closed pipe (128 + SIGPIPE)."""
log = logging.getLogger(__name__)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="КОМАНДА …",
)
@click.version_option(package_name="svod", prog_name="svod", message="%(prog)s %(version)s", help="Показать версию.")
@click.pass_context
def svod(context: click.Context) -> None:
    """Свод: приказы и журналы школы — прочитать, разобрать, загрузить, проверить."""
    context.obj = Application(settings=load_settings(), actor=local_actor())


def speak_russian() -> None:
    """Gives click its Russian; the catalogue lies beside this module."""
    os.environ["LANGUAGE"] = "ru"
    with as_file(files("api.cli") / "locale") as folder:
        gettext.bindtextdomain("messages", str(folder))


def entry(arguments: list[str] | None = None) -> None:
    """Runs one command and leaves with its exit code."""
    speak_russian()
    code = run(arguments)
    let_go_of_output()
    sys.exit(code)


def let_go_of_output() -> None:
    """What standard output did not take was told already: the interpreter shall not try and complain again."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def run(arguments: list[str] | None = None) -> int:
    """Runs one command; every failure becomes one line on stderr and an exit code."""
    try:
        result = svod.main(args=arguments, prog_name="svod", standalone_mode=False)
    except click.ClickException as error:
        return say(UsageError(reason=error.format_message()))
    except click.exceptions.Abort:
        click.echo("Прервано.", err=True)
        return INTERRUPTED
    except SvodError as error:
        return say(error)
    except SystemExit:
        # click leaves so when the reader of our output has gone; nothing more to say to anybody
        return READER_GONE
    except Exception as error:
        log.exception("command failed")
        return say(UsageError(reason=f"Внутренняя ошибка ({type(error).__name__}). Сообщите о ней разработчикам."))
    return result if isinstance(result, int) else 0


def say(error: SvodError) -> int:
    """One line for a person."""
    click.echo(line(error), err=True)
    return FAILED
