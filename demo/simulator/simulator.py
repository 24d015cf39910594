from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Self

from aiogram import Dispatcher
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import User
from pydantic import JsonValue

from demo.simulator.faults.failures import Failure, FailureKind
from demo.simulator.faults.flood import FloodLimits
from demo.simulator.faults.violations import Violation
from demo.simulator.hosting import HOST, Hosting
from demo.simulator.people import Group, Person
from demo.simulator.queries import QueryKind
from demo.simulator.server import BotApi
from demo.simulator.settling import SETTLE_TIMEOUT_S, settle
from demo.simulator.ui import PageOptions
from demo.simulator.updates.progress import Obligation
from demo.simulator.watching import watch
from demo.simulator.wire import AnyMethod
from demo.simulator.world import Clock, World

DEFAULT_TOKEN = "123456789:simulated-bot-token-for-tests-only"  # noqa: S105 - not a real bot


def _system_clock() -> datetime:
    return datetime.now(UTC)


class Simulator:
    """Telegram's Bot API for one bot, on loopback, with people controlled by a program.

    Use it as an asynchronous context manager, or with `start` and `stop`.
    """

    def __init__(
        self,
        *,
        token: str = DEFAULT_TOKEN,
        clock: Clock = _system_clock,
        bot_name: str = "Bookline",
        bot_username: str = "bookline_demo_bot",
        page: PageOptions | None = None,
    ) -> None:
        bot = User(
            id=int(token.split(":", 1)[0]),
            is_bot=True,
            first_name=bot_name,
            username=bot_username,
            can_join_groups=True,
            can_read_all_group_messages=False,
            supports_inline_queries=False,
        )
        self.world = World(token, bot, clock)
        self.api = BotApi(self.world)
        self._hosting = Hosting(self.world, self.api, page or PageOptions())

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def token(self) -> str:
        """The token of the bot."""
        return self.world.token

    @property
    def base_url(self) -> str:
        """The address for the bot and for a browser."""
        return f"http://{HOST}:{self._hosting.port}"

    @property
    def api_server(self) -> TelegramAPIServer:
        """The server for `AiohttpSession(api=...)`."""
        return TelegramAPIServer.from_base(self.base_url)

    async def start(self, *, port: int = 0) -> None:
        """Listens on loopback; port 0 chooses a free port."""
        await self._hosting.start(port)

    async def stop(self) -> None:
        """Ends open requests and closes the server."""
        await self._hosting.stop()

    def add_person(
        self,
        *,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
        user_id: int | None = None,
    ) -> Person:
        """Adds a person who has not written to the bot yet.

        Raises:
            ValueError: the id is taken.
        """
        chat = self.world.add_person(
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            user_id=user_id,
        )
        return Person(self.world, chat.id)

    def add_group(
        self,
        *,
        title: str,
        members: Iterable[Person],
        administrators: Iterable[Person] = (),
    ) -> Group:
        """Adds a supergroup with the bot; without `administrators` all members are."""
        users = {person.id: person.user for person in members}
        rulers = {person.id for person in administrators} or set(users)
        chat = self.world.add_group(title=title, members=users, administrators=rulers)
        return Group(self.world, chat)

    def add_file(self, data: bytes, name: str) -> str:
        """Stores a file as if the bot had sent it; returns its id for sending it again."""
        return self.world.files.add(data, name).file_id

    @property
    def people(self) -> list[Person]:
        """All people, in the order in which they were added."""
        return [Person(self.world, person_id) for person_id in self.world.people]

    @property
    def groups(self) -> list[Group]:
        """All groups."""
        return [Group(self.world, chat) for chat in self.world.groups()]

    async def send_raw(
        self, kind: str, content: JsonValue, *, update_id: int | None = None
    ) -> None:
        """Sends an update of any shape, as newer and older servers do, and waits for the bot."""
        updates = self.world.updates
        number = updates.take_id() if update_id is None else update_id
        body: dict[str, JsonValue] = {"update_id": number, kind: content}
        updates.put_raw(kind, body, Obligation(number, kind, person_id=0, chat_id=0))
        await self.settle()

    def watch(self, dispatcher: Dispatcher) -> None:
        """Lets a dispatcher of this process report exactly when it has handled an update."""
        watch(dispatcher, self.world.progress)

    async def settle(self, *, timeout_s: float = SETTLE_TIMEOUT_S) -> None:
        """Waits until the bot has handled all actions.

        Raises:
            NotSettledError: it did not in time.
        """
        await settle(self.world, timeout_s=timeout_s)

    def fail(
        self,
        method: str,
        kind: FailureKind,
        *,
        times: int = 1,
        after: int = 0,
        retry_after_s: int = 1,
        carried_out: bool = False,
        description: str = "400 Bad Request",
    ) -> None:
        """Lets calls of a method (or `*`) fail; with `carried_out` only the answer is lost."""
        failure = Failure(kind, method, times, after, retry_after_s, carried_out, description)
        self.api.failures.add(failure)

    def limit_flood(self, limits: FloodLimits | None) -> None:
        """Answers 429 above these limits; None (the default) means no limits."""
        self.world.flood.limits = limits

    def expire_queries(self) -> None:
        """Expires all unanswered queries."""
        self.world.queries.expire()

    def allow(self, text: str) -> None:
        """Ignores violations that contain this text, which a test provokes on purpose."""
        self.api.violations.allow(text)

    @property
    def calls(self) -> list[AnyMethod]:
        """Every well-formed call of a method since the start, including rejected ones."""
        return self.api.calls

    @property
    def violations(self) -> list[Violation]:
        """Calls that Telegram rejects, and taps and payments without an answer."""
        progress = self.world.progress
        answer_methods = {
            QueryKind.CALLBACK: "answerCallbackQuery",
            QueryKind.PRE_CHECKOUT: "answerPreCheckoutQuery",
        }
        unanswered = [
            Violation(answer_methods[query.kind], f"no answer to [{query.label}]")
            for query in self.world.queries.unanswered()
            if progress.has_delivered(query.id)
        ]
        return [*self.api.violations.list(), *unanswered]
