"""The command `cchc`: arguments, one call, print, exit code.

Exit codes: 0 clean or warnings only, 1 errors found, 2 something could not be read or used.
"""

from __future__ import annotations

import gc
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module

import click

import cchc
from cchc.cli import streams
from cchc.cli.interface import Group, language_option
from cchc.cli.words import Words
from cchc.unforeseen import as_foreseen
from cchc.words.locale import locale_language

UNUSABLE = 2
INTERRUPTED = 130
COMMANDS = (
    "check",
    "letter",
    "fill",
    "template",
    "convert",
    "figures",
    "rollup",
    "explain",
    "sample",
    "catalogue",
    "schema",
)


class Commands(Group):
    """Commands that are imported when they are called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"cchc.cli.{cmd_name}").command
        return command


@click.group("cchc", cls=Commands)
@language_option
@click.version_option(cchc.__version__, message="%(prog)s %(version)s")
def commands() -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    # What a command makes is kept until it ends: to look for garbage as often as a server must only takes time,
    # and so does taking everything apart at the end.
    gc.set_threshold(100_000, 20, 20)
    code = run(arguments)
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; whatever goes wrong is one message on standard error."""
    streams.prepare()
    words = Words(locale_language())
    warnings.showwarning = words.say_warning
    try:
        code: int | None = commands.main(
            arguments, prog_name="cchc", standalone_mode=False, obj=words, color=words.color
        )
        streams.finish()
        return code or 0
    except click.ClickException as error:
        words.say_usage(error)
    except (click.Abort, KeyboardInterrupt):
        words.say_interrupted()
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Whoever read our output has gone (`| head`); click ends the process for it where it sees it first.
        pass
    except BaseException as error:  # noqa: BLE001 - the one door: a fault of the program is told as one
        words.say_failure(as_foreseen(error))
    streams.give_up()
    return UNUSABLE
