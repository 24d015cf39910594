from collections.abc import Collection, Sequence

from markupsafe import Markup

from bot.callbacks.booking import OpenBooking
from bot.callbacks.profile import OpenProfile
from bot.callbacks.visits import OpenVisits
from bot.handlers.home.staff_home_view import help_button, switch_rows
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import label, paragraphs
from bot.ui.visit.late_payment import other_times_row, waiting_line
from domain.catalog.model import Location
from domain.shared.identity import Role
from domain.visit.model import Visit


def render_home(
    locations: Sequence[Location],
    localizer: Localizer,
    roles: Collection[Role] = (Role.CLIENT,),
    waiting: Visit | None = None,
) -> Screen:
    """Show the client's menu; before the business is set up, booking is not offered.

    `waiting` is the visit that was paid too late, and waits for another time.
    """
    book = Button(
        label(localizer.t("📅 Book a visit")), tap=OpenBooking(), style=ButtonStyle.PRIMARY
    )
    rows: Rows = (
        (Button(label(localizer.t("🗂 My visits")), tap=OpenVisits()),),
        (
            Button(label(localizer.t("👤 Profile and language")), tap=OpenProfile()),
            help_button(localizer),
        ),
        *switch_rows(Role.CLIENT, roles, localizer),
    )
    if locations:
        rows = ((book,), *rows)
    if waiting is None:
        return Screen(_greeting(locations, localizer), rows)
    text = paragraphs(_greeting(locations, localizer), waiting_line(waiting, localizer))
    return Screen(text, (other_times_row(waiting, localizer), *rows))


def _greeting(locations: Sequence[Location], localizer: Localizer) -> Markup:
    if not locations:
        return paragraphs(
            localizer.t("👋 <b>Welcome!</b>"),
            localizer.t(
                "We are still setting things up, so there is nothing to book yet. "
                "Please look in again a little later."
            ),
        )
    if len(locations) == 1:
        welcome = localizer.t(
            "👋 <b>Welcome to {business}!</b>", business=localizer.name(locations[0].name)
        )
    else:
        welcome = localizer.t("👋 <b>Welcome!</b>")
    return paragraphs(
        welcome,
        localizer.t(
            "Book a visit in a few taps, at a time that suits you. "
            "If your plans change, you can move or cancel it here too."
        ),
    )
