from dishka.integrations.aiogram import FromDishka
from pydantic import BaseModel, ConfigDict

from bot.callbacks.profile import (
    ChooseLanguageTap,
    ChooseTimezoneTap,
    OpenLanguages,
    OpenProfile,
    OpenTimezones,
)
from bot.handlers.profile.profile_view import render_profile
from bot.handlers.profile.timezones_view import ZONES, render_timezones
from bot.navigation.frames.frame import Frame, ViewId, frame_of
from bot.navigation.frames.home import HomeView
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.text_input.timezones import find_zones
from bot.ui import toasts
from bot.ui.languages import render_languages
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.clients.choose_language import ChooseLanguage
from domain.clients.choose_timezone import ChooseTimezone
from domain.shared.time import Clock


class ProfileView(ViewId):
    """Screens of the user's own settings."""

    PROFILE = "profile"
    LANGUAGE = "language"
    TIMEZONE = "timezone"


class ZoneSearch(BaseModel):
    """The names in tzdata of the zones that a search has found; none without a search."""

    model_config = ConfigDict(frozen=True)

    zones: tuple[str, ...] = ()


routes = Routes()

MOST_ZONES = 48
"""The highest number of zones that a search lists: those of a large country, or of an offset."""


@routes.command("language", gettext_noop("Change the language"), 40)
async def language(_arguments: str, navigator: Navigator) -> None:
    if navigator.top.view != ProfileView.LANGUAGE:
        navigator.open(Frame(view=ProfileView.LANGUAGE))


@routes.opens(ProfileView.PROFILE)
async def open_profile(_frame: Frame, navigator: Navigator, clock: FromDishka[Clock]) -> Screen:
    return render_profile(navigator.client, clock.now(), navigator.localizer)


@routes.tap(OpenProfile, HomeView.HOME)
async def tap_profile(_tap: OpenProfile, navigator: Navigator) -> None:
    navigator.open(Frame(view=ProfileView.PROFILE))


@routes.opens(ProfileView.LANGUAGE)
async def open_languages(_frame: Frame, navigator: Navigator) -> Screen:
    return render_languages(navigator.localizer)


@routes.tap(OpenLanguages, ProfileView.PROFILE)
async def tap_languages(_tap: OpenLanguages, navigator: Navigator) -> None:
    navigator.open(Frame(view=ProfileView.LANGUAGE))


@routes.tap(ChooseLanguageTap, ProfileView.LANGUAGE)
async def tap_language(
    tap: ChooseLanguageTap, navigator: Navigator, choose_language: FromDishka[ChooseLanguage]
) -> None:
    await choose_language.execute(navigator.client.id, tap.language)
    navigator.read_in(tap.language)
    navigator.toast = toasts.language_changed(navigator.localizer)
    navigator.back()


@routes.opens(ProfileView.TIMEZONE, has_pages=True)
async def open_timezones(frame: Frame, navigator: Navigator, clock: FromDishka[Clock]) -> Screen:
    found = frame.read(ZoneSearch).zones
    now, localizer = clock.now(), navigator.localizer
    return render_timezones(frame.cursor, navigator.client, now, localizer, found)


@routes.text(ProfileView.TIMEZONE)
async def search_timezones(text: str, navigator: Navigator, clock: FromDishka[Clock]) -> None:
    """List the zones that the text may mean."""
    found = find_zones(text, clock.now(), well_known=ZONES)
    if not found:
        navigator.toast = toasts.no_timezone_found(navigator.localizer)
        return
    search = ZoneSearch(zones=found[:MOST_ZONES])
    navigator.replace(frame_of(ProfileView.TIMEZONE, search))


@routes.tap(OpenTimezones, ProfileView.PROFILE)
async def tap_timezones(_tap: OpenTimezones, navigator: Navigator) -> None:
    navigator.open(Frame(view=ProfileView.TIMEZONE))


@routes.tap(ChooseTimezoneTap, ProfileView.TIMEZONE)
async def tap_timezone(
    tap: ChooseTimezoneTap,
    navigator: Navigator,
    choose_timezone: FromDishka[ChooseTimezone],
    clock: FromDishka[Clock],
) -> None:
    timezone = await choose_timezone.execute(navigator.client.id, tap.name or None)
    navigator.show_times_of(timezone)
    navigator.toast = toasts.timezone_changed(timezone, clock.now(), navigator.localizer)
    navigator.back()
