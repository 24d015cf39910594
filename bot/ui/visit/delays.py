"""Being late, as the card of a visit shows it to its client and to the staff."""

from markupsafe import Markup

from bot.callbacks.delays import RunLateTap
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Rows
from bot.ui.text import bold, label, lines, notice
from domain.visit.delays import Delay, Told
from domain.visit.model import OCCUPYING, Visit
from domain.visit_queries.get_staff_visit import StaffVisitCard


def late_line(visit: Visit, reader: Reader) -> Markup | None:
    """Say how late a visit that stands is expected to begin."""
    if not visit.late_minutes or visit.status not in OCCUPYING:
        return None
    return reader.say(
        "⏱ Running about {minutes} late: expected at {time}",
        minutes=reader.duration(visit.late_minutes),
        time=bold(reader.both_times(visit.expected_at, visit.location.timezone)),
    )


def staff_late_lines(card: StaffVisitCard, reader: Reader) -> Markup:
    """Say how late it begins or how much longer it goes on, and what the buttons do."""
    offered = reader.say("⏱ Running late? One tap tells everybody who has to wait.")
    return lines(
        late_line(card.visit, reader) if card.is_coming else _goes_on_line(card.visit, reader),
        offered if card.can_run_late else None,
    )


def late_rows(card: StaffVisitCard, reader: Reader) -> Rows:
    """Return what can be said of it: so many minutes, or that it is on time after all."""
    if not card.can_run_late:
        return ()
    row = tuple(_button(card.visit, delay, reader) for delay in Delay if delay)
    if not card.visit.late_minutes and not card.visit.said_late_minutes:
        return (row,)
    on_time = RunLateTap(booking_id=card.visit.id, delay=Delay.ON_TIME)
    return row, (Button(label(reader.say("🕒 On time after all")), tap=on_time),)


def late_noted(told: Told | None, reader: Reader) -> str:
    """Answer who said so: how many clients are told of it, and what it did not change."""
    if told is None:
        return notice(reader.say("That is known already: nobody is told twice."))
    if not told.clients:
        words = reader.say("It is noted. Nobody has to be told.")
    else:
        words = reader.say_many(
            "It is noted. {count} client is told.",
            "It is noted. {count} clients are told.",
            told.clients,
        )
    return notice(lines(words, _to_phone(told, reader), _held_up(told, reader)))


def _to_phone(told: Told, reader: Reader) -> Markup | None:
    if not told.to_phone:
        return None
    return reader.say_many(
        "{count} of them has no chat: please phone.",
        "{count} of them have no chat: please phone.",
        told.to_phone,
    )


def _held_up(told: Told, reader: Reader) -> Markup | None:
    if not told.is_held_up:
        return None
    return reader.say(
        "What was said of another service or visit still holds it up: change it there."
    )


def _goes_on_line(visit: Visit, reader: Reader) -> Markup | None:
    if not visit.said_late_minutes or visit.status not in OCCUPYING:
        return None
    minutes = reader.duration(visit.said_late_minutes)
    return reader.say("⏱ Goes on about {minutes} longer than agreed", minutes=minutes)


def _button(visit: Visit, delay: Delay, reader: Reader) -> Button:
    return Button(
        label(reader.say("⏱ +{minutes}", minutes=int(delay))),
        tap=RunLateTap(booking_id=visit.id, delay=delay),
        style=ButtonStyle.SUCCESS if delay == visit.said_late_minutes else None,
    )
