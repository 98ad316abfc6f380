"""An order's JSON from outside: checked against the contract (data/order.schema.json) before it becomes a record."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

from ingest.sources import bytes_of
from parsing.order.order_from_json import from_json
from school.errors import BadOrderJson

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from ingest.model import Source
    from parsing.records import OrderRecord

OF_ITS_PAPER = ("sources", "remarks")
"""Say something of the paper that an order was read from, and nothing of the order."""
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]+")


def read_order_json(source: Source) -> OrderRecord:
    """The record that the JSON holds.

    Raises:
        BadOrderJson: nothing in it, no JSON, or not that of an order.
    """
    data = bytes_of(source)
    if not data.strip():
        raise BadOrderJson(name=source.name, reason="он пуст")
    try:
        body = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise BadOrderJson(name=source.name, reason=f"это не JSON (строка {error.lineno})") from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise BadOrderJson(name=source.name, reason="это не JSON в кодировке UTF-8") from error
    try:
        wrong = best_match(_validator().iter_errors(body))
    except RecursionError as error:
        raise BadOrderJson(name=source.name, reason="пункты вложены слишком глубоко") from error
    if wrong is not None:
        raise BadOrderJson(name=source.name, reason=_reason(wrong))
    return from_json(_printable({name: value for name, value in body.items() if name not in OF_ITS_PAPER}))


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(files("parsing.data").joinpath("order.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker(("date",)))


def _reason(error: ValidationError) -> str:
    """Where and what is wrong; never what stands there."""
    place = "/".join(str(step) for step in error.absolute_path)
    if error.validator == "required" and isinstance(error.instance, dict):
        required: Any = error.validator_value
        missing = next(name for name in required if name not in error.instance)
        return f"нет поля «{f'{place}/{missing}'.strip('/')}»"
    return f"неверное значение поля «{place}»" if place else "нужен объект с полями приказа"


def _printable(value: Any) -> Any:
    """Texts without signs that no paper has; breaks of lines become spaces, as in a text read from paper."""
    if isinstance(value, str):
        return " ".join(UNPRINTABLE.sub(" ", value).split())
    if isinstance(value, list):
        return [_printable(item) for item in value]
    return {name: _printable(item) for name, item in value.items()} if isinstance(value, dict) else value
