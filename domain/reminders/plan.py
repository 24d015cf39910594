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
"""Messages are sent this much before quiet hours, to leave time for retries."""


@dataclass(frozen=True, slots=True)
class Remindable:
    """The data of a booking from which its reminders are planned."""

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
    """Return the reminders to send for a visit; none unless it is confirmed.

    A client without a chat gets no reminders.
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
    """Return the reminders of a visit, the earliest first; no two at the same moment.

    A lead time that has already begun follows the rule for late reminders: only the shortest of
    them is sent, at once or after the current quiet hours, or none is.
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
    """Return the start of a lead time: whole days by the calendar, the rest in real time.

    So a day before 10:00 is 10:00, and three hours are three hours, also across a clock change.
    A local time that the change skips becomes the one after it.
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
    """Return the end of the quiet hours that delay a late message; `None` outside of them."""
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
    """Return the quiet hours at the moment, start and (exclusive) end, in UTC.

    Equal times would silence the whole day, so they are ignored.
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
    """Return the message; a late worker sends it only `until` the next reminder is due."""
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
