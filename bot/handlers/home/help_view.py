from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.text import paragraphs
from domain.shared.identity import Role


def render_help(localizer: Localizer, role: Role = Role.CLIENT) -> Screen:
    """Explain the chat to a user in one of their roles."""
    return Screen(
        paragraphs(
            localizer.t("❔ <b>How it works</b>"),
            HELP[role](localizer),
            localizer.t("Lost? Send /start, and you are back at the menu."),
        )
    )


def _for_clients(localizer: Localizer) -> Markup:
    return paragraphs(
        localizer.t(
            "📅 <b>Book</b>: tick one service or several, choose who does them, a day and a time. "
            "Every time that you see is free. Nothing is booked before you confirm the last card."
        ),
        localizer.t(
            "🗂 <b>My visits</b>: every visit has a card. From there you can move or cancel it, "
            "put it into your calendar and find the way."
        ),
        localizer.t(
            "👤 <b>Profile</b>: your language, and your own time zone in case you are far away."
        ),
    )


def _for_masters(localizer: Localizer) -> Markup:
    return paragraphs(
        localizer.t(
            "📋 <b>Today</b> and 🗓 <b>Week</b>: your visits. A tap opens one, with all that you "
            "can do about it."
        ),
        localizer.t(
            "❔ <b>Mark outcomes</b>: from the start of a visit on, say whether the client came "
            "and how it was paid."
        ),
        localizer.t(
            "⏱ <b>Running late</b>: tap +5 to +30 on a visit of today. Those who come after are "
            "told at once, and may move or cancel free of charge."
        ),
        localizer.t(
            "🔁 <b>Offer another time</b>: we ask the client; until the answer the old time stays."
        ),
        localizer.t(
            "🕘 <b>My time</b>: hours, breaks, days off, blocks. Whoever is in the way is shown to "
            "you first, and then offered other times."
        ),
    )


def _for_admins(localizer: Localizer) -> Markup:
    return paragraphs(
        localizer.t(
            "🗂 <b>Bookings</b>: everybody's visits, by filters, or by a name or phone that you "
            "type. On the card of a visit you move, cancel and mark it."
        ),
        localizer.t("➕ <b>New booking</b>: for a client who phones or walks in."),
        localizer.t(
            "📊 <b>Figures</b>: the digests of a day and a week, and when they come by themselves."
        ),
        localizer.t("👥 <b>Team</b>: invite masters and admins by links, take roles away."),
        localizer.t(
            "In a group of your own, write /connect: visits, payments and digests are told there."
        ),
    )


HELP: Mapping[Role, Callable[[Localizer], Markup]] = {
    Role.CLIENT: _for_clients,
    Role.MASTER: _for_masters,
    Role.ADMIN: _for_admins,
}
