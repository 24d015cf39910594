from dataclasses import replace
from zoneinfo import ZoneInfo, available_timezones

from bot.callbacks.booking import OpenBooking
from bot.callbacks.home import Back, Home, OpenHelp, Page
from bot.callbacks.payments import OtherTimes
from bot.callbacks.profile import ChooseLanguageTap, ChooseTimezoneTap, OpenProfile
from bot.callbacks.visits import OpenVisits
from bot.errors.problem import render_problem
from bot.handlers import routes
from bot.handlers.booking.locations_view import render_locations
from bot.handlers.home.help_view import render_help
from bot.handlers.home.home_view import render_home
from bot.handlers.profile.profile_view import render_profile
from bot.handlers.profile.timezones_view import ZONES, render_timezones
from bot.ui.back_and_home import with_navigation
from bot.ui.languages import render_languages
from bot.ui.screen import ButtonStyle
from domain.catalog.errors import LocationNotFoundError
from domain.clients.model import LANGUAGES
from domain.visit.model import BookingStatus
from tests.bot.support.salon import NOW, Salon, client
from tests.support.ids import ID
from tests.support.reading import button, buttons_of, labels_of, localizer, text_of

TOKYO = ZoneInfo("Asia/Tokyo")


def test_menu_greets_with_the_name_of_the_business_and_booking_is_the_next_step() -> None:
    screen = render_home([Salon().location], localizer())
    assert "Welcome to Salon Sonne!" in text_of(screen)
    taps = [button.tap for button in buttons_of(screen)]
    assert taps == [OpenBooking(), OpenVisits(), OpenProfile(), OpenHelp()]
    assert button(screen, "Book").style is ButtonStyle.PRIMARY


def test_before_the_business_is_set_up_the_menu_says_so_and_offers_no_booking() -> None:
    screen = render_home([], localizer())
    assert "still setting things up" in text_of(screen)
    assert OpenBooking() not in [button.tap for button in buttons_of(screen)]


def test_menu_says_that_money_waits_and_leads_to_other_times() -> None:
    visit = replace(Salon().visit(BookingStatus.EXPIRED), money_waits_until=NOW)
    screen = render_home([Salon().location], localizer(), waiting=visit)
    assert "Your money waits" in text_of(screen)
    assert buttons_of(screen)[0].tap == OtherTimes(booking_id=ID)


def test_several_locations_are_told_apart_by_their_addresses() -> None:
    text = text_of(render_locations([Salon().location] * 2, localizer()))
    assert text.count("Hauptstraße 5, Berlin") == 2


def test_long_list_of_locations_has_pages() -> None:
    locations = [Salon().location] * 25
    last = render_locations(locations, localizer(), page=99)
    assert "Page 3 of 3" in text_of(last)
    assert [button.tap for button in buttons_of(last)][-1] == Page(number=1)
    assert len(buttons_of(last)) == 5 + 1


def test_help_names_the_command_that_always_leads_home() -> None:
    assert "/start" in text_of(render_help(localizer()))


def test_profile_shows_language_and_zone() -> None:
    assert "same as ours" in text_of(render_profile(client(), NOW, localizer()))
    text = text_of(render_profile(client("ru", TOKYO), NOW, localizer("ru", TOKYO)))
    assert "Русский" in text
    assert "Токио" in text


def test_profile_names_all_that_is_kept() -> None:
    text = text_of(render_profile(client(), NOW, localizer()))
    for kept in ("name", "account number", "settings", "visits", "notes"):
        assert kept in text
    assert "nothing else" not in text


def test_languages_are_offered_by_their_own_names_and_the_present_one_is_ticked() -> None:
    screen = render_languages(localizer("de"))
    assert labels_of(screen) == ["English", "✓ Deutsch", "Русский"]
    assert button(screen, "Deutsch").style is ButtonStyle.SUCCESS
    assert [button.tap for button in buttons_of(screen)] == [
        ChooseLanguageTap(language=language) for language in LANGUAGES
    ]


def test_cities_stand_in_the_order_of_the_readers_alphabet_on_pages() -> None:
    cities = [
        label.partition(" · ")[0]
        for page in range(10)
        for label in labels_of(render_timezones(page, client("ru"), NOW, localizer("ru")))
    ]
    assert {"Москва", "Берлин", "Киев", "Калькутта", "Буэнос-Айрес"} <= set(cities)
    first = labels_of(render_timezones(0, client("ru"), NOW, localizer("ru")))[1:17]
    assert first == sorted(first)


def test_own_zone_is_ticked_or_else_that_of_the_salon() -> None:
    same = render_timezones(0, client(), NOW, localizer())
    assert button(same, "✓").tap == ChooseTimezoneTap()
    berlin = ZoneInfo("Europe/Berlin")
    own = render_timezones(0, client(timezone=berlin), NOW, localizer(timezone=berlin))
    assert button(own, "✓").label == "✓ Berlin · 10:30\u202fAM"


def test_own_zone_is_ticked_by_its_older_name_as_well() -> None:
    older = render_timezones(
        0, client(timezone=ZoneInfo("Asia/Calcutta")), NOW, localizer(), ["Asia/Kolkata"]
    )
    assert button(older, "✓").tap == ChooseTimezoneTap(name="Asia/Kolkata")


def test_every_city_has_a_zone_that_can_be_chosen() -> None:
    assert set(ZONES) <= available_timezones()


def test_menu_has_no_way_back() -> None:
    screen = render_home([], localizer())
    assert with_navigation(screen, 1, localizer()) == screen


def test_a_problem_in_the_place_of_the_menu_leads_to_it() -> None:
    problem = render_problem(LocationNotFoundError(), localizer(), routes.errors)
    rows = with_navigation(problem, 1, localizer(), is_problem=True).rows
    assert [button.tap for row in rows for button in row] == [Home()]


def test_above_the_menu_back_leads_to_it() -> None:
    row = with_navigation(render_help(localizer()), 2, localizer()).rows[-1]
    assert [(button.label, button.tap) for button in row] == [("‹ Menu", Back(depth=2))]


def test_deeper_there_is_one_step_back_and_the_menu() -> None:
    row = with_navigation(render_help(localizer()), 5, localizer()).rows[-1]
    assert [button.tap for button in row] == [Back(depth=5), Home()]
