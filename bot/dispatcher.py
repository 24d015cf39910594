"""Routers and middlewares, in their explicit order."""

from aiogram import Dispatcher, Router
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.enums import ChatType, ContentType
from aiogram.filters import Filter
from aiogram.fsm.middleware import FSMContextMiddleware
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage
from aiogram.types import CallbackQuery, Message
from dishka import AsyncContainer
from dishka.integrations.aiogram import setup_dishka

from bot.group_chats import group_chats
from bot.handlers import routes
from bot.handlers.payments.checkout import CarriesMoney, on_checkout, on_money
from bot.navigation.answering import answer
from bot.navigation.conversation_middleware import ConversationMiddleware
from bot.navigation.navigators import Navigators
from bot.navigation.on_message import on_message
from bot.navigation.on_tap import on_tap
from bot.on_error import on_error
from bot.transport.correlation import CorrelationMiddleware
from bot.ui.catalogues import Catalogues


class InPrivateChat(Filter):
    """Lets updates from private chats pass; asynchronous, so that no thread is needed."""

    async def __call__(self, event: Message | CallbackQuery) -> bool:
        """Return whether the update comes from a private chat."""
        message = event if isinstance(event, Message) else event.message
        return message is not None and message.chat.type == ChatType.PRIVATE


WRITTEN = frozenset(
    {
        ContentType.TEXT,
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.DOCUMENT,
        ContentType.GAME,
        ContentType.LIVE_PHOTO,
        ContentType.LOCATION,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.POLL,
        ContentType.RICH_MESSAGE,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VENUE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
    }
)
"""What people send. All else only reports an event, such as a pinned message."""


class IsWritten(Filter):
    """Lets messages pass that a person wrote or sent, and expects to be answered."""

    async def __call__(self, message: Message) -> bool:
        """Return whether the message is no report of Telegram, nor of an unknown kind."""
        return message.content_type in WRITTEN


def build_dispatcher(
    container: AsyncContainer,
    storage: BaseStorage,
    events_isolation: BaseEventIsolation,
    catalogues: Catalogues,
) -> Dispatcher:
    """Return the dispatcher of all updates.

    Messages and taps of one user are handled one at a time; checkouts do not wait for them.
    """
    dispatcher = Dispatcher(
        storage=storage,
        events_isolation=events_isolation,
        disable_fsm=True,  # only private chats have a state and handle updates in sequence
        catalogues=catalogues,
        routes=routes,
    )
    dispatcher.update.outer_middleware(CorrelationMiddleware())
    dispatcher.errors.register(on_error)
    dispatcher.include_router(_private_chats(container, catalogues, dispatcher.fsm))
    dispatcher.include_router(group_chats(container, catalogues))
    dispatcher.include_router(_checkouts(container))
    dispatcher.include_router(_everything_else())
    return dispatcher


def _private_chats(
    container: AsyncContainer, catalogues: Catalogues, fsm_middleware: FSMContextMiddleware
) -> Router:
    router = Router(name="private chats")
    setup_dishka(container, router)
    conversation = ConversationMiddleware(Navigators(routes, catalogues))
    router.message.register(on_money, CarriesMoney())
    router.message.register(on_message, IsWritten())
    router.callback_query.register(on_tap)
    observers: tuple[TelegramEventObserver, ...] = (router.message, router.callback_query)
    for observer in observers:
        observer.outer_middleware(fsm_middleware)
        observer.filter(InPrivateChat())
        observer.middleware(conversation)
    return router


def _checkouts(container: AsyncContainer) -> Router:
    router = Router(name="checkouts")
    setup_dishka(container, router)
    router.pre_checkout_query.register(on_checkout)
    return router


def _everything_else() -> Router:
    router = Router(name="everything else")
    router.callback_query.register(on_foreign_tap)
    return router


async def on_foreign_tap(query: CallbackQuery) -> None:
    """End the progress bar of a tap in a channel or on an inline message: none is the bot's."""
    await answer(query, "")
