import pytest
from dishka import AsyncContainer, Provider, Scope, make_async_container, provide
from dishka.integrations.aiogram import FromDishka
from markupsafe import Markup

from bot.callbacks.home import Back, Home, OpenHelp
from bot.callbacks.visit_card import ShowVisitInGroup
from bot.handlers import routes
from bot.handlers.admin_group.commands import group_commands
from bot.handlers.admin_group.groups import COMMANDS
from bot.navigation.frames.booking import BookingView
from bot.navigation.frames.frame import Frame, ViewId
from bot.navigation.frames.home import HomeView
from bot.navigation.routes import Routes, merge
from bot.ui.screen import Screen
from domain.shared.identity import Role
from tests.support.reading import localizer
from tests.support.taps import TAPS


class Greeting(str):
    """Something that a handler asks for."""

    __slots__ = ()


class Greeter(Provider):
    scope = Scope.APP

    @provide
    def greeting(self) -> Greeting:
        return Greeting("hello")


def test_every_view_can_be_opened() -> None:
    assert routes.views.keys() == {view for kind in ViewId.__subclasses__() for view in kind}


def test_every_kind_of_tap_is_taken_and_no_other() -> None:
    taken = {prefix: route.data for prefix, route in routes.taps.items()}
    in_groups = {ShowVisitInGroup}
    assert taken == {kind.__prefix__: kind for kind in TAPS if kind not in in_groups}


def test_commands_are_listed_for_the_roles_that_they_are_for() -> None:
    for_clients = [command.name for command in routes.commands_for([Role.CLIENT])]
    assert for_clients == ["start", "book", "visits", "language", "help"]
    for_masters = [command.name for command in routes.commands_for([Role.CLIENT, Role.MASTER])]
    assert for_masters == [*for_clients, "today", "week", "visit"]


def test_every_command_of_groups_is_taken_and_no_other() -> None:
    assert {name for name, _ in group_commands(localizer())} == COMMANDS


@pytest.mark.parametrize("part", ["opener", "tap", "text", "command"])
def test_what_two_screens_claim_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match="claimed twice"):
        merge([_routes_with(part), _routes_with(part)])


def test_tables_are_put_together() -> None:
    whole = merge([_routes_with("tap"), _routes_with("opener"), _routes_with("command")])
    assert (len(whole.taps), len(whole.views), len(whole.commands)) == (1, 1, 1)


def _routes_with(part: str) -> Routes:
    routes = Routes()
    match part:
        case "opener":
            routes.opens(HomeView.HELP)(_open)
        case "tap":
            routes.tap(OpenHelp)(_handle)
        case "text":
            routes.text(BookingView.NOTE)(_handle)
        case _:
            routes.command("help")(_handle)
    return routes


async def _open(_frame: Frame, _navigator: object) -> Screen:
    return Screen(Markup("opened"))


async def _handle(_input: object, _navigator: object) -> None: ...


@pytest.fixture
def container() -> AsyncContainer:
    return make_async_container(Greeter())


async def test_a_handler_gets_the_services_that_it_asks_for(container: AsyncContainer) -> None:
    part = Routes()
    heard: list[str] = []

    @part.tap(Home)
    async def with_service(_tap: Home, _navigator: object, greeting: FromDishka[Greeting]) -> None:
        heard.append(greeting)

    @part.tap(Back)
    async def without_service(_tap: Back, _navigator: object) -> None:
        heard.append("nothing")

    for prefix in (Home.__prefix__, Back.__prefix__):
        await part.taps[prefix].handler(None, None, dishka_container=container)
    assert heard == ["hello", "nothing"]


async def test_an_opener_answers_with_its_screen(container: AsyncContainer) -> None:
    opener = _routes_with("opener").views[HomeView.HELP].opener
    screen = await opener(Frame(view=HomeView.HELP), None, dishka_container=container)
    assert screen == Screen(Markup("opened"))
