"""Ways to damage a file: its bytes, the parts of its archive, its numbers."""

from __future__ import annotations

import io
import random
import re
import zipfile

AWKWARD = (
    b"<", b">", b'"', b"&", b"\0", b"99999999999", b"-1", b"\xff", b"\n", b"\t", b"[", b"{", b"'", b"%", b"&#99999999;",
    b"<!--", b"]]>", b"=", b"/", b"\xe2\x80\xae", b"\xed\xa0\x80", b"NaN",
)  # fmt: skip
NUMBERS = (
    b"9" * 5_000,
    b"1e999999999",
    b"-0",
    b"NaN",
    b"1e-999999999",
    b"abc",
    b"",
    b"-1",
    b"0x10",
    b"1_0",
    b"\xd9\xa3",
)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_DIGITS = re.compile(rb"-?\d+(?:\.\d+)?")
"""Also those that letters stand before, as in the place of a cell ("B12")."""
_SHORTEST = 0.12


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with something wrong in it: in an archive, in one of its parts before it is packed again."""
    if chance.random() < _SHORTEST:
        return data[: chance.randrange(len(data) + 1)]
    if not data.startswith(b"PK") or chance.random() < _SHORTEST:
        return garbled(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part, other = (chance.choice(sorted(parts)) for _ in range(2))
    match chance.randrange(6):
        case 0:
            parts[part], parts[other] = parts[other], parts[part]
        case 1:
            del parts[part]
        case _:
            parts[part] = garbled(parts[part], chance)
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def garbled(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled or moved, and numbers that are none."""
    broken = bytearray(data or b"?")
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        broken = broken or bytearray(b"?")
        place = chance.randrange(len(broken))
        match chance.randrange(6):
            case 0:
                broken[place] = chance.randrange(256)
            case 1:
                del broken[place : place + chance.randrange(1, 60)]
            case 2 | 3:
                start = chance.randrange(len(broken))
                broken[place:place] = broken[start : start + chance.randrange(1, 90)] * chance.choice((1, 1, 1, 9))
            case 4:
                found = _NUMBER.search(broken, place) or _NUMBER.search(broken)
                if found is not None:
                    broken[found.start() : found.end()] = chance.choice(NUMBERS)
            case _:
                broken[place : place + 1] = chance.choice(AWKWARD)
    return bytes(broken)


def with_number(data: bytes, number: bytes) -> list[bytes]:
    """The file with each of its numbers in turn replaced; several of a kind of place are tried once."""
    seen: set[bytes] = set()
    made = []
    for found in _DIGITS.finditer(data):
        before = re.sub(rb"\d+", b"0", data[max(0, found.start() - 14) : found.start()])
        if before not in seen:
            seen.add(before)
            made.append(data[: found.start()] + number + data[found.end() :])
    return made
