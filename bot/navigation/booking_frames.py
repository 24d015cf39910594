"""Where a booking begins and on which screen it stands."""

from collections.abc import Iterator, Sequence
from uuid import uuid4

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
from bot.navigation.frame import Frame, ViewId, frame_of
from domain.booking.model import Visit
from domain.catalog.errors import LocationNotFoundError
from domain.catalog.model import Location
from domain.shared.ids import LocationId, MasterId, ServiceId

VIEW_OF_STATE = {
    BookingState.SERVICES: ViewId.SERVICES,
    BookingState.MASTER: ViewId.MASTER,
    BookingState.DAY: ViewId.DAY,
    BookingState.TIME: ViewId.TIME,
    BookingState.CONFIRM: ViewId.CONFIRM,
}


def frame_of_draft(draft: BookingDraft, cursor: int = 0) -> Frame:
    """Return the screen on which a booking stands, or an offer of another time."""
    is_offer = draft.is_offer and draft.state is BookingState.CONFIRM
    return frame_of(ViewId.OFFER if is_offer else VIEW_OF_STATE[draft.state], draft, cursor)


def first_booking_frame(locations: Sequence[Location]) -> Frame:
    """Return the services of the one location, or the choice among several.

    Raises:
        LocationNotFoundError: the business is not set up yet.
    """
    if not locations:
        raise LocationNotFoundError
    if len(locations) > 1:
        return Frame(view=ViewId.LOCATION)
    return frame_of_draft(new_draft(locations[0].id))


def frame_of_location(location_id: LocationId, locations: Sequence[Location]) -> Frame:
    """Return the services of one of the locations.

    Raises:
        LocationNotFoundError: it is not among them.
    """
    if location_id not in {location.id for location in locations}:
        raise LocationNotFoundError
    return frame_of_draft(new_draft(location_id))


def new_draft(
    location_id: LocationId, *ticked: ServiceId, preferred_master_id: MasterId | None = None
) -> BookingDraft:
    """Begin to book at a location, perhaps with services ticked or a master in mind."""
    return BookingDraft(
        location_id=location_id,
        request_key=uuid4(),
        service_ids=ticked,
        preferred_master_id=preferred_master_id,
    )


def draft_of_move(visit: Visit) -> BookingDraft:
    """Begin to look for another time for the same services and masters."""
    return BookingDraft(
        location_id=visit.location.id,
        request_key=uuid4(),
        state=BookingState.DAY,
        service_ids=tuple(item.service_id for item in visit.items),
        master_ids=tuple(item.master_id for item in visit.items),
        moved_booking_id=visit.id,
        can_be_left=visit.can_be_left,
    )


def moves_a_visit(frame: Frame) -> bool:
    """Tell whether the screen is the calendar in which a client looks for another time."""
    if frame.view is not ViewId.DAY:
        return False
    return frame.read(BookingDraft).is_move


def frames_of_repeat(visit: Visit) -> Iterator[Frame]:
    """Yield the screens on which the same visit would have been booked, to the card of it."""
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
