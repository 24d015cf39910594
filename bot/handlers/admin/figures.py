"""The admins' figures, and when digests of them come."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks import ChooseDigestHour, ChooseDigestWeekday, OpenFigures, SwitchDailyDigest
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views.digest_plan import render_figures
from bot.views.screen import Screen
from domain.reporting.digest_choice import (
    DailyDigestChange,
    DigestHourChange,
    WeeklyDigestChange,
)
from domain.reporting.get_digest_plan import GetDigestPlan
from domain.reporting.plan_digests import PlanDigests
from domain.shared.identity import Role
from domain.shared.ids import LocationId

routes = Routes()


@routes.tap(OpenFigures, ViewId.HOME)
async def tap_figures(_tap: OpenFigures, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(Role.ADMIN)
    navigator.open(Frame(view=ViewId.FIGURES))


@routes.opens(ViewId.FIGURES)
async def open_figures(
    frame: Frame, navigator: Navigator, get_digest_plan: FromDishka[GetDigestPlan]
) -> Screen:
    plan = await get_digest_plan.execute(navigator.client.identity, frame.cursor)
    return render_figures(plan, navigator.reader)


@routes.tap(ChooseDigestHour, ViewId.FIGURES)
async def tap_hour(
    tap: ChooseDigestHour, navigator: Navigator, plan_digests: FromDishka[PlanDigests]
) -> None:
    admin, change = navigator.client.identity, DigestHourChange(tap.hour)
    await plan_digests.execute(admin, LocationId(tap.location_id), change)


@routes.tap(SwitchDailyDigest, ViewId.FIGURES)
async def tap_daily(
    tap: SwitchDailyDigest, navigator: Navigator, plan_digests: FromDishka[PlanDigests]
) -> None:
    admin, change = navigator.client.identity, DailyDigestChange(tap.on)
    await plan_digests.execute(admin, LocationId(tap.location_id), change)


@routes.tap(ChooseDigestWeekday, ViewId.FIGURES)
async def tap_weekday(
    tap: ChooseDigestWeekday, navigator: Navigator, plan_digests: FromDishka[PlanDigests]
) -> None:
    admin, change = navigator.client.identity, WeeklyDigestChange(tap.weekday)
    await plan_digests.execute(admin, LocationId(tap.location_id), change)
