"""A conversation is loaded before a navigator is used, and saved where it changed."""

from collections.abc import Mapping
from typing import Any

import pytest
from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from dishka import Provider, make_async_container

from bot.handlers import routes
from bot.navigation.conversation import load_conversation
from bot.navigation.frames.bookings import BookingsView
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.home import HomeView
from bot.navigation.navigators import Navigators
from bot.ui.catalogues import load_catalogues
from domain.clients.model import Client
from domain.shared.identity import Identity
from domain.shared.ids import UserId

BOT = Bot("1:token")
KIM = Client(UserId(1), 1, "Kim", "en", None, Identity(UserId(1)))
BOOKINGS = Frame(view=BookingsView.BOOKINGS)


class CountingStorage(MemoryStorage):
    """Counts how often something is saved."""

    def __init__(self) -> None:
        super().__init__()
        self.saved = 0

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self.saved += 1
        await super().set_data(key, data)


@pytest.fixture
def storage() -> CountingStorage:
    return CountingStorage()


@pytest.fixture
def state(storage: CountingStorage) -> FSMContext:
    return FSMContext(storage, StorageKey(BOT.id, KIM.telegram_id, KIM.telegram_id))


@pytest.fixture
def navigators() -> Navigators:
    return Navigators(routes, load_catalogues())


async def test_a_conversation_goes_on_where_it_stood(
    navigators: Navigators, state: FSMContext
) -> None:
    container = make_async_container(Provider())
    async with navigators.open(BOT, state, container, KIM) as navigator:
        assert navigator.top.view == HomeView.HOME
        navigator.open(BOOKINGS)
    async with navigators.open(BOT, state, container, KIM) as navigator:
        assert navigator.top == BOOKINGS


async def test_a_conversation_is_saved_after_an_error_too(
    navigators: Navigators, state: FSMContext
) -> None:
    async def fail_on_the_way() -> None:
        async with navigators.open(BOT, state, make_async_container(Provider()), KIM) as navigator:
            navigator.open(BOOKINGS)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_on_the_way()
    assert (await load_conversation(state)).stack.top == BOOKINGS


async def test_an_unchanged_conversation_is_not_saved(
    navigators: Navigators, state: FSMContext, storage: CountingStorage
) -> None:
    async with navigators.open(BOT, state, make_async_container(Provider()), KIM):
        pass
    assert not storage.saved
