"""Which commands there are, and where each is; a command is imported when it is asked for, so that a start is quick."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "repair": "repairing:repair_command",
    "read": "texts:read_command",
    "order": "orders:order_group",
    "act": "local_acts:act_group",
    "school": "school:school_group",
    "archive": "school:archive_command",
    "journal": "journal:journal_group",
    "check": "checking:check_command",
    "serve": "service:serve_command",
    "worker": "jobs:worker_command",
    "jobs": "jobs:jobs_group",
    "doctor": "service:doctor_command",
    "demo": "demo:demo_command",
}
"""Module of `api.cli` and name in it, in the order of the help."""


class Commands(click.Group):
    """A group that knows its commands by name and imports only the one that runs."""

    # click calls both with a context, which neither needs
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, or none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"api.cli.{module}"), name)
        return command
