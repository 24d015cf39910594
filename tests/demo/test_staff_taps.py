"""The tour forges what the staff's buttons send: nothing of it may be forgotten."""

from bot.handlers import routes
from demo.tour.staff_taps import every_tap_of_the_staff


def test_every_tap_on_a_screen_of_the_staff_is_forged() -> None:
    forged = {tap.__prefix__ for tap in every_tap_of_the_staff()}
    of_staff = {
        prefix
        for prefix, route in routes.taps.items()
        if route.views and all(routes.views[view].roles for view in route.views)
    }
    assert of_staff
    assert of_staff <= forged


def test_forged_taps_are_such_as_the_bot_can_read() -> None:
    for tap in every_tap_of_the_staff():
        assert type(tap).unpack(tap.pack()) == tap
