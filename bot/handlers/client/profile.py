from dishka.integrations.aiogram import FromDishka

from bot.callbacks import (
    ChooseLanguageTap,
    ChooseTimezoneTap,
    OpenLanguages,
    OpenProfile,
    OpenTimezones,
)
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views import notices
from bot.views.languages import render_languages
from bot.views.profile import render_profile
from bot.views.screen import Screen
from bot.views.timezones import render_timezones
from domain.clients.choose_language import ChooseLanguage
from domain.clients.choose_timezone import ChooseTimezone

routes = Routes()


@routes.opens(ViewId.PROFILE)
async def open_profile(_frame: Frame, navigator: Navigator) -> Screen:
    return render_profile(navigator.client, navigator.reader)


@routes.tap(OpenProfile, ViewId.HOME)
async def tap_profile(_tap: OpenProfile, navigator: Navigator) -> None:
    navigator.open(Frame(view=ViewId.PROFILE))


@routes.opens(ViewId.LANGUAGE)
async def open_languages(_frame: Frame, navigator: Navigator) -> Screen:
    return render_languages(navigator.reader)


@routes.tap(OpenLanguages, ViewId.PROFILE)
async def tap_languages(_tap: OpenLanguages, navigator: Navigator) -> None:
    navigator.open(Frame(view=ViewId.LANGUAGE))


@routes.tap(ChooseLanguageTap, ViewId.LANGUAGE)
async def tap_language(
    tap: ChooseLanguageTap, navigator: Navigator, choose_language: FromDishka[ChooseLanguage]
) -> None:
    await choose_language.execute(navigator.client.id, tap.language)
    navigator.read_in(tap.language)
    navigator.notice = notices.language_changed(navigator.reader)
    navigator.back()


@routes.opens(ViewId.TIMEZONE)
async def open_timezones(frame: Frame, navigator: Navigator) -> Screen:
    return render_timezones(frame.cursor, navigator.client, navigator.reader)


@routes.tap(OpenTimezones, ViewId.PROFILE)
async def tap_timezones(_tap: OpenTimezones, navigator: Navigator) -> None:
    navigator.open(Frame(view=ViewId.TIMEZONE))


@routes.tap(ChooseTimezoneTap, ViewId.TIMEZONE)
async def tap_timezone(
    tap: ChooseTimezoneTap, navigator: Navigator, choose_timezone: FromDishka[ChooseTimezone]
) -> None:
    timezone = await choose_timezone.execute(navigator.client.id, tap.name or None)
    navigator.show_times_of(timezone)
    navigator.notice = notices.timezone_changed(navigator.reader)
    navigator.back()
