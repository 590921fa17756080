"""However a real file is mangled, it is read or refused: no error but ReadError ever leaves a reader."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.errors import ReadError
from cchc.readers.formats import read_form
from cchc.report import RawForm

Rows = Sequence[Sequence[str]]
AWKWARD = (b"<", b">", b'"', b"&", b"\0", b"99999999999", b"-1", b"\xff")
KINDS = ("xlsx", "docx", "csv", "Markdown", "HTML", "pdf")
BY_OFFICE = [pytest.param(kind, marks=pytest.mark.office) for kind in ("ods", "xls", "odt")]


@pytest.fixture(scope="module", params=[*KINDS, *BY_OFFICE])
def real(request: pytest.FixtureRequest, makers: Mapping[str, Callable[[Rows], bytes]], rows: Rows) -> bytes:
    """A sound file of each kind, of the form's first rows; some only LibreOffice writes (`make office-test`)."""
    kind, few = request.param, rows[:40]
    if kind in makers:
        return makers[kind](few)
    if kind == "pdf":
        made: bytes = request.getfixturevalue("pdf")(few)
        return made
    source = "docx" if kind == "odt" else "xlsx"
    converted: bytes = request.getfixturevalue("office")(makers[source](few), source, kind)
    return converted


def mangled(data: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut out, doubled, or the end lost; in archives, of the parts before they are packed again."""
    if chance.random() < 0.15:
        return data[: chance.randrange(len(data) + 1)]
    if not data.startswith(b"PK") or chance.random() < 0.2:
        return garbled(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part, other = (chance.choice(sorted(parts)) for _ in range(2))
    match chance.randrange(4):
        case 0:
            parts[part], parts[other] = parts[other], parts[part]
        case 1:
            del parts[part]
        case _:
            parts[part] = garbled(parts[part], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def garbled(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data or b"?")
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(broken))
        match chance.randrange(4):
            case 0:
                broken[place] = chance.randrange(256)
            case 1:
                del broken[place : place + chance.randrange(1, 60)]
                broken = broken or bytearray(b"?")
            case 2:
                start = chance.randrange(len(broken))
                broken[place:place] = broken[start : start + chance.randrange(1, 60)]
            case _:
                broken[place : place + 1] = chance.choice(AWKWARD)
    return bytes(broken)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(chance=st.randoms(use_true_random=False))
def test_read_or_refused(real: bytes, chance: random.Random) -> None:
    try:
        form = read_form(mangled(real, chance), "x")
    except ReadError as error:
        said = error
    else:
        said = None
        assert isinstance(form, RawForm)
    assert said is None or said.what
