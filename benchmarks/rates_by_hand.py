"""The 14 rates of many filled workbooks, as one writes it for a day: python rates_by_hand.py FOLDER > rates.csv"""

import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pandas as pd

ROWS = {
    "I.1.4": (11, 10), "I.3.1.4": (21, 20), "I.3.1.5.2": (24, 23), "I.9.1.2": (51, 50), "II.1.1.1": (58, 57),
    "II.2.1.4": (63, 62), "II.2.4.4.1": (83, 82), "II.5.1.4": (101, 100), "II.5.8.1": (114, 113),
    "II.5.8.2": (118, 117), "II.5.8.3": (122, 121), "II.5.9.1": (126, 125), "II.5.9.4": (129, 128),
}  # fmt: skip
"""Of each rate the rows of its part and of its whole, in the column of quantities."""
UNUSED = (90, 89)


def rate(part, whole):
    """In hundredths of a percent, half away from zero; nothing where a number lacks or the whole is zero."""
    if not isinstance(part, int) or not isinstance(whole, int) or whole == 0:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def rates(path):
    column = [row[2] for row in openpyxl.load_workbook(path, data_only=True).active.iter_rows(values_only=True)]
    part, whole = (column[row - 1] for row in UNUSED)
    unused = whole - part if isinstance(part, int) and isinstance(whole, int) else None
    found = {name: rate(*(column[row - 1] for row in rows)) for name, rows in ROWS.items()}
    return {"file": path.name, **found, "II.3.1.3": rate(unused, whole)}


if __name__ == "__main__":
    pd.DataFrame(map(rates, sorted(Path(sys.argv[1]).glob("*.xlsx")))).to_csv(sys.stdout, index=False)
