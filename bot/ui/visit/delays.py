"""Delays on the card of a visit, for its client and for the staff."""

from markupsafe import Markup

from bot.callbacks.delays import RunLateTap
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows
from bot.ui.text import bold, label, lines, toast
from domain.visit.delays import Delay, DelayNotified
from domain.visit.model import OCCUPYING, Visit
from domain.visit_queries.get_staff_visit import StaffVisitCard


def late_line(visit: Visit, localizer: Localizer) -> Markup | None:
    """Return how late an active visit is expected to begin."""
    if not visit.late_minutes or visit.status not in OCCUPYING:
        return None
    return localizer.t(
        "⏱ Running about {minutes} late: expected at {time}",
        minutes=localizer.duration(visit.late_minutes),
        time=bold(localizer.both_times(visit.expected_at, visit.location.timezone)),
    )


def staff_late_lines(card: StaffVisitCard, localizer: Localizer) -> Markup:
    """Return how late the visit begins or how much longer it takes, and what the buttons do."""
    offered = localizer.t("⏱ Running late? One tap tells everybody who has to wait.")
    return lines(
        late_line(card.visit, localizer)
        if card.is_coming
        else _goes_on_line(card.visit, localizer),
        offered if card.can_run_late else None,
    )


def late_rows(card: StaffVisitCard, localizer: Localizer) -> Rows:
    """Return the buttons to report a delay, or that the visit is on time after all."""
    if not card.can_run_late:
        return ()
    row = tuple(_button(card.visit, delay, localizer) for delay in Delay if delay)
    if not card.visit.late_minutes and not card.visit.said_late_minutes:
        return (row,)
    on_time = RunLateTap(booking_id=card.visit.id, delay=Delay.ON_TIME)
    return row, (Button(label(localizer.t("🕒 On time after all")), tap=on_time),)


def late_noted(notified: DelayNotified | None, localizer: Localizer) -> str:
    """Return how many clients are notified of a reported delay, and what it did not change."""
    if notified is None:
        return toast(localizer.t("That is known already: nobody is told twice."))
    if not notified.clients:
        words = localizer.t("It is noted. Nobody has to be told.")
    else:
        words = localizer.tn(
            "It is noted. {count} client is told.",
            "It is noted. {count} clients are told.",
            notified.clients,
        )
    return toast(lines(words, _to_phone(notified, localizer), _held_up(notified, localizer)))


def _to_phone(notified: DelayNotified, localizer: Localizer) -> Markup | None:
    if not notified.to_phone:
        return None
    return localizer.tn(
        "{count} of them has no chat: please phone.",
        "{count} of them have no chat: please phone.",
        notified.to_phone,
    )


def _held_up(notified: DelayNotified, localizer: Localizer) -> Markup | None:
    if not notified.is_held_up:
        return None
    return localizer.t(
        "What was said of another service or visit still holds it up: change it there."
    )


def _goes_on_line(visit: Visit, localizer: Localizer) -> Markup | None:
    if not visit.said_late_minutes or visit.status not in OCCUPYING:
        return None
    minutes = localizer.duration(visit.said_late_minutes)
    return localizer.t("⏱ Goes on about {minutes} longer than agreed", minutes=minutes)


def _button(visit: Visit, delay: Delay, localizer: Localizer) -> Button:
    return Button(
        label(localizer.t("⏱ +{minutes}", minutes=int(delay))),
        tap=RunLateTap(booking_id=visit.id, delay=delay),
        style=ButtonStyle.SUCCESS if delay == visit.said_late_minutes else None,
    )
