"""The admins' reports, and the schedule of digests."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.reports import (
    ChooseDigestHour,
    ChooseDigestWeekday,
    OpenFigures,
    SwitchDailyDigest,
)
from bot.handlers.reports.digest_plan_view import render_figures
from bot.navigation.frames.frame import Frame, ViewId
from bot.navigation.frames.home import HomeView
from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import MenuEntry, Routes
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.reporting.digest_choice import (
    DailyDigestChange,
    DigestHourChange,
    WeeklyDigestChange,
)
from domain.reporting.get_digest_plan import GetDigestPlan
from domain.reporting.plan_digests import PlanDigests
from domain.shared.identity import Role
from domain.shared.ids import LocationId


class ReportsView(ViewId):
    """Screens of reports."""

    FIGURES = "figures"


routes = Routes()


@routes.tap(OpenFigures, HomeView.HOME)
async def tap_figures(_tap: OpenFigures, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(Role.ADMIN)
    navigator.open(Frame(view=ReportsView.FIGURES))


@routes.opens(
    ReportsView.FIGURES,
    roles=ADMINS,
    has_pages=True,
    menu=[MenuEntry(Role.ADMIN, 40, gettext_noop("📊 Figures"), OpenFigures)],
)
async def open_figures(
    frame: Frame, navigator: Navigator, get_digest_plan: FromDishka[GetDigestPlan]
) -> Screen:
    plan = await get_digest_plan.execute(navigator.client.identity, frame.cursor)
    return render_figures(plan, navigator.localizer)


@routes.tap(ChooseDigestHour, ReportsView.FIGURES)
async def tap_hour(
    tap: ChooseDigestHour, navigator: Navigator, plan_digests: FromDishka[PlanDigests]
) -> None:
    admin, change = navigator.client.identity, DigestHourChange(tap.hour)
    await plan_digests.execute(admin, LocationId(tap.location_id), change)


@routes.tap(SwitchDailyDigest, ReportsView.FIGURES)
async def tap_daily(
    tap: SwitchDailyDigest, navigator: Navigator, plan_digests: FromDishka[PlanDigests]
) -> None:
    admin, change = navigator.client.identity, DailyDigestChange(tap.on)
    await plan_digests.execute(admin, LocationId(tap.location_id), change)


@routes.tap(ChooseDigestWeekday, ReportsView.FIGURES)
async def tap_weekday(
    tap: ChooseDigestWeekday, navigator: Navigator, plan_digests: FromDishka[PlanDigests]
) -> None:
    admin, change = navigator.client.identity, WeeklyDigestChange(tap.weekday)
    await plan_digests.execute(admin, LocationId(tap.location_id), change)
