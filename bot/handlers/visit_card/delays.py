"""Delays that the staff report."""

import structlog
from dishka.integrations.aiogram import FromDishka

from bot.callbacks.delays import RunLateTap
from bot.navigation.frames.visits import VisitCardView
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui.visit.delays import late_noted
from domain.delays.run_late import RunLate, RunLateRequest
from domain.shared.ids import BookingId

log = structlog.get_logger(__name__)
routes = Routes()


@routes.tap(RunLateTap, VisitCardView.STAFF_VISIT)
async def tap_late(tap: RunLateTap, navigator: Navigator, run_late: FromDishka[RunLate]) -> None:
    notified = await run_late.execute(
        RunLateRequest(navigator.client.identity, BookingId(tap.booking_id), tap.delay)
    )
    log.info(
        "ran_late", booking_id=tap.booking_id, minutes=int(tap.delay), is_new=notified is not None
    )
    navigator.toast = late_noted(notified, navigator.localizer)
