"""A PDF drawn by hand: what each letter and line of a page is, to the point."""

from __future__ import annotations

from collections.abc import Sequence

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
# A font that gives codes of its own and no characters for them.
CODED = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Coded /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    "/Subtype /CIDFontType2 /BaseFont /Coded /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    "/DW 500 /FontDescriptor << /Type /FontDescriptor /FontName /Coded /Flags 4 /FontBBox [0 0 1000 1000] "
    "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >>"
)


def pdf(content: str, *, size: tuple[int, int] = (400, 300), annotations: Sequence[str] = (), rotate: int = 0) -> bytes:
    """A page with a content stream; fonts F (Helvetica) and X (codes without characters)."""
    fonts = "/Resources << /Font << /F 5 0 R /X 6 0 R >> >>"
    rest = f"/Contents 4 0 R {fonts} /Annots [{' '.join(annotations)}]"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Rotate {rotate} {rest} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        FONT,
        CODED,
    ]
    made = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        made
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF"
        ).encode()
    )


def text(
    x: float, y: float, words: str, *, size: float = 10, font: str = "F", turn: str = "1 0 0 1", mode: int = 0
) -> str:
    """Words at a place."""
    return f"BT /{font} {size} Tf {mode} Tr {turn} {x} {y} Tm ({words}) Tj ET"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1} {y1} m {x2} {y2} l S"


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Lines across and down."""
    across = [line(xs[0], y, xs[-1], y) for y in ys]
    return "\n".join([*across, *(line(x, ys[0], x, ys[-1]) for x in xs)])
