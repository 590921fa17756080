"""Remarks beside a figure that take it back: of another time, of another body, put off, under way, corrected."""

from __future__ import annotations

from decimal import Decimal

from cchc.reading.cells.beside.beyond import counts_only
from cchc.reading.cells.beside.bounded import is_out_of_bounds, leaves_no_room
from cchc.reading.cells.beside.called import includes_others, is_called_otherwise
from cchc.reading.cells.beside.compared import compares_otherwise
from cchc.reading.cells.beside.counted_amiss import (
    adds_nothing,
    counts_amiss,
    is_day_to_come,
    is_left,
    is_so_far,
    is_under_way,
    is_undone,
    leaves_some,
    lists_another_sum,
    tells_another_part,
    tells_another_share,
)
from cchc.reading.cells.beside.happened import says_it_happened
from cchc.reading.cells.beside.negated import says_not_done
from cchc.reading.cells.beside.planned import plans_else
from cchc.reading.cells.beside.reckoned import makes_otherwise
from cchc.reading.cells.beside.some_of import (
    are_half_done,
    are_of_before,
    begins_later,
    has_outsiders,
    holds_undone,
    leaves_fewer,
    makes_another_whole,
    states_by_source,
)
from cchc.reading.cells.days import is_of_other_days
from cchc.reading.cells.deeds import says
from cchc.reading.cells.disowned import is_disowned, only_remark
from cchc.reading.cells.excluded import excluded, made_in_another_time, other_time_alone, said_of
from cchc.reading.cells.grammar import Remark, Saying, Stated, parse
from cchc.reading.cells.matters import counts_what_is_beside, is_matter, is_of_line_beside, with_auxiliary
from cchc.reading.cells.named import names_another_number
from cchc.reading.cells.numerals import is_numeral
from cchc.reading.cells.parts import add_up_otherwise, corrects
from cchc.reading.cells.phrasebook import Role, Where, is_in, is_listed
from cchc.reading.cells.remarks import is_left_undone, is_yet_to_come
from cchc.reading.cells.reserved import is_reserved, says_all
from cchc.reading.cells.spelt import spelt
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.times import (
    is_of_month,
    is_of_month_alone,
    is_since_january,
    is_span_of_months,
    is_time_named,
    names_of_time,
)
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.reading.cells.unlisted import is_hedged
from cchc.reading.cells.whose import is_figure_of_another, is_of_others


def takes_back(text: str, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark says that the figure beside it is not the line's, or is another."""
    saying = parse(text, rate=subject.is_rate, style=subject.style)
    if any(map(str.isdigit, text)) and is_of_other_days(text, saying, value, subject):
        return True
    if value != 0 and _is_of_else(text, saying, value, subject):
        return True
    if value == 0 and says_it_happened(saying, subject):
        return True
    if compares_otherwise(saying, value, subject) or makes_otherwise(saying, value, subject):
        return True
    if saying.amounts:
        return _rate_by_number(saying, value, subject) if subject.is_rate else _by_number(saying, value, subject)
    return _without_number(text, saying, value, subject)


def _is_of_else(text: str, saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark says that what a figure counts is not settled, is another body's, or is named otherwise."""
    if is_reserved(text, saying, subject) or is_called_otherwise(saying, subject) or includes_others(saying, subject):
        return True
    first = _first(saying)
    if subject.is_rate:
        return first is not None and is_figure_of_another(first.phrases, subject)
    return (first is not None and is_disowned(first, subject)) or names_another_number(text, saying, value, subject)


def _first(saying: Saying) -> Remark | None:
    """The remark that a text begins with."""
    return next((remark for remark in saying.remarks if not remark.follows), None)


def _without_number(text: str, saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """The same of a text without numbers in digits."""
    if subject.is_rate and value != _ALL and says_all(text, subject):
        return True
    if any(is_hedged(each.phrases) for each in saying.remarks):
        return True
    if value != 0 and (is_left_undone(saying, subject) or says_not_done(saying, subject)):
        return True
    first, remark = _first(saying), only_remark(saying)
    if subject.is_rate or first is None:
        return False
    if begins_later(saying, value, subject):
        return True
    if _spells_another(saying, value, subject) or (value != 0 and is_of_other_span(first, subject)):
        return True
    return remark is not None and value != 0 and _by_words(remark, text, subject)


_ALL = 100


def _spells_another(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark counts in words what the line counts, and it is another number: "đã ban hành bốn văn bản".

    Of fewer more may be said that is said of some: "một hội nghị trực tuyến" beside 2.
    """
    numbers = () if subject.is_part else spelt(saying, subject)
    if len(numbers) != 1 or numbers[0].value == value:
        return False
    said = saying.remarks[0].phrases
    nouns = [place for place in range(len(said)) if subject.noun_of(said[place:])]
    if not nouns:
        return False
    others = (*said[: nouns[0]], *said[nouns[0] + subject.noun_of(said[nouns[0] :]) :])
    is_all = all(is_numeral(phrase.text) or _is_of_figure(phrase, subject) for phrase in others)
    return is_all or numbers[0].value > value


def _rate_by_number(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark tells another percentage than the rate beside it, or some that it does not leave."""
    first, *others = saying.amounts
    if is_out_of_bounds(saying, value, subject) or leaves_no_room(saying, value, subject):
        return True
    return (
        leaves_some(saying, value, subject)
        or tells_another_part(first, value, subject)
        or (not others and tells_another_share(first, value, subject))
    )


def _by_words(remark: Remark, text: str, subject: Subject) -> bool:
    if str(subject.indicator.over_time) == "flow" and (
        other_time_alone(remark, subject) is not None or made_in_another_time(remark, subject) is not None
    ):
        return True  # "Số liệu tháng 4"
    if _is_figure(remark) and other_time_alone(remark, subject) is not None:
        return True  # what there is at the end of another month is not what there is at the end of this one
    is_plan = remark.phrases[0].may_be(Role.PLAN, Where.WORDS)
    if is_plan and plans_else(text, subject):
        return False
    return (is_plan or subject.asks_what_is_done) and is_yet_to_come(text, subject)


def is_of_other_span(remark: Remark, subject: Subject) -> bool:
    """Whether a remark says that a figure is of the year so far where the line takes the month's, or the reverse."""
    match str(subject.indicator.over_time):
        case "flow":
            return _is_of_year_so_far(remark, subject)
        case "cumulative":
            return is_of_month_alone(remark) or (_is_figure(remark) and is_of_month(remark))
        case _:
            return False


def _is_of_year_so_far(remark: Remark, subject: Subject) -> bool:
    """Whether a remark says that a figure is of the year so far, and nothing else."""
    telling = [phrase for phrase in remark.phrases if not phrase.may_be(Role.NEUTRAL, Where.WORDS)]
    if is_since_january(remark.phrases) and all(
        phrase.kind is TokenKind.NAME or phrase.may_be(Role.TOTAL, Where.WORDS) for phrase in telling
    ):
        return True
    if len(telling) == 2 and subject.months(telling[1].text) is not None:  # "cộng dồn 10 tháng"
        telling = telling[:1]
    return bool(telling) and all(phrase.may_be(Role.CUMULATIVE, Where.BEFORE, Where.AFTER) for phrase in telling)


def _is_figure(remark: Remark) -> bool:
    """Whether a remark begins by speaking of the figure: "số liệu tháng 9", and not "tháng 9" alone."""
    return is_listed(remark.phrases[0].text, "tentative", "figures")


def _by_number(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a number of a remark is the figure, and of another; or is what the figure should be."""
    if value == 0 and any(_is_some(amount, subject) for amount in saying.amounts):
        return True
    if value != 0 and is_day_to_come(saying):
        return True
    if value != 0 and _states_another(saying, value, subject):
        return True
    if add_up_otherwise(saying, value, subject) or counts_amiss(saying, value, subject):
        return True
    if lists_another_sum(saying, value, subject) or counts_only(saying, value, subject):
        return True
    if value != 0 and (_is_led_elsewhere(saying, value, subject) or states_by_source(saying, value, subject)):
        return True
    if value != 0 and any(check(saying, value, subject) for check in _OF_SOME):
        return True
    return any(
        corrects(amount, value, subject)
        or is_so_far(amount, value, subject)
        or (value != 0 and amount.number.value == value and _is_of_other(amount, subject))
        for amount in saying.amounts
    )


_OF_SOME = (leaves_fewer, are_of_before, makes_another_whole, has_outsiders, holds_undone, are_half_done)


def _states_another(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether the one number that is not of what is left or undone is what the line asks, and is another."""
    stating = [amount for amount in saying.amounts if not (is_undone(amount, subject) or is_left(amount))]
    if len(stating) != 1 or not all(map(adds_nothing, saying.remarks)):
        return False
    (only,) = stating
    if str(subject.indicator.over_time) == "flow" and is_span_of_months(only):
        return True
    is_all = sum(amount.number.value for amount in saying.amounts) == value and len(saying.amounts) > 1
    is_own = all(says(subject.own, phrase) for remark in saying.remarks for phrase in remark.phrases)
    if len(saying.amounts) == 1 and is_own and _says_again(only, value, subject):
        return True
    return _states(only, value, subject) and (subject.asks_what_is_done or not is_all)


def _says_again(amount: Stated, value: int | Decimal, subject: Subject) -> bool:
    """Whether all that a remark says is how many there are of what the line counts, and it is another number.

    "Đã ban hành 04 văn bản trong tháng" beside 5; what more is said may be said of some.
    """
    if (
        amount.number.value == value
        or not amount.is_count
        or amount.depth
        or subject.is_part
        or not amount.lead.phrases
    ):
        return False
    size = subject.noun_of(amount.after) or _named_by_label(amount.after, subject)
    said = (*amount.lead.phrases, *amount.after[size:])
    if any(is_matter(phrase) and not subject.asks_for(phrase) for phrase in with_auxiliary(said)):
        return False  # "đã kiểm tra 2 bộ phận", of those that are to be
    return size > 0 and not amount.lead.sign and all(_is_of_figure(phrase, subject) for phrase in said)


def _named_by_label(after: Phrases, subject: Subject) -> int:
    """Whether what stands behind a number is a noun of which the label has every word: "5 thư xin lỗi"."""
    return int(
        bool(after) and after[0].may_be(Role.NOUN, Where.WORDS) and " " in after[0].text and says(subject.own, after[0])
    )


def _is_of_figure(phrase: Token, subject: Subject) -> bool:
    """Whether a word takes a number to no other thing or time: what an office did, when, the line's own words."""
    if phrase.kind is not TokenKind.PHRASE:
        return False
    if is_in(phrase.text, Role.NEUTRAL, Where.DEEDS):
        return True
    if str(subject.indicator.over_time) == "flow" and phrase.may_be(Role.MONTH, Where.BEFORE, Where.AFTER):
        return True
    if phrase.may_be(Role.NEUTRAL, Where.WORDS) and says(subject.kin, phrase):
        return True
    return subject.asks_for(phrase) > 1 if is_matter(phrase) else says(subject.own, phrase)


def _states(amount: Stated, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark states what the line asks, of another number, and no more: "đã giải quyết 2.390 hồ sơ".

    What other lines ask, too, may be said of the whole of which the line counts a part.
    """
    if amount.number.value == value or not amount.is_count:
        return False
    size = subject.noun_of(amount.after)
    rest = _without_since(amount.after[size:], subject)
    if any(subject.asks_for(phrase) < _ASKED_HERE for phrase in rest):
        return False  # "886 hồ sơ đúng hạn" are a part
    if _is_of_earlier_time(amount, subject):
        return False
    named = [phrase for phrase in amount.lead.phrases if phrase.kind is not TokenKind.NAME]
    if str(subject.indicator.over_time) == "cumulative" and any(
        is_time_named(each.text) for each in amount.lead.phrases
    ):
        return False  # "Tháng 5 hoàn thành 02 nhiệm vụ" is of that month
    lead = (*named, *rest)  # "3 vụ đã trả lời xong" says what "đã trả lời xong 3 vụ" does
    least = _ASKED_HERE if not subject.is_part or amount.number.value < value else _ASKED_HERE_ALONE
    is_total = any(phrase.may_be(Role.TOTAL, Where.WORDS) for phrase in lead)
    if is_total and (amount.number.value < value or not (subject.is_part or subject.asks_what_is_done)):
        is_asked = all(phrase.may_be(Role.TOTAL, Where.WORDS) or _tells_no_more(phrase, subject) for phrase in lead)
    else:
        is_asked = bool(lead) and any(subject.asks_for(phrase) >= least for phrase in lead)
        is_asked = is_asked and all(is_matter(phrase) or subject.asks_for(phrase) >= least for phrase in lead)
    return is_asked and not amount.lead.sign


_ASKED_HERE, _ASKED_HERE_ALONE = 2, 3


def _is_of_earlier_time(amount: Stated, subject: Subject) -> bool:
    """Whether a time before the report's leads a number, which then is that one's: "Năm 2023 giao 24 nhiệm vụ"."""
    names = (name.text for name in names_of_time(amount.lead.phrases) if "/" not in name.text)
    return any((subject.when(name) or 0) < 0 for name in names)


def _without_since(phrases: Phrases, subject: Subject) -> Phrases:
    """Words without the day from which it is so, on a line of what there is by now: "5 thủ tục từ tháng 3"."""
    if len(phrases) != 2 or str(subject.indicator.over_time) != "last":
        return phrases
    since, name = phrases
    is_since = is_listed(since.text, "days", "from") and name.kind is TokenKind.NAME
    return () if is_since else phrases


def _tells_no_more(phrase: Token, subject: Subject) -> bool:
    """Whether a word before a total takes it to no other thing or time: "tổng cộng đã phát 9 tin"."""
    is_month = phrase.may_be(Role.MONTH, Where.BEFORE) and str(subject.indicator.over_time) == "flow"
    return is_month or phrase.may_be(Role.NEUTRAL, Where.WORDS) or (is_matter(phrase) and subject.asks_for(phrase) > 1)


def _is_some(amount: Stated, subject: Subject) -> bool:
    """Whether a number counts some of what the line counts, of its own time and matter: "có 3 công văn" beside 0.

    Beside a part the whole may be told, where nothing says that it is what the line asks for.
    """
    if amount.number.value <= 0 or not amount.is_count:
        return False
    lead = amount.lead.phrases
    if lead and is_in(lead[0].text, Role.WHOLE, Where.BETWEEN):
        return False  # "trên tổng số 20 công chức"
    is_asked = any(subject.asks_for(phrase) >= _ASKED_HERE for phrase in (*lead, *amount.after) if is_matter(phrase))
    if subject.is_part and not is_asked:
        return False
    if not (subject.noun_of(amount.after) or subject.kind_of(amount.after)):
        return False
    is_come = subject.asks_for_incoming and is_under_way(amount)
    return is_come or excluded(amount, (), subject) is None


def _is_led_elsewhere(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether the figure's own number is said to be of another matter, and another is not: "Mời 61, dự 55"."""
    same = [amount for amount in saying.amounts if amount.number.value == value]
    others = [amount for amount in saying.amounts if amount.number.value != value]
    return (
        len(same) == len(others) == 1
        and any(
            phrase.may_be(Role.OTHER_MATTER, Where.BEFORE) and not says(subject.own, phrase)
            for phrase in same[0].lead.phrases[-1:]
        )
        and others[0].is_count
        and not others[0].after
        and not any(role is Role.OTHER_MATTER for phrase in others[0].lead.phrases for role, _ in phrase.uses)
    )


def _is_of_other(amount: Stated, subject: Subject) -> bool:
    """Whether a number bears the line's noun, and is of another body's or of a line beside."""
    matters = tuple(filter(is_matter, (*amount.lead.phrases, *amount.after)))
    if amount.is_count and is_of_line_beside(matters, subject):
        return True  # "01 đơn tố cáo", of complaints
    lead = [is_listed(phrase.text, "named", "equals") for phrase in amount.lead.phrases]
    if lead == [True] and subject.counts_other_unit(amount.after):
        return True  # "là 13 hồ sơ", of procedures
    if not subject.noun_of(amount.after):
        return False
    is_others = is_of_others(amount.lead.phrases, said_of(amount.after, subject), subject)
    return is_others or counts_what_is_beside(amount.after, subject)
