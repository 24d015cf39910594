from bot.views.reader import Reader
from bot.views.screen import Screen
from bot.views.words import paragraphs


def render_help(reader: Reader) -> Screen:
    """Explain the chat."""
    text = paragraphs(
        reader.say("❔ <b>How it works</b>"),
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
        reader.say("Lost? Send /start, and you are back at the menu."),
    )
    return Screen(text)
