"""A spreadsheet program at work: LibreOffice opens what was written, reckons anew, and prints."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Office = Callable[[bytes, str, str], bytes]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice as a converter: bytes, their suffix, the suffix wanted; every formula is reckoned anew."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: make office-test installs it")
    folder = tmp_path_factory.mktemp("office")
    _always_reckon(folder / "profile")

    def convert(data: bytes, suffix: str, wanted: str) -> bytes:
        source, made = folder / f"form.{suffix}", folder / "made"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", wanted, "--outdir", str(made), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        return (made / f"form.{wanted}").read_bytes()

    return convert


def _always_reckon(profile: Path) -> None:
    """A profile in which stored results of formulas are never trusted."""
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    path = "/org.openoffice.Office.Calc/Formula/Load"
    item = f'<item oor:path="{path}"><prop oor:name="{{}}" oor:op="fuse"><value>0</value></prop></item>'
    names = ("OOXMLRecalcMode", "ODFRecalcMode")
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + "".join(map(item.format, names))
        + "</oor:items>\n",
        encoding="utf-8",
    )
