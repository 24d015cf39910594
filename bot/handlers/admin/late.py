"""What the staff say of visits that begin later than agreed."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks import RunLateTap
from bot.navigation.frame import ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views.late import late_noted
from domain.booking.run_late import RunLate, RunLateRequest
from domain.shared.ids import BookingId

routes = Routes()


@routes.tap(RunLateTap, ViewId.STAFF_VISIT)
async def tap_late(tap: RunLateTap, navigator: Navigator, run_late: FromDishka[RunLate]) -> None:
    told = await run_late.execute(
        RunLateRequest(navigator.client.identity, BookingId(tap.booking_id), tap.delay)
    )
    navigator.notice = late_noted(told, navigator.reader)
