"""Logs say what an event is about."""

import logging

import pytest

from api.logs import log_to_stderr


def test_fields_of_an_event_are_in_its_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    log_to_stderr(logging.INFO)
    logging.getLogger("svod.test").info("job done", extra={"job": "1f", "kind": "read_document"})
    assert capsys.readouterr().err == "INFO svod.test: job done job=1f kind=read_document\n"
