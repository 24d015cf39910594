"""Words by which screens and notices are told apart, each in one place; in English."""

from bot.ui import toasts
from tests.support.reading import localizer

_ENGLISH = localizer()

STALE = toasts.old_button(_ENGLISH)
ONLY_TEXT = toasts.only_text(_ENGLISH)
USE_BUTTONS = toasts.text_unexpected(_ENGLISH)
UNKNOWN_COMMAND = toasts.unknown_command(_ENGLISH)
BAD_LINK = toasts.bad_link(_ENGLISH)
RUSH = toasts.try_again(_ENGLISH)
SORRY = toasts.unforeseen_error("", _ENGLISH).partition(",")[0]

MENU = "Welcome"
HELP = "How it works"
SERVICES = "What would you like?"
MASTERS = "Who would you like to see?"
DAYS = "Which day"
TIMES = "What time"
CARD = "Is everything right?"
NOTE = "What should we know?"
HELD = "This time is held for you"
EXPIRED = "The time for paying ran out"
LATE = "Your payment came too late"
BOOKED = "You are booked"
CANCELLED = "This visit is cancelled"
TAKEN = "no longer free"
NO_VISITS = "No visits ahead"
NOTHING_TO_BOOK = "nothing to book here now"
NO_SUCH_VISIT = "There is no such visit"
