from dataclasses import dataclass, replace

from domain.payments.model import Payment
from domain.payments.ports import PaymentGateway
from domain.schedule.ports import LocationProfileCache
from domain.shared.denials import PolicyDenial
from domain.shared.first_name import first_name_of
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.correspondence import VisitMessage, VisitMessageGateway
from domain.visit.delays import can_run_late
from domain.visit.model import Visit
from domain.visit.outcomes import Mark, corrections_of, marks_of
from domain.visit.ports import VisitGateway
from domain.visit.proposal_ports import ProposalGateway
from domain.visit.proposals import Proposal
from domain.visit.rules import ensure_serves, is_coming, write_denial
from domain.visit.staff_changes import staff_can_change
from domain.visit.staff_ports import ClientContact, ClientPast, HistoryLine, StaffGateway

LAST_VISITS = 3
LAST_MESSAGES = 5


@dataclass(frozen=True, slots=True)
class StaffVisitCard:
    """A visit as the staff see it: the client, the open proposal and the history.

    `marks` are the outcomes that the user can mark now, `corrections` those that can replace the
    marked one; `payment` is the most relevant advance payment. `messages` are the newest about
    the visit, `write_denial` is the reason why the client cannot be written to.
    """

    visit: Visit
    is_coming: bool
    client: ClientContact
    proposal: Proposal | None = None
    history: tuple[HistoryLine, ...] = ()
    marks: tuple[Mark, ...] = ()
    corrections: tuple[Mark, ...] = ()
    payment: Payment | None = None
    past: ClientPast | None = None
    messages: tuple[VisitMessage, ...] = ()
    write_denial: PolicyDenial | None = None
    can_run_late: bool = False  # a delay can be reported
    can_change: bool = False  # the user can move or cancel it for the client


@dataclass(frozen=True, slots=True)
class GetStaffVisit:
    """Read one visit for an admin, or for a master who takes part in it.

    A master who is not an admin sees the client's first name, the phone if the location allows
    it, and only earlier visits to this master.
    """

    uow: UnitOfWork
    visits: VisitGateway
    staff_gateway: StaffGateway
    proposals: ProposalGateway
    payments: PaymentGateway
    messages: VisitMessageGateway
    profiles: LocationProfileCache
    clock: Clock

    async def execute(self, staff: Identity, booking_id: BookingId) -> StaffVisitCard:
        """Return the visit with its history.

        Raises:
            RoleMissingError: the user does not belong to the staff.
            VisitNotFoundError: there is no such visit, or it is another master's.
        """
        now = self.clock.now()
        async with self.uow:
            own = await self.staff_gateway.get_master_ids(staff.user_id)
            visit = ensure_serves(await self.visits.get_visit(booking_id), staff, own).as_of(now)
            contact = await self._get_contact(visit, staff)
            proposal = await self.proposals.get_open(booking_id)
            history = await self.staff_gateway.get_history(booking_id)
            payment = await self.payments.find_of_booking(booking_id) if visit.deposit else None
            past = await self.staff_gateway.get_past(
                visit, own, LAST_VISITS, own_alone=Role.ADMIN not in staff.roles
            )
            messages = await self.messages.list_newest(booking_id, LAST_MESSAGES)
        return StaffVisitCard(
            visit,
            is_coming(visit, now),
            contact,
            proposal,
            history,
            marks_of(visit, contact.arrived_at, now),
            corrections_of(visit, history, staff, now),
            payment,
            past,
            messages,
            write_denial(visit, contact, now),
            can_run_late(visit, now),
            Role.ADMIN in staff.roles and staff_can_change(visit, now),
        )

    async def _get_contact(self, visit: Visit, staff: Identity) -> ClientContact:
        contact = await self.staff_gateway.get_contact(visit.id)
        if Role.ADMIN in staff.roles:
            return contact
        profile = await self.profiles.get_profile(visit.location.id)
        sees_phone = profile is not None and profile.policies.masters_see_phones
        return replace(
            contact,
            name=first_name_of(contact.name),
            phone=contact.phone if sees_phone else None,
        )
