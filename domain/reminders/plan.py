"""When a client is reminded of a visit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.schedule.model import LateReminder, LocationProfile, PolicySet
from domain.shared.ids import BookingId, UserId
from domain.shared.time import DAY
from domain.visit.model import BookingStatus

AHEAD_OF_QUIET = timedelta(minutes=5)
"""A message that must not fall into quiet hours leaves this much before: room to try again."""


@dataclass(frozen=True, slots=True)
class Remindable:
    """What reminders of a booking go by."""

    booking_id: BookingId
    client_id: UserId
    status: BookingStatus
    start_at: datetime
    profile: LocationProfile
    has_chat: bool = True


@dataclass(frozen=True, slots=True)
class Reminder:
    """When the reminder of a lead time is sent, in UTC."""

    lead_minutes: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ReminderFacts(Facts):
    """When the visit begins, and how long before that its client is reminded.

    `until` is when the next reminder is due. The quiet hours are the next ones after this one.
    """

    start_at: datetime
    lead_minutes: int
    until: datetime | None = None
    quiet_from_at: datetime | None = None
    quiet_until_at: datetime | None = None


def reminders_of(booking: Remindable, now: datetime) -> list[OutboxMessage]:
    """Return what is to be sent to remind of the visit; nothing where it does not stand.

    Who has no chat is reminded of nothing: there is nobody to send it to.
    """
    if booking.status is not BookingStatus.CONFIRMED or not booking.has_chat:
        return []
    zone = booking.profile.location.timezone
    planned = plan_reminders(booking.start_at, now, zone, booking.profile.policies)
    following = (*(reminder.due_at for reminder in planned[1:]), None)
    return [_message(booking, *pair) for pair in zip(planned, following, strict=False)]


def plan_reminders(
    start_at: datetime, now: datetime, zone: ZoneInfo, policies: PolicySet
) -> tuple[Reminder, ...]:
    """Return the reminders of a visit, the earliest first; at no moment are there two.

    A lead time that has begun already follows the rule for late reminders: of several, the
    shortest is sent at once (after the quiet hours, should they reign), or none.
    """
    by_moment: dict[datetime, int] = {}
    for lead_minutes in sorted(policies.reminder_lead_minutes, reverse=True):
        begins_at = _lead_begins_at(start_at, lead_minutes, zone)
        due_at = ahead_of_quiet(begins_at, zone, policies)
        if due_at < now:
            if begins_at < now and policies.late_reminder is LateReminder.SKIP:
                continue
            due_at = after_quiet(now, zone, policies)
        if due_at < start_at:
            by_moment[due_at] = lead_minutes
    return tuple(Reminder(lead, due_at) for due_at, lead in sorted(by_moment.items()))


def _lead_begins_at(start_at: datetime, lead_minutes: int, zone: ZoneInfo) -> datetime:
    """Whole days are days of the calendar, the rest is counted in real time.

    So a day before ten o'clock is ten o'clock, and three hours are three hours, whatever the
    clocks do that night; a local time that a change leaves out becomes the one after it.
    """
    days, minutes = divmod(timedelta(minutes=lead_minutes), DAY)
    local = start_at.astimezone(zone)
    same_time = datetime.combine(local.date() - days * DAY, local.time(), zone)
    return same_time.astimezone(UTC) - minutes


def ahead_of_quiet(moment: datetime, zone: ZoneInfo, policies: PolicySet) -> datetime:
    """Return the moment, in UTC; one in quiet hours becomes the last moment before them."""
    quiet = quiet_hours_at(moment, zone, policies)
    return quiet[0] - AHEAD_OF_QUIET if quiet else moment.astimezone(UTC)


def after_quiet(moment: datetime, zone: ZoneInfo, policies: PolicySet) -> datetime:
    """Return the moment, in UTC; one in quiet hours becomes their end."""
    quiet = quiet_hours_at(moment, zone, policies)
    return quiet[1] if quiet else moment.astimezone(UTC)


def quiet_until(message: OutboxMessage, now: datetime) -> datetime | None:
    """Return when quiet hours end that a late message has come into; `None` outside of them."""
    facts = message.facts
    if not isinstance(facts, ReminderFacts):
        return None
    from_at, until_at = facts.quiet_from_at, facts.quiet_until_at
    if from_at is None or until_at is None:
        return None
    return until_at if from_at <= now < until_at else None


def quiet_hours_at(
    moment: datetime, zone: ZoneInfo, policies: PolicySet
) -> tuple[datetime, datetime] | None:
    """Return the quiet hours that reign at the moment, from and until (no longer), in UTC.

    Equal times are the whole day: that would silence everything, so they count for nothing.
    """
    nights = _quiet_nights(moment, zone, policies)
    return next((night for night in nights if night[0] <= moment < night[1]), None)


def _next_quiet_hours(
    moment: datetime, zone: ZoneInfo, policies: PolicySet
) -> tuple[datetime, datetime] | None:
    nights = _quiet_nights(moment, zone, policies)
    return next((night for night in nights if night[0] >= moment), None)


def _quiet_nights(
    moment: datetime, zone: ZoneInfo, policies: PolicySet
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the quiet hours that begin the day before, that day and the day after, in UTC."""
    begin, end = policies.quiet_from, policies.quiet_until
    if begin is None or end is None or begin == end:
        return
    today = moment.astimezone(zone).date()
    for first in (today - DAY, today, today + DAY):
        last = first if end > begin else first + DAY  # they may span midnight
        yield (
            min(_readings(datetime.combine(first, begin, zone))),
            max(_readings(datetime.combine(last, end, zone))),
        )


def _readings(local: datetime) -> tuple[datetime, datetime]:
    """Return both moments that a local time can mean where the clocks change, in UTC."""
    return local.replace(fold=0).astimezone(UTC), local.replace(fold=1).astimezone(UTC)


def _message(booking: Remindable, reminder: Reminder, until: datetime | None) -> OutboxMessage:
    """Return what to send; a worker that was away sends it `until` the next one is due alone."""
    start = booking.start_at.astimezone(UTC).isoformat()
    zone, policies = booking.profile.location.timezone, booking.profile.policies
    night = _next_quiet_hours(reminder.due_at, zone, policies) or (None, None)
    return OutboxMessage(
        key=f"{MessageKind.REMINDER}:{booking.booking_id}:{start}:{reminder.lead_minutes}",
        kind=MessageKind.REMINDER,
        booking_id=booking.booking_id,
        due_at=reminder.due_at,
        audience=Audience.CLIENT,
        recipient_id=booking.client_id,
        location_id=booking.profile.location.id,
        facts=ReminderFacts(booking.start_at, reminder.lead_minutes, until, *night),
    )
