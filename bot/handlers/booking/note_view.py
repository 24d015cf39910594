from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.text import paragraphs
from domain.booking.hold_slot import MAX_NOTE_LENGTH


def render_note(localizer: Localizer) -> Screen:
    """Ask for a note, which the client sends as a message."""
    return Screen(
        paragraphs(
            localizer.t("📝 <b>What should we know?</b>"),
            localizer.t(
                "Write it as a message, {limit} characters at most. "
                "Whoever looks after you will read it.",
                limit=MAX_NOTE_LENGTH,
            ),
        )
    )
