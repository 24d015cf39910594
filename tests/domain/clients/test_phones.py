"""Phone numbers as people write them in several countries: E.164, or none."""

from collections.abc import Sequence
from unicodedata import category, decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.clients.phones import read_phone, shown_phone, split_phone

ANY_COUNTRY = ("DE", "AT", "RU", "KZ", "UA", "US", "GB", "IT")


@pytest.mark.parametrize(
    ("country", "text", "phone"),
    [
        ("DE", "0170 1234567", "+491701234567"),
        ("DE", "0170/123-45-67", "+491701234567"),
        ("DE", "(030) 123456", "+4930123456"),
        ("DE", "030 12345", "+493012345"),
        ("DE", "٠١٧٠ ١٢٣٤٥٦٧", "+491701234567"),
        ("AT", "0664 123456", "+43664123456"),
        ("AT", "0664 1234567", "+436641234567"),
        ("RU", "8 (912) 345-67-89", "+79123456789"),
        ("RU", "89123456789", "+79123456789"),
        ("RU", "912 345-67-89", "+79123456789"),
        ("RU", "7 912 345-67-89", "+79123456789"),
        ("RU", "8 701 234 56 78", "+77012345678"),
        ("RU", "8 10 49 170 1234567", "+491701234567"),
        ("KZ", "8 701 234 56 78", "+77012345678"),
        ("KZ", "8 (912) 345-67-89", "+79123456789"),
        ("UA", "050 123 45 67", "+380501234567"),
        ("UA", "380501234567", "+380501234567"),
        ("US", "(201) 555-0123", "+12015550123"),
        ("US", "1 201 555 0123", "+12015550123"),
        ("US", "011 49 170 1234567", "+491701234567"),
        ("GB", "020 7946 0958", "+442079460958"),
        ("GB", "07400 123456", "+447400123456"),
        ("IT", "06 1234 5678", "+390612345678"),
    ],
)
def test_a_number_is_read_as_it_is_dialled_in_the_country(
    country: str, text: str, phone: str
) -> None:
    assert read_phone(text, [country]) == phone


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("DE", "1234567"),  # no area code
        ("DE", "170 1234567"),  # no trunk prefix
        ("DE", "49 170 1234567"),  # the country without its plus
        ("DE", "8 (912) 345-67-89"),  # the trunk prefix of another country
        ("DE", "12345"),
        ("DE", "0170 123"),
        ("DE", "00000000"),
        ("DE", "110"),
        ("DE", "0" * 400),
        ("DE", "9" * 400),
        ("DE", "+"),
        ("DE", ""),
        ("AT", "664 1234567"),
        ("RU", "0170 1234567"),
        ("RU", "345-67-89"),
        ("KZ", "234 56 78"),
        ("UA", "123 45 67"),
        ("US", "555-0123"),
        ("US", "0170 1234567"),
        ("US", "(201) 055-0123"),
        ("GB", "7946 0958"),
        ("GB", "7400 123456"),
    ],
)
def test_what_cannot_be_dialled_in_the_country_is_refused(country: str, text: str) -> None:
    assert read_phone(text, [country]) is None


@pytest.mark.parametrize("country", ANY_COUNTRY)
@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+49 170 1234567", "+491701234567"),
        ("＋４９ 170 1234567", "+491701234567"),
        ("+49 (0)170 1234567", "+491701234567"),
        ("0049 170 1234567", "+491701234567"),
        ("(0049) 170 1234567", "+491701234567"),
        ("00 49 170 1234567", "+491701234567"),
        ("+ 49 170 1234567", "+491701234567"),
        ("+(49) 170 1234567", "+491701234567"),
        ("+7 912 345-67-89", "+79123456789"),
        ("007 912 345 67 89", "+79123456789"),
        ("+39 (0)6 1234 5678", "+390612345678"),
    ],
)
def test_a_number_with_a_plus_or_two_zeros_is_the_same_in_any_country(
    country: str, text: str, phone: str
) -> None:
    assert read_phone(text, [country]) == read_phone(text, []) == phone


@pytest.mark.parametrize("country", ANY_COUNTRY)
@pytest.mark.parametrize(
    "text",
    [
        "+8 912 345 67 89",
        "+0170 1234567",
        "+49 170 123",
        "+1 0170 1234567",
        "0049 170 123",
        "00 89123456789",
        "+ 89123456789",
        "+(8) 9123456789",
        "+ 0170 1234567",
        "000 49 170 1234567",
        "+89123456789",
    ],
)
def test_a_wrong_number_with_a_plus_or_two_zeros_is_not_read_by_the_country(
    country: str, text: str
) -> None:
    assert read_phone(text, [country]) is None


@pytest.mark.parametrize(
    ("text", "rest", "phone"),
    [
        ("Anna", "Anna", None),
        ("Anna 2", "Anna 2", None),
        ("Anna, 0170 1234567", "Anna", "+491701234567"),
        ("0170 1234567 Anna", "Anna", "+491701234567"),
        ("Anna (0170 1234567)", "Anna", "+491701234567"),
        ("Anna 0170 1234567 Petrova", "Anna Petrova", "+491701234567"),
        ("Anna \u202a+49 170 1234567\u202c", "Anna", "+491701234567"),
        ("Anna 2 +49 170 1234567", "Anna 2", "+491701234567"),
        ("+49 170 1234567 (Anna)", "Anna", "+491701234567"),
        ("tel: 0170 1234567 Anna", "Anna", "+491701234567"),
        ("Анна, тел. 0170 1234567", "Анна", "+491701234567"),
        ("Anna (mobile: 0170 1234567)", "Anna", "+491701234567"),
        ("Anna\u200b+49\u200d170\u200c1234567", "Anna", "+491701234567"),
        ("\ufeff+49 170 1234567 Anna", "Anna", "+491701234567"),
        (
            "+49 170 1234567 Anna, calls in the evening",
            "Anna, calls in the evening",
            "+491701234567",
        ),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627 0170 1234567",
            "\u0645\u06cc\u200c\u062e\u0648\u0627",
            "+491701234567",
        ),
        ("\u30b5\u30fc\u30e9 0170 1234567", "\u30b5\u30fc\u30e9", "+491701234567"),
    ],
)
def test_what_stands_around_a_number_is_the_rest(text: str, rest: str, phone: str | None) -> None:
    assert split_phone(text, ["DE"]) == (rest, phone)


UNSEEN = ("", " ", *(sign for sign in map(chr, range(0x2000, 0x2070)) if category(sign) == "Cf"))
BETWEEN = ("", " ", *(sign for sign in map(chr, range(0x10000)) if category(sign) in {"Pd", "Zs"}))
OTHER_DASHES = (
    "\u2212",
    "\u2043",
    "\u00b7",
    "\u2022",
    "_",
    "~",
    "\u30fc",
    "\u00ad",
    "\ufeff",
    "\u061c",
)
ZEROS = [sign for sign in map(chr, range(0x20000)) if sign.isdecimal() and decimal(sign) == 0]


@given(
    between=st.lists(st.sampled_from(BETWEEN + OTHER_DASHES), min_size=2, max_size=2),
    unseen=st.lists(st.sampled_from(UNSEEN), min_size=3, max_size=3),
    zero=st.sampled_from(ZEROS),
    plus=st.sampled_from(["+49 ", "+49", "0049-", "0", "(0)", "\uff0b49"]),
    name=st.sampled_from(["", "Anna", "Анна", "Zoë Müller"]),
    is_first=st.booleans(),
)
def test_a_pasted_number_is_read_whatever_signs_are_between_its_digits(
    between: list[str], unseen: list[str], zero: str, plus: str, name: str, is_first: bool
) -> None:
    dashes = [f"{left}{right}" for left, right in zip(unseen[1:], between, strict=True)]
    number = f"{plus}170{dashes[0]}123{dashes[1]}4567"
    number = "".join(chr(ord(zero) + int(sign)) if "0" <= sign <= "9" else sign for sign in number)
    parts = (number, name) if is_first else (name, number)
    assume(plus != "(0)" or parts[0] == number)
    assert split_phone(f"{unseen[0]}{' '.join(parts)}", ["DE"]) == (name, "+491701234567")


@pytest.mark.parametrize(
    "text",
    [
        "Anna +49 170 1234567 or 030 1234567",
        "Anna +49 170 1234567 and 12345",
        "Anna +49 170 1234567 ext. 12",  # E.164 has no extensions
        "Anna 12.5.1990",
        "Anna +49",
        "Anna +1 212 555 0100 0",
    ],
)
def test_digits_that_make_no_single_number_are_refused(text: str) -> None:
    assert split_phone(text, ["DE"]) is None


@pytest.mark.parametrize(
    ("countries", "text", "phone"),
    [
        (("DE", "RU"), "0170 1234567", "+491701234567"),
        (("DE", "RU"), "8 912 345 67 89", "+79123456789"),
        (("RU", "KZ"), "8 912 345 67 89", "+79123456789"),
        (("DE", "AT"), "0664 1234567", None),  # there is one in each of them
        (("DE", "AT"), "+43 664 1234567", "+436641234567"),
        ((), "0170 1234567", None),
    ],
)
def test_of_several_countries_one_alone_must_have_the_number(
    countries: Sequence[str], text: str, phone: str | None
) -> None:
    assert read_phone(text, countries) == phone


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+491701234567", "+49 170 1234567"),
        ("+12125550100", "+1 212-555-0100"),
        ("ask for Anna", "ask for Anna"),
        ("12345", "12345"),
        ("+4901", "+4901"),
        ("+49 170 1234567 (mother)", "+49 170 1234567 (mother)"),
    ],
)
def test_a_number_is_shown_in_groups(stored: str, shown: str) -> None:
    assert shown_phone(stored) == shown
