from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.ui.localizer import Reader
from bot.ui.screen import Screen
from bot.ui.text import paragraphs
from domain.shared.identity import Role


def render_help(reader: Reader, role: Role = Role.CLIENT) -> Screen:
    """Explain the chat to somebody in one of their roles."""
    return Screen(
        paragraphs(
            reader.say("❔ <b>How it works</b>"),
            HELP[role](reader),
            reader.say("Lost? Send /start, and you are back at the menu."),
        )
    )


def _for_clients(reader: Reader) -> Markup:
    return paragraphs(
        reader.say(
            "📅 <b>Book</b>: tick one service or several, choose who does them, a day and a time. "
            "Every time that you see is free. Nothing is booked before you confirm the last card."
        ),
        reader.say(
            "🗂 <b>My visits</b>: every visit has a card. From there you can move or cancel it, "
            "put it into your calendar and find the way."
        ),
        reader.say(
            "👤 <b>Profile</b>: your language, and your own time zone in case you are far away."
        ),
    )


def _for_masters(reader: Reader) -> Markup:
    return paragraphs(
        reader.say(
            "📋 <b>Today</b> and 🗓 <b>Week</b>: your visits. A tap opens one, with all that you "
            "can do about it."
        ),
        reader.say(
            "❔ <b>Mark outcomes</b>: from the start of a visit on, say whether the client came "
            "and how it was paid."
        ),
        reader.say(
            "⏱ <b>Running late</b>: tap +5 to +30 on a visit of today. Those who come after are "
            "told at once, and may move or cancel free of charge."
        ),
        reader.say(
            "🔁 <b>Offer another time</b>: we ask the client; until the answer the old time stays."
        ),
        reader.say(
            "🕘 <b>My time</b>: hours, breaks, days off, blocks. Whoever is in the way is shown to "
            "you first, and then offered other times."
        ),
    )


def _for_admins(reader: Reader) -> Markup:
    return paragraphs(
        reader.say(
            "🗂 <b>Bookings</b>: everybody's visits, by filters, or by a name or phone that you "
            "type. On the card of a visit you move, cancel and mark it."
        ),
        reader.say("➕ <b>New booking</b>: for a client who phones or walks in."),
        reader.say(
            "📊 <b>Figures</b>: the digests of a day and a week, and when they come by themselves."
        ),
        reader.say("👥 <b>Team</b>: invite masters and admins by links, take roles away."),
        reader.say(
            "In a group of your own, write /connect: visits, payments and digests are told there."
        ),
    )


HELP: Mapping[Role, Callable[[Reader], Markup]] = {
    Role.CLIENT: _for_clients,
    Role.MASTER: _for_masters,
    Role.ADMIN: _for_admins,
}
