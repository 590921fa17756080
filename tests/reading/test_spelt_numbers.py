"""Words are a number wholly or not at all, and where they may be several, all of them are told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc.reading.cells.numerals import is_numeral, number_spelt, numbers_spelt, rate_spelt, with_spelt
from cchc.reading.cells.tokens import Token, TokenKind, tokens


def phrases(text: str) -> tuple[Token, ...]:
    return tuple(Token(TokenKind.PHRASE, word, 0, 0) for word in text.split())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("một", (1,)), ("năm", (5,)), ("mười", (10,)), ("mười một", (11,)), ("mười lăm", (15,)),
        ("hai mươi", (20,)), ("hai mươi mốt", (21,)), ("chín mươi chín", (99,)), ("hăm ba", (23,)),
        ("một trăm", (100,)), ("hai trăm mười", (210,)), ("hai trăm linh ba", (203,)), ("hai trăm lẻ năm", (205,)),
        ("một nghìn", (1000,)), ("mười nghìn", (10_000,)), ("hai trăm nghìn", (200_000,)),
        ("một nghìn không trăm linh năm", (1005,)), ("hai nghìn ba trăm bốn mươi lăm", (2345,)),
        ("chín trăm chín mươi chín nghìn chín trăm chín mươi chín", (999_999,)),
        # without any marks
        ("hai muoi lam", (25,)), ("muoi lam", (15,)), ("hai tu", (24,)),
        # tens that are not said
        ("hai tư", (24,)), ("năm tám", (58,)), ("hai ba", (23, 2, 3)), ("hai năm", (25, 2, 5)), ("năm bảy", (57, 5, 7)),
        ("ba bảy", (37, 3, 7)), ("hai mốt", (21,)), ("nam tam", (58, 5, 8)),
        ("ba một", (31, 3, 1)), ("ba bốn", (34, 3, 4)), ("bốn ba", (43,)), ("bốn sáu", (46,)), ("hai chín", (29,)),
        # hundreds of which it is not said how many, or what of
        ("trăm hai mươi", (120, 20)), ("nghìn hai", (1200, 1002)), ("hai trăm ba", (230, 203)),
        ("một nghìn hai", (1200, 1002)), ("trăm rưỡi", (150, 100)), ("hai trăm rưỡi", (250, 200)),
        ("một nghìn rưỡi", (1500, 1000)),
        # no number, or more than one
        ("", ()), ("không", ()), ("trăm", ()), ("nghìn", ()), ("hăm", ()), ("một mươi", ()), ("mười mười", ()),
        ("mười mươi", ()), ("mười mươi ba", ()), ("một mươi ba", ()), ("một hai", ()), ("hai trăm ba trăm", ()),
        ("hai trăm văn mươi", ()), ("hai trăm văn mươi lăm", ()),
        ("hai trăm lẻ mười", ()), ("hai trăm lẻ", ()), ("hai trăm lẻ hai ba", ()), ("hai trăm ba bốn", ()),
        ("hai trăm rưỡi ba", ()), ("trăm nghìn", ()), ("hai ba trăm", ()), ("hai mươi hai mươi", ()),
        ("hai mươi không", ()), ("một triệu", ()), ("ba văn", ()), ("văn ba", ()), ("không trăm linh năm", ()),
        ("một hai ba bốn năm sáu bảy tám chín một hai ba", ()),
    ],
)  # fmt: skip
def test_words_are_numbers(text: str, numbers: tuple[int, ...]) -> None:
    """Less than a million; the likeliest first where several may be meant."""
    found = numbers_spelt(phrases(text))
    assert found == numbers
    assert all(type(number) is int for number in found)
    assert number_spelt(phrases(text)) == (numbers[0] if len(numbers) == 1 else None)


def test_digits_and_commas_are_no_words() -> None:
    """A number in digits among them is another number."""
    assert numbers_spelt((*phrases("hai"), Token(TokenKind.NUMBER, "3", 0, 0))) == ()
    assert numbers_spelt((*phrases("hai"), Token(TokenKind.NUMBER, "mươi", 0, 0))) == ()
    assert numbers_spelt((*phrases("hai"), Token(TokenKind.COMMA, ",", 0, 0), *phrases("mươi"))) == ()


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("chín mươi lăm phần trăm", "95"), ("chín mươi lăm phẩy năm phần trăm", "95.5"),
        ("chín mươi lăm phẩy không năm phần trăm", "95.05"), ("chín mươi lăm phẩy hai mươi lăm phần trăm", "95.25"),
        ("chín mươi lăm phẩy hai bốn phần trăm", "95.24"), ("một trăm phần trăm", "100"),
        ("chin muoi lam phay nam phan tram", "95.5"),
        ("chín mươi lăm phẩy phần trăm", None), ("hai phẩy văn phần trăm", None), ("chín mươi lăm", None),
        ("phần trăm", None), ("hai ba phần trăm", None), ("văn phần trăm", None), ("", None),
    ],
)  # fmt: skip
def test_words_are_a_rate(text: str, rate: str | None) -> None:
    """With decimals digit by digit, or as a number of their own; nothing that may be two."""
    found = rate_spelt(phrases(text))
    if rate is None:
        assert found is None
        return
    assert found is not None
    assert (found.value, found.decimals) == (Decimal(rate), len(rate.partition(".")[2]))
    assert found.percent and found.text == text


def test_numbers_are_made_of_few_words() -> None:
    """Digits, tens, hundreds and what stands between; neither a comma nor a million."""
    made = ["một", "mười", "mươi", "mốt", "lăm", "trăm", "nghìn", "linh", "rưỡi", "không", "hăm", "hai"]
    assert all(map(is_numeral, made))
    assert not any(map(is_numeral, ("văn", "phẩy", "triệu", "")))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("mười tin, 3 bài", [("mười", 10), ("3", 3)]), ("3 bài, mười tin", [("3", 3), ("mười", 10)]),
        ("năm văn bản, 3 bài", [("năm", 5), ("3", 3)]), ("hai mươi văn bản và 3 bài", [("hai mươi", 20), ("3", 3)]),
        ("hai mươi nghìn tờ rơi, 3 bài", [("hai mươi nghìn", 20_000), ("3", 3)]),
        ("hai, 5 hội nghị", [("hai", 2), ("5", 5)]), ("hai mươi, 3 bài", [("hai mươi", 20), ("3", 3)]),
        ("hai chục văn bản, 3 bài", [("hai chục", 20), ("3", 3)]), ("năm mươi, 3 bài", [("năm mươi", 50), ("3", 3)]),
        ("3 bài, hai mươi lăm tin", [("3", 3), ("hai mươi lăm", 25)]), ("3; hai văn bản", [("3", 3), ("hai", 2)]),
        ("ban hành năm văn bản, 3 bài", [("năm", 5), ("3", 3)]), ("có năm văn bản, 3 bài", [("năm", 5), ("3", 3)]),
        ("quy trình hai văn bản, 3 bài", [("hai", 2), ("3", 3)]),
        ("“hai văn bản” 3 bài", [("hai", 2), ("3", 3)]),
        # without any marks
        ("muoi tin, 3 bai", [("muoi", 10), ("3", 3)]), ("hai muoi, 3 bai", [("hai muoi", 20), ("3", 3)]),
        ("hai chuc van ban, 3 bai", [("hai chuc", 20), ("3", 3)]), ("nam muoi, 3 bai", [("nam muoi", 50), ("3", 3)]),
        ("ban hanh hai van ban, 3 bai", [("hai", 2), ("3", 3)]),
        # in brackets words say a number again, or more of it
        ("3 bài (hai bài của phường), mười tin", [("3", 3), ("mười", 10)]),
        ("3 bài (trong đó (hai bài)), mười tin", [("3", 3), ("mười", 10)]), ("(mười tin, 3 bài)", [("3", 3)]),
        # the end of a name, of another number or of another word
        ("tổ hai văn bản, 3 bài", [("3", 3)]), ("cấp hai văn bản, 3 bài", [("3", 3)]),
        ("hăm ba tin, 3 bài", [("3", 3)]),
        ("chục hai văn bản, 3 bài", [("3", 3)]),
        ("ham ba tin, 3 bai", [("3", 3)]), ("chuc hai van ban, 3 bai", [("3", 3)]),
        ("3 hai văn bản", [("3", 3)]), ("vào năm văn bản, 3 bài", [("3", 3)]),
        ("trong năm văn bản, 3 bài", [("3", 3)]), ("3 bài và hai, 5 tin", [("3", 3), ("5", 5)]),
        ("3 bài của hai phường", [("3", 3)]), ("3 bài: hai", [("3", 3)]),
        # a year, an ordinal, a number said again, one at the end, one of nothing that is counted
        ("tháng năm, 3 bài", [("3", 3)]), ("thứ hai, 3 bài", [("3", 3)]), ("3 (ba) văn bản", [("3", 3)]),
        ("5 hội nghị, hai", [("5", 5)]), ("năm, 3", [("3", 3)]), ("sau 3 bài", [("3", 3)]),
        ("một số 3 văn bản", [("3", 3)]),
        # where there are no digits, words are read by themselves
        ("mười hội nghị", []),
    ],
)  # fmt: skip
def test_words_beside_digits_are_numbers_of_their_own(text: str, numbers: list[tuple[str, int]]) -> None:
    """Where they count something, and are no name, nor said again in brackets."""
    found = with_spelt(tokens(text, rate=False))
    assert [
        (each.text, each.number and each.number.value) for each in found if each.kind is TokenKind.NUMBER
    ] == numbers
    spelt = [each for each in found if each.is_exotic]
    assert [text[each.start : each.end] for each in spelt] == [each for each, _ in numbers if not each.isdigit()]
    assert all(each.number and (each.number.decimals, each.number.text) == (0, each.text) for each in spelt)
