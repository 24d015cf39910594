from bot.handlers.my_time import my_time_toasts
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.my_time import (
    CollisionsPayload,
    MyTimeView,
    collisions_frame,
    displaced_frame,
    reason_of,
    with_reason,
)
from bot.navigation.navigator import Navigator
from domain.my_time.change_my_time import ChangeMyTime, ChangeMyTimeRequest
from domain.my_time.changes import TakesTime, TimeChange
from domain.my_time.find_collisions import FindCollisions
from domain.proposals.offer_new_times import OfferNewTimes
from domain.schedule.errors import CollisionsChangedError
from domain.shared.ids import BookingId, MasterId


class ScheduleChangeFlow:
    """Handles a change of working time: shows its collisions first, then makes it."""

    def __init__(
        self,
        find_collisions: FindCollisions,
        change_my_time: ChangeMyTime,
        offer_new_times: OfferNewTimes,
    ) -> None:
        self._find_collisions = find_collisions
        self._change_my_time = change_my_time
        self._offer_new_times = offer_new_times

    async def take(
        self,
        navigator: Navigator,
        master_id: MasterId,
        change: TimeChange,
        *,
        is_certain: bool = True,
    ) -> None:
        """Make the change; if it collides with visits, or is not certain, ask first."""
        found = await self._find_collisions.execute(navigator.client.identity, master_id, change)
        if isinstance(change, TakesTime) and (found or not is_certain):
            navigator.note = reason_of(change)
            navigator.open(collisions_frame(master_id, change))
        else:
            await self._make(navigator, master_id, change, frozenset())

    async def confirm(self, navigator: Navigator) -> None:
        """Make the change after confirmation, and show what happens to the visits."""
        asked = navigator.top.read(CollisionsPayload)
        change = with_reason(asked.change, navigator.note)
        await self._make(navigator, asked.master_id, change, frozenset(asked.seen))

    async def _make(
        self,
        navigator: Navigator,
        master_id: MasterId,
        change: TimeChange,
        seen: frozenset[BookingId],
    ) -> None:
        request = ChangeMyTimeRequest(navigator.client.identity, master_id, change, seen)
        try:
            changed = await self._change_my_time.execute(request)
        except CollisionsChangedError:
            if not isinstance(change, TakesTime):
                raise
            navigator.note = reason_of(change)
            _ask(navigator, collisions_frame(master_id, change, seen))
            return
        if navigator.top.view == MyTimeView.COLLISIONS:
            navigator.back()
            navigator.note = ""
        navigator.toast = my_time_toasts.time_changed(navigator.localizer)
        if changed.displaced:
            await self._offer_new_times.of_change(navigator.client.identity, changed.changed_at)
            navigator.open(displaced_frame(master_id, changed.changed_at))


def _ask(navigator: Navigator, frame: Frame) -> None:
    """Ask again, because a client has booked since."""
    navigator.toast = my_time_toasts.booked_meanwhile(navigator.localizer)
    if navigator.top.view == MyTimeView.COLLISIONS:
        navigator.replace(frame)
    else:
        navigator.open(frame)
