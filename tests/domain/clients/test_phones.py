"""Phone numbers as people write them in several countries: E.164, or none."""

from collections.abc import Sequence

import pytest

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
    ],
)
def test_what_stands_around_a_number_is_the_rest(text: str, rest: str, phone: str | None) -> None:
    assert split_phone(text, ["DE"]) == (rest, phone)


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
