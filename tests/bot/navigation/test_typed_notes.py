"""What somebody typed on the way does not outlive the way."""

from collections.abc import Callable

import pytest
from aiogram import Bot
from dishka import Provider, make_async_container

from bot.handlers import routes
from bot.navigation.conversation import Conversation
from bot.navigation.frames.book_for_client import BookForClientView
from bot.navigation.frames.bookings import BookingsView
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.stack import HOME_FRAME, NavigationStack
from bot.navigation.navigator import Navigator
from bot.navigation.presenter import Presenter
from bot.ui.catalogues import load_catalogues
from domain.clients.model import Client
from domain.shared.identity import Identity
from domain.shared.ids import UserId

TYPED = "Petra Meier +49 170 1234567"
AT_BOOK_FOR = NavigationStack(frames=(HOME_FRAME, Frame(view=BookForClientView.BOOK_FOR)))


@pytest.fixture
def navigator() -> Navigator:
    """Of an admin who has typed for whom to book."""
    presenter = Presenter(Bot("1:token"), 1)
    client = Client(UserId(1), 1, "Kim", "en", None, Identity(UserId(1)))
    conversation = Conversation(stack=AT_BOOK_FOR, note=TYPED)
    container = make_async_container(Provider())
    return Navigator(conversation, presenter, routes, container, client, load_catalogues())


@pytest.mark.parametrize(
    "leave",
    [
        Navigator.home,
        Navigator.back,
        lambda navigator: navigator.restart_at(Frame(view=BookingsView.BOOKINGS)),
    ],
    ids=["home", "back", "command"],
)
def test_a_name_and_a_phone_are_forgotten_on_the_way_out(
    navigator: Navigator, leave: Callable[[Navigator], None]
) -> None:
    assert navigator.conversation.note == TYPED
    leave(navigator)
    assert navigator.conversation.note == ""
