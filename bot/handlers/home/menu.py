from dishka.integrations.aiogram import FromDishka

from bot.callbacks.home import Again, Back, Home, OpenHelp, Page
from bot.callbacks.visit_card import SwitchRole
from bot.handlers.home.help_view import render_help
from bot.handlers.home.home_view import render_home
from bot.handlers.home.staff_home_view import render_staff_home
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.home import HomeView
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui import toasts
from bot.ui.screen import Screen
from domain.catalog.list_locations import ListLocations
from domain.shared.identity import Role
from domain.visit_queries.find_waiting_money import FindWaitingMoney

routes = Routes()


@routes.opens(HomeView.HOME)
async def open_home(
    _frame: Frame,
    navigator: Navigator,
    list_locations: FromDishka[ListLocations],
    find_waiting_money: FromDishka[FindWaitingMoney],
) -> Screen:
    roles, localizer = navigator.client.identity.roles, navigator.localizer
    if navigator.role is not Role.CLIENT:
        return render_staff_home(navigator.role, navigator.menu, roles, localizer)
    waiting = await find_waiting_money.execute(navigator.client.identity)
    return render_home(await list_locations.execute(), localizer, roles, waiting)


@routes.tap(SwitchRole, HomeView.HOME)
async def tap_switch(tap: SwitchRole, navigator: Navigator) -> None:
    """Show the menu of another role, if the user has it."""
    navigator.client.identity.ensure_role(tap.role)
    navigator.switch_role(tap.role)


@routes.opens(HomeView.HELP)
async def open_help(_frame: Frame, navigator: Navigator) -> Screen:
    return render_help(navigator.localizer, navigator.role)


@routes.tap(OpenHelp, HomeView.HOME)
async def tap_help(_tap: OpenHelp, navigator: Navigator) -> None:
    navigator.open(Frame(view=HomeView.HELP))


@routes.tap(Home)
async def tap_home(_tap: Home, navigator: Navigator) -> None:
    navigator.home()


@routes.tap(Back)
async def tap_back(tap: Back, navigator: Navigator) -> None:
    if tap.depth == navigator.stack.depth:
        navigator.back()
    else:  # the second of a double tap finds another depth
        navigator.toast = toasts.old_button(navigator.localizer)


@routes.tap(Again)
async def tap_again(_tap: Again, _navigator: Navigator) -> None:
    """Show the current screen again: the problem may be over."""


@routes.tap(Page)
async def tap_page(tap: Page, navigator: Navigator) -> None:
    if navigator.has_pages:
        navigator.replace(navigator.top.model_copy(update={"cursor": max(tap.number, 0)}))
    else:
        navigator.toast = toasts.old_button(navigator.localizer)
