import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot
from dishka import AsyncContainer, Provider, Scope, make_async_container, provide
from pydantic import HttpUrl, SecretStr

from app.deliveries import build_card_notifier
from app.dialogues import build_dialogues
from app.receiving import build_intake, dispatcher_running
from app.settings.settings import (
    BusinessSettings,
    DatabaseSettings,
    PaymentSettings,
    ProcessSettings,
    ProviderName,
    RedisSettings,
    Settings,
    TelegramSettings,
)
from app.wiring.gateways import GatewayProvider
from app.wiring.process import ProcessProvider
from app.wiring.services import ServiceProvider
from app.wiring.telegram import build_bot
from bot.dispatcher import build_dispatcher
from bot.notifications.notifier import TelegramNotifier
from bot.transport.polling import Poller
from bot.transport.updates.intake import Intake
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
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._open()

    async def start(self) -> None:
        """Settle what is left, and begin to take updates."""
        async with self.container() as scope:
            settle = await scope.get(SettleCharges)
            await settle.execute()
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End, as a process does: what it had in memory is gone."""
        if self._running is not None:
            self._stop.set()
            await self._running
            self._running = None
            closing = asyncio.create_task(self.bot.session.close())
            _closing.add(closing)
            closing.add_done_callback(_closing.discard)
            await asyncio.sleep(0)

    @asynccontextmanager
    async def taking_updates(self, *, is_alone: bool) -> AsyncIterator[Intake]:
        """Take updates, from wherever they come, as a process does."""
        intake = await build_intake(
            self._dispatcher,
            self.bot,
            self.container,
            self._catalogues,
            rates=(),
            on_finished=self._simulator.world.progress.finished,
        )
        async with (
            dispatcher_running(self._dispatcher, self.bot),
            intake.running(is_alone=is_alone),
        ):
            yield intake
        await self.container.close()

    async def _run(self) -> None:
        async with self.taking_updates(is_alone=True) as intake:
            poller = Poller(self.bot, intake, self._dispatcher.resolve_used_update_types())
            polling = asyncio.create_task(poller.run())
            await self._stop.wait()
            poller.stop()
            await polling

    async def restart(self) -> None:
        """End, and begin as a new process."""
        await self.stop()
        await self.start_again()

    async def start_again(self) -> None:
        """Begin as a new process, after one that has ended."""
        self._open()
        await self.start()

    async def deliver(self) -> None:
        """Deliver all that is due, as this process and a worker do from time to time."""
        cards = await build_card_notifier(self._dispatcher, self.container, self._catalogues)
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

    def _open(self) -> None:
        """Build what a process has before it takes updates."""
        self._stop.clear()
        self.bot = build_bot(self.settings.telegram)
        self.container = self._build_container()
        storage, isolation = build_dialogues(self.settings.redis, several_processes=True)
        self._dispatcher = build_dispatcher(self.container, storage, isolation, self._catalogues)
        self._simulator.watch(self._dispatcher)

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
