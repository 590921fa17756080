"""What the command line says, in one language: its own words, and those of the catalogue in use."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

import click

import cchc
from cchc.cli.streams import say
from cchc.errors import CatalogueError, CatalogueWarning, CchcError, MissingExtraError, ReadError, UnforeseenError
from cchc.words import LANGUAGES, Text, face

_SYSTEM_ERRORS = {
    errno.ENOENT: "no_such_file",
    errno.ENOTDIR: "no_such_file",
    errno.EISDIR: "is_a_folder",
    errno.EACCES: "not_permitted",
    errno.EPERM: "not_permitted",
    errno.EROFS: "not_permitted",
    errno.ENAMETOOLONG: "name_too_long",
    errno.ELOOP: "links_in_a_circle",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.ENOMEM: "no_memory",
    errno.EBADF: "stream_closed",
}

_PYTHON = ".".join(map(str, sys.version_info[:3]))


class Words:
    """The command line's texts by name, filled in, in one language: that of `--lang`, of the locale, or Vietnamese."""

    def __init__(self, locale: str) -> None:
        self.language = locale if locale in LANGUAGES else LANGUAGES[0]
        self._locale = locale
        self._is_chosen = locale in LANGUAGES
        self.color = False if os.environ.get("NO_COLOR") else True if os.environ.get("FORCE_COLOR") else None
        """Whether to colour; None: where a terminal shows it."""
        self.is_debugging = False
        """Whether a fault of the program is told with its traceback."""

    def choose(self, language: str) -> None:
        """Speak a language, whatever the locale says."""
        self.language, self._is_chosen = language, True

    @property
    def chosen(self) -> str | None:
        """The language that was asked for, or that the locale has; None where nobody said."""
        return self.language if self._is_chosen else None

    def settle(self, own: Sequence[str]) -> None:
        """Of a catalogue in other languages than Vietnamese speak one of its `own`, unless another was chosen.

        Raises click.UsageError for a language that neither the catalogue has nor the library.
        """
        if not self._is_chosen and self.language not in own:
            self.language = self._locale if self._locale in own else own[0]
        known = dict.fromkeys((*own, *LANGUAGES))
        if self.language not in known:
            raise click.UsageError(self("no_such_choice", name="--lang", choices=", ".join(known)))

    def __call__(self, *name: str, **figures: object) -> str:
        return face("command_line").say(self.language, *name, **figures)

    def counted(self, name: str, count: int, **figures: object) -> str:
        """A text about a number of things."""
        return face("command_line").counted(self.language, name, count=count, **figures)

    def of(self, text: Text) -> str:
        """A text of the catalogue in this language."""
        return text[self.language]

    def meant(self, name: str, known: Iterable[str]) -> str:
        """ " (did you mean …?)" where a known name is near, else nothing."""
        from difflib import get_close_matches

        near = get_close_matches(name, list(known), n=3, cutoff=0.7)
        return " " + self("did_you_mean", names=", ".join(near)) if near else ""

    def say_failure(self, error: CchcError | OSError) -> None:
        """On standard error: what could not be done, and why."""
        self._complain(f"{click.style(self('failure'), fg='red', bold=True)} {self._told(error)}")
        if isinstance(error, CatalogueError):
            self._complain(self.counted("catalogue_mistakes", len(error.problems)))
        if isinstance(error, UnforeseenError) and self.is_debugging:
            self._complain(error.details)
        elif isinstance(error, ReadError) and self.is_debugging and "reason" in error.figures:
            self._complain(str(error.figures["reason"]))

    def reason(self, error: CchcError | OSError) -> str:
        """What could not be done, on one line, without the name of the file that it could not be done with."""
        told, source = " ".join(self._told(error).split()), getattr(error, "source", None) or _filename(error)
        return told.removeprefix(f"{_named(source)}: ") if source else told

    def say_usage(self, error: click.ClickException) -> None:
        """On standard error: how the command is used, and what is wrong with this use of it."""
        context = error.ctx if isinstance(error, click.UsageError) else None
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            self._complain(error.format_message())
            return
        if context is not None:
            self._complain(context.get_usage())
            self._complain(self("usage_hint", command=context.command_path) + "\n")
        self._complain(f"{click.style(self('failure'), fg='red', bold=True)} {self._usage_error(error)}")

    def say_warning(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        """On standard error, as `warnings.showwarning`: in the chosen language where the warning speaks it."""
        text = f"{filename}:{lineno}: {category.__name__}: {message}"
        if isinstance(message, CatalogueWarning):
            text = message.told(self.language)
        self._complain(f"{click.style(self('note'), fg='cyan')} {text}")

    def say_interrupted(self) -> None:
        """On standard error: that a person stopped the command."""
        self._complain(self("interrupted"))

    def _told(self, error: CchcError | OSError) -> str:
        return self._system_error(error) if isinstance(error, OSError) else self._reason(error)

    def _complain(self, text: str) -> None:
        say(text, is_error=True, color=self.color)

    def _reason(self, error: CchcError) -> str:
        """In the chosen language where the error speaks it."""
        if isinstance(error, ReadError) and self.language in error.messages:
            what = error.messages[self.language]
            return f"{_named(error.source)}: {what}" if error.source else what
        if isinstance(error, CatalogueError):
            return error.told(self.language)
        if isinstance(error, UnforeseenError):
            what = self("unforeseen", what=error.what, where=error.where, version=cchc.__version__, python=_PYTHON)
            return f"{_named(error.source)}: {what}" if error.source else what
        if isinstance(error, MissingExtraError) and f"extra.{error.extra}" in face("command_line"):
            return self("missing_extra", feature=self("extra", error.extra), extra=error.extra)
        # The place inside a dict or JSON; of the whole of it, and of files, it says nothing.
        return str(error).removeprefix("$: ")

    def _system_error(self, error: OSError) -> str:
        name = _SYSTEM_ERRORS.get(error.errno or 0)
        reason = self(name) if name else (error.strerror or str(error))
        return reason if error.filename is None else f"{_named(error.filename)}: {reason}"

    def _usage_error(self, error: click.ClickException) -> str:
        """In our words where we have some, else in click's."""
        match error:
            case click.NoSuchOption(option_name=name, possibilities=near):
                suggestion = " " + self("did_you_mean", names=", ".join(near)) if near else ""
                return self("no_such_option", name=name) + suggestion
            case click.MissingParameter(param=click.Parameter() as parameter):
                return self("missing_parameter", name=_name(parameter))
            case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices)) as parameter):
                names, given = list(map(str, choices)), re.match("'(.*?)' is not one of", error.message)
                told = self("no_such_choice", name=_name(parameter), choices=", ".join(names))
                return told if given is None else told + self.meant(given[1], names)
            case _:
                return error.format_message()


def _name(parameter: click.Parameter) -> str:
    """A parameter as it is typed: `--format`, `FILE...`."""
    if isinstance(parameter, click.Option):
        return long_name(parameter)
    return (parameter.metavar or parameter.human_readable_name).strip("[].")


def long_name(option: click.Option) -> str:
    """An option as it is called: by the first of its long names."""
    return next((name for name in option.opts if name.startswith("--")), option.opts[0])


def _filename(error: BaseException) -> object:
    return error.filename if isinstance(error, OSError) else None


def _named(file: object) -> str:
    """A file's name on one line, whatever bytes it is made of."""
    return " ".join(click.format_filename(file).split()) if isinstance(file, str | bytes) else str(file)
