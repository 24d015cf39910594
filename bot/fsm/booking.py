"""The dialogue of a booking: states, events, and guards that validate; no side effects."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from domain.availability.model import ServiceChoice, Terms, VisitWish
from domain.availability.plan_visit import MAX_SERVICES
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId


class BookingState(StrEnum):
    """The step of the dialogue."""

    SERVICES = "services"
    MASTER = "master"
    DAY = "day"
    TIME = "time"
    CONFIRM = "confirm"


class BookingDraft(BaseModel):
    """What a client has chosen so far.

    `master_ids` is parallel to `service_ids` (`None` is any) and shorter while masters are being
    chosen; `preferred_master_id` is chosen automatically if that master does all the services. A
    draft with `moved_booking_id` moves that visit, at any time if it `can_be_left` (see `Visit`).
    With `is_offer`, the staff look for a time to offer to its client (`visit_client_id`). With
    `client_id`, an admin books or moves for that client. `request_key` never changes, so that
    repeated confirmations create one visit at most.
    """

    model_config = ConfigDict(frozen=True)

    location_id: LocationId
    request_key: UUID
    state: BookingState = BookingState.SERVICES
    service_ids: tuple[ServiceId, ...] = ()
    preferred_master_id: MasterId | None = None
    master_ids: tuple[MasterId | None, ...] = ()
    day: date | None = None
    start_at: AwareDatetime | None = None
    moved_booking_id: BookingId | None = None
    is_offer: bool = False
    visit_client_id: UserId | None = None
    client_id: UserId | None = None
    is_free_to_change: bool = False

    @property
    def is_move(self) -> bool:
        """Whether the draft moves a visit directly, without an offer to the client."""
        return self.moved_booking_id is not None and not self.is_offer

    @property
    def obeys_lock_window(self) -> bool:
        """Whether the new time must be far enough ahead to move the visit again."""
        return self.is_move and not self.is_free_to_change

    @property
    def choice(self) -> tuple[ServiceChoice, ...]:
        """The services with their masters, once both are chosen."""
        pairs = zip(self.service_ids, self.master_ids, strict=True)
        return tuple(ServiceChoice(service_id, master_id) for service_id, master_id in pairs)

    def wish(self, client_id: UserId | None, admin: Identity | None = None) -> VisitWish:
        """Return the wanted visit of a client; `admin` is set if an admin acts for them."""
        terms = Terms(self.obeys_lock_window, admin)
        return VisitWish(self.location_id, self.choice, terms, self.moved_booking_id, client_id)

    @property
    def required_day(self) -> date:
        """The chosen day; raises `EventRefusedError` before there is one."""
        if self.day is None:
            raise EventRefusedError(self.state)
        return self.day

    @property
    def required_start(self) -> datetime:
        """The chosen start; raises `EventRefusedError` before there is one."""
        if self.start_at is None:
            raise EventRefusedError(self.state)
        return self.start_at


@dataclass(frozen=True, slots=True)
class ServiceTicked:
    """A service was put into the visit (`on`) or taken out."""

    service_id: ServiceId
    on: bool


@dataclass(frozen=True, slots=True)
class ServicesChosen:
    """The client continues with the ticked services."""


@dataclass(frozen=True, slots=True)
class MasterChosen:
    """One master, or any (`None`), does everything."""

    master_id: MasterId | None


@dataclass(frozen=True, slots=True)
class MasterOfServiceChosen:
    """A master, or any (`None`), does the service at `position`."""

    position: int
    master_id: MasterId | None


@dataclass(frozen=True, slots=True)
class MastersReplaced:
    """The masters of a visit that is moved were replaced (`None` is any) or restored."""

    master_ids: tuple[MasterId | None, ...]


@dataclass(frozen=True, slots=True)
class DayChosen:
    """A day of the calendar."""

    day: date


@dataclass(frozen=True, slots=True)
class StartChosen:
    """A start of the day, aware."""

    start_at: datetime


Event = (
    ServiceTicked
    | ServicesChosen
    | MasterChosen
    | MasterOfServiceChosen
    | MastersReplaced
    | DayChosen
    | StartChosen
)


class EventRefusedError(Exception):
    """The state does not accept the event, or its guard rejects it."""


def advance(draft: BookingDraft, event: Event) -> BookingDraft:
    """Return the draft after the event.

    Raises:
        EventRefusedError: the state does not accept the event, or its values are invalid.
    """
    match draft.state, event:
        case BookingState.SERVICES, ServiceTicked(service_id, on):
            return _tick(draft, service_id, on=on)
        case BookingState.SERVICES, ServicesChosen() if draft.service_ids:
            return _moved_on(draft, BookingState.MASTER, master_ids=())
        case BookingState.MASTER, MasterOfServiceChosen(position, master_id) if position == len(
            draft.master_ids
        ):
            return _take_master(draft, master_id)
        case (BookingState.MASTER, MasterChosen() as chosen) | (
            BookingState.DAY,
            MastersReplaced() as chosen,
        ):
            return _moved_on(draft, BookingState.DAY, master_ids=_masters(draft, chosen))
        case BookingState.DAY, DayChosen(day):
            return _moved_on(draft, BookingState.TIME, day=day)
        case BookingState.TIME | BookingState.CONFIRM, StartChosen(start_at):
            return _moved_on(draft, BookingState.CONFIRM, start_at=start_at)
        case _:
            raise EventRefusedError(draft.state)


def _masters(
    draft: BookingDraft, event: MasterChosen | MastersReplaced
) -> tuple[MasterId | None, ...]:
    """Return the chosen masters; only a move can replace the masters of a visit."""
    if isinstance(event, MasterChosen):
        return (event.master_id,) * len(draft.service_ids)
    if not draft.is_move or len(event.master_ids) != len(draft.service_ids):
        raise EventRefusedError(draft.state)
    return event.master_ids


def _tick(draft: BookingDraft, service_id: ServiceId, *, on: bool) -> BookingDraft:
    others = tuple(ticked for ticked in draft.service_ids if ticked != service_id)
    if not on:
        return draft.model_copy(update={"service_ids": others})
    if service_id in draft.service_ids:
        return draft
    if len(others) == MAX_SERVICES:
        raise EventRefusedError(draft.state)
    return draft.model_copy(update={"service_ids": (*others, service_id)})


def _take_master(draft: BookingDraft, master_id: MasterId | None) -> BookingDraft:
    master_ids = (*draft.master_ids, master_id)
    is_last = len(master_ids) == len(draft.service_ids)
    state = BookingState.DAY if is_last else BookingState.MASTER
    return _moved_on(draft, state, master_ids=master_ids)


def _moved_on(draft: BookingDraft, state: BookingState, **chosen: object) -> BookingDraft:
    return draft.model_copy(update={"state": state, **chosen})
