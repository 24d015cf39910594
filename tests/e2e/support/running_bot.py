import asyncio

from aiogram import Bot
from dishka import AsyncContainer, Provider, Scope, make_async_container, provide
from pydantic import HttpUrl, SecretStr

from app.bot import UPDATES_AT_ONCE
from app.deliveries import build_card_keeper
from app.dialogues import build_dialogues
from app.payments import store_charges
from app.settings import (
    BusinessSettings,
    DatabaseSettings,
    PaymentSettings,
    ProcessSettings,
    ProviderName,
    RedisSettings,
    Settings,
    TelegramSettings,
)
from app.telegram import build_bot
from app.wiring.gateways import GatewayProvider
from app.wiring.process import ProcessProvider
from app.wiring.services import ServiceProvider
from bot.dispatcher import build_dispatcher
from bot.notifications.notifier import TelegramNotifier
from bot.transport.graceful_dispatcher import GracefulDispatcher
from bot.transport.polling import StoringCharges
from bot.ui.catalogues import Catalogues
from demo.simulator import Simulator
from domain.checkout.settle_charges import SettleCharges
from domain.notifications.deliver_messages import DeliverMessages
from domain.notifications.ports import Notifier
from domain.outbox.message import Channel
from domain.shared.time import Clock

_closing: set[asyncio.Task[None]] = set()
"""Sessions that are closed but stay to wait for TLS, which the simulator does not speak."""


class OwnParts(Provider):
    """Puts the test's clock in the place of the system's, and a bot that is closed later."""

    scope = Scope.APP

    def __init__(self, clock: Clock, bot: Bot) -> None:
        super().__init__()
        self._clock = clock
        self._bot = bot

    @provide
    def clock(self) -> Clock:
        return self._clock

    @provide
    def bot(self) -> Bot:
        return self._bot


class RunningBot:
    """All of the bot's process but its signals, in this process, on a clock that a test moves."""

    def __init__(
        self, simulator: Simulator, settings: Settings, clock: Clock, catalogues: Catalogues
    ) -> None:
        self.settings = settings
        self._simulator = simulator
        self._clock = clock
        self._catalogues = catalogues
        self.bot = build_bot(settings.telegram)
        self._dispatcher = self._build_dispatcher()
        self._polling: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Settle what is left, and begin to take updates."""
        async with self.container() as scope:
            settle = await scope.get(SettleCharges)
            await settle.execute()
        polling = self._dispatcher.start_polling(
            self.bot,
            handle_signals=False,
            close_bot_session=False,
            tasks_concurrency_limit=UPDATES_AT_ONCE,
        )
        self._polling = asyncio.create_task(polling)

    async def stop(self) -> None:
        """End, as a process does: what it had in memory is gone."""
        if self._polling is not None:
            await self._dispatcher.stop_polling()
            await self._polling
            self._polling = None
            closing = asyncio.create_task(self.bot.session.close())
            _closing.add(closing)
            closing.add_done_callback(_closing.discard)
            await asyncio.sleep(0)

    async def restart(self) -> None:
        """End, and begin as a new process."""
        await self.stop()
        self.bot = build_bot(self.settings.telegram)
        self._dispatcher = self._build_dispatcher()
        await self.start()

    async def deliver(self) -> None:
        """Deliver all that is due, as this process and a worker do from time to time."""
        cards = await build_card_keeper(self._dispatcher, self.container, self._catalogues)
        await self._deliver(Channel.CARD, cards)
        await self._deliver(Channel.MESSAGE, TelegramNotifier(self.bot, self._catalogues))

    def give_up_after(self, timeout_s: float) -> None:
        """Wait no longer than this for an answer of Telegram."""
        self.bot.session.timeout = timeout_s

    async def _deliver(self, channel: Channel, notifier: Notifier) -> None:
        is_over = False
        while not is_over:
            async with self.container() as scope:
                service = await scope.get(DeliverMessages)
                is_over = await service.execute(channel, notifier) == 0

    def _build_dispatcher(self) -> GracefulDispatcher:
        self.container = self._build_container()
        self.bot.session.middleware(StoringCharges(store_charges(self.container)))
        storage, isolation = build_dialogues(self.settings.redis)
        dispatcher = build_dispatcher(self.container, storage, isolation, self._catalogues)
        dispatcher.shutdown.register(self.container.close)
        self._simulator.watch(dispatcher)
        return dispatcher

    def _build_container(self) -> AsyncContainer:
        return make_async_container(
            ProcessProvider(self.settings),
            GatewayProvider(),
            ServiceProvider(self.settings.business),
            OwnParts(self._clock, self.bot),
        )


def settings_of(simulator: Simulator, database_url: str, redis_url: str = "") -> Settings:
    """Return the settings of a bot that speaks with the simulator; nothing else is asked."""
    return Settings(
        telegram=TelegramSettings(
            _env_file=None,
            bot_token=SecretStr(simulator.token),
            bot_api_base=HttpUrl(simulator.base_url),
        ),
        database=DatabaseSettings(_env_file=None, database_url=SecretStr(database_url)),
        redis=RedisSettings(_env_file=None, redis_url=SecretStr(redis_url)),
        business=BusinessSettings(_env_file=None),
        payments=PaymentSettings(
            _env_file=None,
            payment_provider=ProviderName.TEST,
            payment_provider_token=SecretStr("284685063:TEST:tests"),
        ),
        process=ProcessSettings(_env_file=None),
    )
