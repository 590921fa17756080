"""Whatever is done to a file, a catalogue, a formula or JSON, no error gets out but the library's own."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.damage import NUMBERS, damaged, packed, with_number
from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import (
    ROOT,
    TARGETS,
    of_json,
    of_reader,
    of_report,
    of_small_loader,
    of_small_report,
    of_table_report,
    small_definitions,
    small_records,
    table_definitions,
    table_records,
    table_texts,
)


@pytest.mark.parametrize("name", TARGETS)
@settings(suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_damage(name: str, chance: random.Random) -> None:
    target, inputs = TARGETS[name]
    seeds = KEPT.setdefault(name, list(inputs()))
    target(damaged(chance.choice(seeds), chance))


KEPT: dict[str, list[bytes]] = {}
OF_ARCHIVES = ("libreoffice-plain.xlsx", "odfpy-sheet.ods", "odfpy-text.odt", "python-docx-plain.docx")
OF_TEXT = ("libreoffice-plain.csv",)


IS_DEEP = settings().max_examples > 1_000
PLACES = 99 if IS_DEEP else 6


@pytest.mark.parametrize("number", NUMBERS if IS_DEEP else NUMBERS[:6], ids=lambda number: number[:8].decode())
def test_every_number_of_a_file_in_turn(number: bytes) -> None:
    """Of five thousand digits, beyond all exponents, no number at all: unreadable at worst.

    Each number in one of the archives, and deeply in each.
    """
    of_archives = OF_ARCHIVES if IS_DEEP else [OF_ARCHIVES[NUMBERS.index(number) % len(OF_ARCHIVES)]]
    for name in OF_TEXT:
        for data in with_number((ROOT / "tests/corpus" / name).read_bytes(), number)[: 3 * PLACES]:
            of_report(data)
    for name in of_archives:
        with zipfile.ZipFile(io.BytesIO((ROOT / "tests/corpus" / name).read_bytes())) as archive:
            parts = {part: archive.read(part) for part in archive.namelist() if not part.endswith((".jpeg", ".png"))}
        for part, content in parts.items():
            for data in with_number(content, number)[:PLACES]:
                of_reader(packed(parts | {part: data}))


@pytest.mark.parametrize("kind", SEEDS)
def test_every_number_of_every_kind_of_file_in_turn(kind: str) -> None:
    """Places, spans, repeats, styles, dates and figures of the smallest file of each kind, in each of its parts."""
    data = SEEDS[kind]()
    parts = {"": data}
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
    made = [
        packed(parts | {part: text}) if len(parts) > 1 else text
        for number in NUMBERS
        for part, content in parts.items()
        for text in with_number(content, number)
    ]
    for text in made if IS_DEEP else made[::40]:
        of_reader(text)


VALUES = (
    '{"schema": "cchc.report/1", "period": "tháng 5 năm 2024", "date": "2024-05-14", '
    '"values": {"visitas": 20, "criancas": {"quantity": 3}, "parte": "22.8"}}'
)


def numbers_of(text: str) -> list[str]:
    """The text with each kind of number in it replaced by awkward ones: in JSON as they stand, and as texts."""
    return [
        data.decode()
        for number in (*NUMBERS, b'"' + NUMBERS[0] + b'"', b"[1,2]", b"null")
        for data in with_number(text.encode(), number)
    ]


def test_every_number_of_json_in_turn() -> None:
    """Records of every kind, read back with a number in them that is none."""
    records, of_tables = small_records(), table_records()
    for record in [*records, *of_tables] if IS_DEEP else [*records[:2], *records[-12:-1], *of_tables[2:6]]:
        texts = numbers_of(record.decode())
        for text in texts if IS_DEEP else texts[::5]:
            of_json(text.encode())
    for values in numbers_of(VALUES):
        of_small_report(values.encode())
    report = numbers_of(of_tables[0].decode())
    for text in report if IS_DEEP else report[::20]:
        of_table_report(text.encode())


def test_every_number_of_a_catalogue_in_turn() -> None:
    for definition in (*small_definitions(), *table_definitions()):
        texts = numbers_of(definition.decode())
        for text in texts if IS_DEEP else texts[::5]:
            of_small_loader(text.encode())


def test_every_number_of_a_form_of_tables_in_turn() -> None:
    """Whatever stands in a cell, under a heading or in a code, is read, asked about or left over."""
    texts = numbers_of(table_texts()[0].decode())
    for text in texts if IS_DEEP else texts[::3]:
        of_table_report(text.encode())
