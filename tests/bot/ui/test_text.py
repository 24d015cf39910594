import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.ui.layout import PageOf, grid
from bot.ui.screen import Button
from bot.ui.text import label, one_line, paragraphs, shortened
from demo.simulator.text.html_parser import utf16_length

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(texts, st.integers(1, 80))
def test_shortened_text_fits_and_is_untouched_where_it_fits_already(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert utf16_length(short) <= limit
    assert (short == text) == (utf16_length(text) <= limit)


@given(texts)
def test_words_become_one_visible_line(text: str) -> None:
    line = one_line(text, 40)
    assert utf16_length(line) <= 40 + 2  # the two invisible signs around right-to-left words
    assert line.strip()
    assert len(line.splitlines()) == 1


def test_direction_of_the_words_around_is_kept() -> None:
    assert one_line("\u202eevil") == "evil"
    assert one_line("قص شعر") == "\u2068قص شعر\u2069"


def test_label_is_plain_though_its_parts_were_escaped() -> None:
    assert label(Markup.escape("Cut & <b>go</b>"), "€35") == "Cut & <b>go</b> · €35"


def test_parts_that_are_missing_leave_no_gap() -> None:
    assert paragraphs("a", None, "", "<") == "a\n\n&lt;"


@given(st.integers(0, 60), st.integers(1, 8))
def test_grid_keeps_order_and_has_rows_about_equally_long(count: int, most: int) -> None:
    buttons = [Button(str(number)) for number in range(count)]
    rows = grid(buttons, most)
    assert [button for row in rows for button in row] == buttons
    assert len(rows) == -(-count // most)
    assert max(map(len, rows), default=0) <= most
    assert max(map(len, rows), default=0) - min(map(len, rows), default=0) <= 1


@given(st.integers(0, 30), st.integers(-2, 10), st.integers(1, 7))
def test_page_is_one_that_exists(count: int, number: int, size: int) -> None:
    page = PageOf.cut(range(count), number, size)
    assert 0 <= page.number < page.pages
    assert page.items == tuple(range(count))[page.number * size : (page.number + 1) * size]
    assert bool(page.items) == bool(count)


@pytest.mark.parametrize("text", ["\u3164", "\u2800\u2800", "\u200b\u200d", "\u0301", ""])
def test_a_text_in_which_nothing_is_visible_is_an_ellipsis(text: str) -> None:
    assert one_line(text) == "…"
