from bot.callbacks.booking import ServicesChosenTap, TickService
from bot.callbacks.home import Page
from bot.handlers.booking.services_view import render_services
from bot.ui.screen import ButtonStyle
from tests.bot.support.salon import Salon
from tests.support.ids import ID
from tests.support.reading import button, buttons_of, labels_of, localizer, text_of

SALON = Salon()


def test_services_stand_under_their_category_with_time_and_price() -> None:
    screen = render_services(Salon(masters=1).menu, SALON.draft(services=0), localizer())
    text = text_of(screen)
    assert text.index("Category 0") < text.index("Haircut 0: Wash, cut and style.")
    assert labels_of(screen)[0] == "Haircut 0 · 45 min · €35"


def test_price_and_time_are_the_least_where_masters_differ() -> None:
    screen = render_services(SALON.menu, SALON.draft(services=0), localizer())
    assert labels_of(screen)[:2] == [
        "Haircut 0 · 45 min · from €35",
        "Haircut 1 · from 45 min · from €35",
    ]


def test_nothing_ticked_leads_nowhere() -> None:
    screen = render_services(SALON.menu, SALON.draft(services=0), localizer())
    assert ServicesChosenTap() not in [button.tap for button in buttons_of(screen)]
    assert "In all" not in text_of(screen)


def test_ticked_services_are_summed_up_and_the_next_step_appears() -> None:
    screen = render_services(SALON.menu, SALON.draft(services=2), localizer())
    assert "Haircut 0, Haircut 1\nIn all: from €70 · from 1 hr 30 min" in text_of(screen)
    go_on = button(screen, "Continue with 2 services")
    assert (go_on.tap, go_on.style) == (ServicesChosenTap(), ButtonStyle.PRIMARY)


def test_tap_carries_the_wanted_state() -> None:
    screen = render_services(SALON.menu, SALON.draft(services=1), localizer())
    ticked, other = buttons_of(screen)[:2]
    assert ticked.label.startswith("✓ ")
    assert ticked.tap == TickService(service_id=ID, on=False)
    assert other.tap == TickService(service_id=ID + 1, on=True)


def test_what_is_ticked_on_another_page_is_still_named() -> None:
    screen = render_services(Salon(services=40).menu, SALON.draft(services=1), localizer(), page=2)
    assert "✓ Haircut 0\n" in text_of(screen)
    assert "Page 3 of 3" in text_of(screen)
    assert button(screen, "Previous").tap == Page(number=1)


def test_plural_follows_the_rules_of_russian() -> None:
    menu = Salon(services=8).menu
    words = {
        count: button(
            render_services(menu, SALON.draft(services=count), localizer("ru")), "Продолжить"
        ).label
        for count in (1, 2, 5)
    }
    assert words == {
        1: "Продолжить: 1 услуга",
        2: "Продолжить: 2 услуги",
        5: "Продолжить: 5 услуг",
    }


def test_empty_menu_has_its_own_words() -> None:
    screen = render_services(Salon(services=0).menu, SALON.draft(services=0), localizer())
    assert "Nothing to book yet" in text_of(screen)
    assert screen.rows == ()
