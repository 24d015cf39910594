from dataclasses import dataclass

from domain.availability.ports import BusyCache
from domain.booking.cancel_standing import CancelStanding
from domain.booking.messages import cancelled_by_staff
from domain.outbox.audit import Action
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.texts import cleaned
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.end_holds import EndHolds, given_up
from domain.visit.errors import RefundChangedError, VisitNotActiveError
from domain.visit.model import BookingStatus, master_days_of
from domain.visit.ports import BookingGateway, Hold, VisitGateway
from domain.visit.reasons import MAX_REASON_LENGTH
from domain.visit.rules import ensure_own, is_coming
from domain.visit.staff_changes import RecordStaffAction, acting, staff_can_change


@dataclass(frozen=True, slots=True)
class CancelVisit:
    """Cancel a visit, by its client or an admin for them; its time is free at once."""

    uow: UnitOfWork
    visits: VisitGateway
    bookings: BookingGateway
    end_holds: EndHolds
    cancel_standing: CancelStanding
    record_staff_action: RecordStaffAction
    busy_cache: BusyCache
    clock: Clock

    async def execute(
        self,
        client: Identity,
        booking_id: BookingId,
        reason: str = "",
        *,
        seen_refund_minor: int = 0,
        admin: Identity | None = None,
    ) -> None:
        """Cancel the visit, and refund the payment by the policy.

        `reason` is a `CancelReason`, a `StaffReason`, free text or empty. If the business proposes
        another time or runs late, the client may cancel until the expected start for a full refund.
        `seen_refund_minor` is the least refund that the client was shown. An `admin` may cancel
        until the visit ends, with a full refund and a notification to the client.

        Raises:
            RoleMissingError: the user who cancels for the client is not an admin.
            VisitNotFoundError: there is none, or it belongs to another client.
            VisitNotActiveError: it is over or already cancelled.
            TooLateToCancelDenial: its lock window has begun.
            RefundChangedError: the refund is less than the client was shown.
        """
        now, actor = self.clock.now(), acting(client, admin)
        is_open = staff_can_change if admin else is_coming
        reason = cleaned(reason, in_one_line=True)[:MAX_REASON_LENGTH]
        async with self.uow:
            found = await self.visits.get_visit(booking_id, for_update=True)
            visit = ensure_own(found, client).as_of(now)
            if not is_open(visit, now):
                raise VisitNotActiveError
            items, refund = await self.bookings.get_items(booking_id), 0
            if visit.status is BookingStatus.PENDING:
                hold = Hold(visit.id, visit.client_id, False, frozenset(master_days_of(items)))
                await self.end_holds.execute([hold], given_up(actor, reason), now)
            else:
                refund = await self.cancel_standing.execute(visit, actor, reason, now)
                if refund < seen_refund_minor:
                    raise RefundChangedError
            await self.record_staff_action.execute(
                actor,
                Action.VISIT_CANCELLED,
                cancelled_by_staff(visit, refund, now),
                before={"status": visit.status},
                after={"refund_minor": refund},
            )
            await self.uow.commit()
        await self.busy_cache.forget(master_days_of(items))
