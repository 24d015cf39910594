import pytest

from domain.shared.texts import cleaned

TYPED = " \n The dog\0  ate\n\n my shoes\t\0 "


@pytest.mark.parametrize(
    ("in_one_line", "kept"),
    [(False, "The dog  ate\n\n my shoes"), (True, "The dog ate my shoes")],
)
def test_a_text_is_kept_as_it_was_meant(in_one_line: bool, kept: str) -> None:
    assert cleaned(TYPED, in_one_line=in_one_line) == kept


@pytest.mark.parametrize("text", ["", " ", "\0", " \0 "])
def test_nothing_stays_of_nothing(text: str) -> None:
    assert cleaned(text) == cleaned(text, in_one_line=True) == ""
