"""The name of the client for whom a staff member books."""

from bot.fsm.booking import BookingDraft
from domain.clients.get_client import GetClient
from domain.shared.identity import Identity
from domain.visit_queries.get_staff_visit import GetStaffVisit


async def name_of_client(
    draft: BookingDraft,
    person: Identity,
    get_client: GetClient,
    get_staff_visit: GetStaffVisit | None = None,
) -> str:
    """Return the client's name as this person may see it; empty if clients book themselves.

    Raises the errors of the services that it calls.
    """
    if draft.client_id is not None:
        return (await get_client.execute(person, draft.client_id)).name
    if draft.is_offer and draft.moved_booking_id is not None and get_staff_visit is not None:
        return (await get_staff_visit.execute(person, draft.moved_booking_id)).client.name
    return ""
