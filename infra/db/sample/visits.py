"""Visits of the sample salon: deterministic for a given day, without overlaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from domain.schedule.working_hours import Shift
from domain.visit.model import BookingStatus

PAST_DAYS = 28
COMING_DAYS = 21
SHARE_TAKEN = 0.4
SHARE_NO_SHOW = 0.06
SHARE_CANCELLED = 0.05
STEP = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as one master performs it."""

    service_id: int
    duration: timedelta
    blocked: timedelta  # with the larger of gap and buffer
    price_minor: int


@dataclass(frozen=True, slots=True)
class SampleVisit:
    """One visit with one item."""

    client: int
    service_id: int
    start_at: datetime
    end_at: datetime
    blocked_until: datetime
    price_minor: int
    status: BookingStatus


def visits_of_shift(
    shift: Shift, offers: Sequence[Offer], clients: int, now: datetime, random: Random
) -> Iterator[SampleVisit]:
    """Yield random visits in a shift, outside its break."""
    moment = shift.work.start_at
    while moment < shift.work.end_at:
        offer = random.choice(offers)
        end = moment + offer.blocked
        pause = shift.pause
        if pause and moment < pause.end_at and end > pause.start_at:
            moment = pause.end_at
        elif end > shift.work.end_at:
            return
        elif random.random() > SHARE_TAKEN:
            moment += 2 * STEP
        else:
            status = _status(moment, now, random)
            yield SampleVisit(
                random.randrange(clients),
                offer.service_id,
                moment,
                moment + offer.duration,
                end,
                offer.price_minor,
                status,
            )
            moment = _next_step(end, shift.work.start_at)


def days_around(today: date) -> Iterator[date]:
    """Yield the days that the sample covers."""
    for offset in range(-PAST_DAYS, COMING_DAYS + 1):
        yield today + timedelta(days=offset)


def _status(start_at: datetime, now: datetime, random: Random) -> BookingStatus:
    if random.random() < SHARE_CANCELLED:
        return BookingStatus.CANCELLED
    if start_at > now:
        return BookingStatus.CONFIRMED
    return BookingStatus.NO_SHOW if random.random() < SHARE_NO_SHOW else BookingStatus.COMPLETED


def _next_step(moment: datetime, anchor: datetime) -> datetime:
    return anchor + -((anchor - moment) // STEP) * STEP
