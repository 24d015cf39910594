from dataclasses import replace

from bot.callbacks.booking import ChooseMaster, ChooseMasterOfService
from bot.callbacks.home import Page
from bot.handlers.booking.master_card_view import render_master_card
from bot.ui.screen import ButtonStyle
from domain.catalog.model import Label
from tests.bot.support.salon import Salon
from tests.support.ids import ID
from tests.support.reading import assert_sendable, button, buttons_of, labels_of, localizer, text_of

SALON = Salon(masters=3, photo="file")


def test_a_master_is_shown_with_picture_words_time_and_price() -> None:
    screen = render_master_card(SALON.options(), SALON.draft(), localizer(), 1)
    assert screen.picture == "file"
    assert text_of(screen) == (
        "👤 Anna 1 · 2 of 3\n\n"
        "Cuts curls like nobody else.\n\n"
        "Haircut 0, Haircut 1\n"
        "45 min · €40.50"
    )


def test_the_arrows_name_the_neighbours_and_lead_around_in_a_circle() -> None:
    first = render_master_card(SALON.options(), SALON.draft(), localizer())
    assert labels_of(first) == ["‹ Anna 2", "Anna 1 ›", "Choose Anna 0"]
    assert [b.tap for b in buttons_of(first)[:2]] == [Page(number=2), Page(number=1)]
    last = render_master_card(SALON.options(), SALON.draft(), localizer(), 2)
    assert [b.tap for b in buttons_of(last)[:2]] == [Page(number=1), Page(number=0)]


def test_one_master_alone_needs_no_arrows() -> None:
    salon = Salon(masters=1)
    screen = render_master_card(salon.options(), salon.draft(), localizer())
    assert labels_of(screen) == ["Choose Anna 0"]
    assert "of 1" not in text_of(screen)


def test_a_master_is_chosen_for_everything() -> None:
    screen = render_master_card(SALON.options(), SALON.draft(), localizer(), 1)
    choose = button(screen, "Choose")
    assert (choose.tap, choose.style) == (ChooseMaster(master_id=ID + 1), ButtonStyle.PRIMARY)


def test_a_master_is_chosen_for_the_service_that_is_asked_about() -> None:
    options = SALON.options(services=3, somebody_does_all=False)
    draft = SALON.draft(services=3, master_ids=(SALON.master(1).id,))
    screen = render_master_card(options, draft, localizer(), 2)
    choose = button(screen, "Choose")
    assert choose.tap == ChooseMasterOfService(position=1, master_id=ID + 2)
    assert "Haircut 1\n" in text_of(screen)
    assert "Haircut 0" not in text_of(screen)


def test_beyond_the_last_master_is_the_last() -> None:
    screen = render_master_card(SALON.options(), SALON.draft(), localizer(), 99)
    assert "Anna 2 · 3 of 3" in text_of(screen)


def test_a_master_of_whom_nothing_is_known_is_shown_by_name() -> None:
    options = SALON.options()
    (option, *_others) = options.for_all
    unknown = replace(option, master=replace(option.master, about=Label(" "), photo=""))
    screen = render_master_card(replace(options, for_all=(unknown,)), SALON.draft(), localizer())
    assert screen.picture is None
    assert text_of(screen) == "👤 Anna 0\n\nHaircut 0, Haircut 1\n45 min · €35"


def test_the_longest_words_fit_beneath_a_picture_with_a_notice_above() -> None:
    salon = Salon(word="Wonderful " * 400, photo="file")
    screen = render_master_card(salon.options(services=8), salon.draft(services=8), localizer("de"))
    assert_sendable(screen)
    assert text_of(screen).count("Wonderful") > 50
