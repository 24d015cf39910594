from collections.abc import Collection, Sequence

from markupsafe import Markup

from bot.callbacks.booking import OpenBooking
from bot.callbacks.menu import OpenProfile
from bot.callbacks.visits import OpenVisits
from bot.handlers.home.staff_home_view import help_button, switch_rows
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import label, paragraphs
from bot.ui.visit.late_payment import other_times_row, waiting_line
from domain.catalog.model import Location
from domain.shared.identity import Role
from domain.visit.model import Visit


def render_home(
    locations: Sequence[Location],
    reader: Reader,
    roles: Collection[Role] = (Role.CLIENT,),
    waiting: Visit | None = None,
) -> Screen:
    """Show the client's menu; before the business is set up there is nothing to book.

    `waiting` is the visit whose money came too late, and waits for another time.
    """
    book = Button(
        label(reader.say("📅 Book a visit")), tap=OpenBooking(), style=ButtonStyle.PRIMARY
    )
    rows: Rows = (
        (Button(label(reader.say("🗂 My visits")), tap=OpenVisits()),),
        (
            Button(label(reader.say("👤 Profile and language")), tap=OpenProfile()),
            help_button(reader),
        ),
        *switch_rows(Role.CLIENT, roles, reader),
    )
    if locations:
        rows = ((book,), *rows)
    if waiting is None:
        return Screen(_greeting(locations, reader), rows)
    text = paragraphs(_greeting(locations, reader), waiting_line(waiting, reader))
    return Screen(text, (other_times_row(waiting, reader), *rows))


def _greeting(locations: Sequence[Location], reader: Reader) -> Markup:
    if not locations:
        return paragraphs(
            reader.say("👋 <b>Welcome!</b>"),
            reader.say(
                "We are still setting things up, so there is nothing to book yet. "
                "Please look in again a little later."
            ),
        )
    if len(locations) == 1:
        welcome = reader.say(
            "👋 <b>Welcome to {business}!</b>", business=reader.name(locations[0].name)
        )
    else:
        welcome = reader.say("👋 <b>Welcome!</b>")
    return paragraphs(
        welcome,
        reader.say(
            "Book a visit in a few taps, at a time that suits you. "
            "If your plans change, you can move or cancel it here too."
        ),
    )
