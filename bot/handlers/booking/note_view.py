from bot.ui.localizer import Reader
from bot.ui.screen import Screen
from bot.ui.text import paragraphs
from domain.booking.hold_slot import MAX_NOTE_LENGTH


def render_note(reader: Reader) -> Screen:
    """Ask for a note, which is written as a message."""
    return Screen(
        paragraphs(
            reader.say("📝 <b>What should we know?</b>"),
            reader.say(
                "Write it as a message, {limit} characters at most. "
                "Whoever looks after you will read it.",
                limit=MAX_NOTE_LENGTH,
            ),
        )
    )
