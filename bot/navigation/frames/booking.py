"""The first and the current screen of a booking."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import uuid4

from pydantic import BaseModel, ConfigDict

from bot.fsm.booking import (
    BookingDraft,
    BookingState,
    DayChosen,
    Event,
    MasterChosen,
    MasterOfServiceChosen,
    ServicesChosen,
    StartChosen,
    advance,
)
from bot.navigation.frames.book_for_client import BookForClientView
from bot.navigation.frames.frame import Frame, ViewId, frame_of
from bot.navigation.frames.visits import VisitCardView
from domain.availability.model import VisitWish
from domain.catalog.errors import LocationNotFoundError
from domain.catalog.model import Location
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId, MasterId, ServiceId, UserId
from domain.visit.model import Visit


class BookingView(ViewId):
    """Screens on the way to a visit."""

    LOCATION = "location"
    SERVICES = "services"
    MASTER = "master"
    MASTER_CARD = "master_card"
    DAY = "day"
    TIME = "time"
    CONFIRM = "confirm"
    NOTE = "note"


VIEW_OF_STATE = {
    BookingState.SERVICES: BookingView.SERVICES,
    BookingState.MASTER: BookingView.MASTER,
    BookingState.DAY: BookingView.DAY,
    BookingState.TIME: BookingView.TIME,
    BookingState.CONFIRM: BookingView.CONFIRM,
}


class ForWhom(BaseModel):
    """The client for whom an admin books, before there is a draft; `None` for own bookings."""

    model_config = ConfigDict(frozen=True)

    client_id: UserId | None = None


class Party(NamedTuple):
    """The client of the visit, and the admin who acts for them, if any."""

    client: Identity
    admin: Identity | None


def party_of(draft: BookingDraft, person: Identity) -> Party:
    """Return the client of the draft, and this person as admin if they act for the client.

    Raises:
        RoleMissingError: the draft is a client's, and the person is not an admin (any more).
    """
    if draft.client_id is None:
        return Party(person, None)
    person.ensure_role(Role.ADMIN)
    return Party(Identity(draft.client_id), person)


def wish_of(draft: BookingDraft, person: Identity) -> VisitWish:
    """Return the wanted visit of the draft's client; raises like `party_of`."""
    party = party_of(draft, person)
    client_id = draft.visit_client_id if draft.is_offer else party.client.user_id
    return draft.wish(client_id, party.admin)


def acts_for_a_client(frame: Frame) -> bool:
    """Return whether an admin acts for a client on this screen."""
    is_draft = frame.payload.get("client_id") is not None
    return is_draft or frame.view in {BookForClientView.BOOK_FOR, VisitCardView.STAFF_CANCEL}


def frame_of_draft(draft: BookingDraft, cursor: int = 0) -> Frame:
    """Return the current screen of a booking, or of an offer of another time."""
    view: ViewId = VIEW_OF_STATE[draft.state]
    if view == BookingView.CONFIRM and draft.is_offer:
        view = VisitCardView.OFFER
    elif view == BookingView.CONFIRM and draft.client_id is not None:
        view = BookForClientView.BOOK_FOR_CARD
    return frame_of(view, draft, cursor)


def first_booking_frame(locations: Sequence[Location], client_id: UserId | None = None) -> Frame:
    """Return the services of the one location, or the choice among several.

    With `client_id`, an admin books for that client.

    Raises:
        LocationNotFoundError: the business is not set up yet.
    """
    if not locations:
        raise LocationNotFoundError
    if len(locations) > 1:
        return frame_of(BookingView.LOCATION, ForWhom(client_id=client_id))
    return frame_of_draft(new_draft(locations[0].id, client_id=client_id))


def frame_of_location(location_id: LocationId, locations: Sequence[Location]) -> Frame:
    """Return the services of one of the locations.

    Raises:
        LocationNotFoundError: it is not among them.
    """
    if location_id not in {location.id for location in locations}:
        raise LocationNotFoundError
    return frame_of_draft(new_draft(location_id))


def new_draft(
    location_id: LocationId,
    *ticked: ServiceId,
    preferred_master_id: MasterId | None = None,
    client_id: UserId | None = None,
) -> BookingDraft:
    """Start a booking at a location, optionally with selected services or a preferred master."""
    return BookingDraft(
        location_id=location_id,
        request_key=uuid4(),
        service_ids=ticked,
        preferred_master_id=preferred_master_id,
        client_id=client_id,
    )


def draft_of_move(visit: Visit) -> BookingDraft:
    """Start a search for another time with the same services and masters."""
    return BookingDraft(
        location_id=visit.location.id,
        request_key=uuid4(),
        state=BookingState.DAY,
        service_ids=tuple(item.service_id for item in visit.items),
        master_ids=tuple(item.master_id for item in visit.items),
        moved_booking_id=visit.id,
        is_free_to_change=visit.is_free_to_change,
    )


def moves_a_visit(frame: Frame) -> bool:
    """Return whether the screen is the calendar in which a client looks for another time."""
    if frame.view != BookingView.DAY:
        return False
    return frame.read(BookingDraft).is_move


def frames_of_repeat(visit: Visit) -> Iterator[Frame]:
    """Yield the screens on which the same visit would be booked, up to its card."""
    draft = new_draft(visit.location.id, *(item.service_id for item in visit.items))
    yield frame_of_draft(draft)
    for event in _events_of(visit):
        draft = advance(draft, event)
        yield frame_of_draft(draft)


def _events_of(visit: Visit) -> Iterator[Event]:
    yield ServicesChosen()
    masters = [item.master_id for item in visit.items]
    if len(set(masters)) == 1:
        yield MasterChosen(masters[0])
    else:
        for position, master_id in enumerate(masters):
            yield MasterOfServiceChosen(position, master_id)
    yield DayChosen(visit.starts_at.astimezone(visit.location.timezone).date())
    yield StartChosen(visit.starts_at)
