"""Being late, as the card of a visit shows it to its client and to the staff."""

from markupsafe import Markup

from bot.callbacks import RunLateTap
from bot.views.reader import Reader
from bot.views.screen import Button, ButtonStyle, Rows
from bot.views.words import bold, label, notice
from domain.booking.delays import Delay
from domain.booking.get_staff_visit import StaffVisitCard
from domain.booking.model import OCCUPYING, Visit


def late_line(visit: Visit, reader: Reader) -> Markup | None:
    """Say how late a visit that stands is expected to begin."""
    if not visit.late_minutes or visit.status not in OCCUPYING:
        return None
    return reader.say(
        "⏱ Running about {minutes} late: expected at {time}",
        minutes=reader.duration(visit.late_minutes),
        time=bold(reader.both_times(visit.expected_at, visit.location.timezone)),
    )


def late_rows(card: StaffVisitCard, reader: Reader) -> Rows:
    """Return what can be said of it: so many minutes, or that it is on time after all."""
    if not card.can_run_late:
        return ()
    row = tuple(_button(card.visit, delay, reader) for delay in Delay if delay)
    if not card.visit.late_minutes:
        return (row,)
    on_time = RunLateTap(booking_id=card.visit.id, delay=Delay.ON_TIME)
    return row, (Button(label(reader.say("🕒 On time after all")), tap=on_time),)


def late_noted(told: int | None, reader: Reader) -> str:
    """Answer who said so: how many clients are told of it."""
    if told is None:
        return notice(reader.say("That is known already: nobody is told twice."))
    if not told:
        return notice(reader.say("It is noted. Nobody has to be told."))
    return notice(
        reader.say_many(
            "It is noted. {count} client is told.", "It is noted. {count} clients are told.", told
        )
    )


def _button(visit: Visit, delay: Delay, reader: Reader) -> Button:
    return Button(
        label(reader.say("⏱ +{minutes}", minutes=int(delay))),
        tap=RunLateTap(booking_id=visit.id, delay=delay),
        style=ButtonStyle.SUCCESS if delay == visit.late_minutes else None,
    )
