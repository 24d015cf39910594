from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo

import structlog
from dishka import AsyncContainer
from markupsafe import Markup

from bot.errors.problem import render_problem
from bot.navigation.conversation import Conversation, LivingMessage
from bot.navigation.frames.booking import BookingView, acts_for_a_client, moves_a_visit
from bot.navigation.frames.frame import Frame, UnreadableFrameError, ViewId
from bot.navigation.frames.home import HomeView
from bot.navigation.frames.stack import HOME_FRAME, NavigationStack
from bot.navigation.presenter import Presenter
from bot.navigation.routes import MenuEntry, Routes
from bot.ui.back_and_home import with_navigation
from bot.ui.catalogues import Catalogues
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen, digest_of
from bot.ui.staff_toasts import role_lost
from domain.clients.model import Client
from domain.shared.errors import DomainError
from domain.shared.identity import Role

Loaded = TypeVar("Loaded")

log = structlog.get_logger(__name__)


class Navigator:
    """The only way to another screen: handlers change the stack, and it is shown once, at the end.

    Lives for one update of one person.
    """

    def __init__(
        self,
        conversation: Conversation,
        presenter: Presenter,
        routes: Routes,
        container: AsyncContainer,
        client: Client,
        catalogues: Catalogues,
    ) -> None:
        self.client = client
        self.localizer = Localizer(
            client.language, client.timezone, catalogues[client.language], client.region
        )
        self._catalogues = catalogues
        self.stack = conversation.stack
        self.note = conversation.note
        self.role = conversation.role
        self.commands_of = conversation.commands_of
        self.toast = ""
        self._living = conversation.living
        self._digest = conversation.digest
        self._presenter = presenter
        self._routes = routes
        self._container = container
        self._problem: Screen | None = None
        self._loaded: object | None = None

    @property
    def top(self) -> Frame:
        """The present screen."""
        return self.stack.top

    @property
    def role_at_work(self) -> Role:
        """The role of the staff in whose menu the person is: an admin's, before one is chosen."""
        return Role.ADMIN if self.role is Role.CLIENT else self.role

    @property
    def menu(self) -> tuple[MenuEntry, ...]:
        """The buttons of the menu in which the person is, where it is one of the staff."""
        return self._routes.menu_of(self.role)

    @property
    def has_pages(self) -> bool:
        """Whether the present screen has pages to be turned."""
        view = self._routes.views.get(self.top.view)
        return view is not None and view.has_pages

    @property
    def conversation(self) -> Conversation:
        """What is to be remembered; at the menu nothing of what somebody typed on the way."""
        is_at_menu = self.stack.depth == 1
        return Conversation(
            stack=self.stack,
            living=self._living,
            digest=self._digest,
            note="" if is_at_menu else self.note,
            role=self.role,
            commands_of=self.commands_of,
        )

    def open(self, frame: Frame) -> None:
        """Go to a screen from which Back leads here."""
        self.stack = self.stack.push(frame)

    def replace(self, frame: Frame) -> None:
        """Show something else on this level."""
        self.stack = self.stack.replace(frame)

    def back(self) -> None:
        """Go to the screen below, as it was left."""
        self.stack = self.stack.pop()

    def home(self) -> None:
        """Go to the menu."""
        self.note = ""
        self.stack = self.stack.home()

    def back_to(self, view: ViewId) -> None:
        """Go to the screen below that has this view, where it stood first."""
        self.stack = self.stack.down_to(view)

    def restart_at(self, frame: Frame, loaded: object | None = None) -> None:
        """Go to a screen from which Back leads to the menu: what came before is done with.

        `loaded` is what the screen shows, where that was read a moment ago.
        """
        self.note = ""
        self.stack = NavigationStack(frames=(HOME_FRAME, frame))
        self._loaded = loaded

    def take_loaded(self, kind: type[Loaded]) -> Loaded | None:
        """Return what was read of the present screen before it opened, once; else nothing."""
        loaded, self._loaded = self._loaded, None
        return loaded if isinstance(loaded, kind) else None

    def switch_role(self, role: Role) -> None:
        """Go to the menu of another role of the person's."""
        self.role = role
        self.home()

    def gain_role(self, role: Role) -> None:
        """Go on as somebody who has the role from now on, in its menu."""
        self._go_on_with(self.client.identity.roles | {role})
        self.switch_role(role)

    def lose_role(self, role: Role) -> None:
        """Go on as somebody who has lost the role, beginning at the menu."""
        self._go_on_with(self.client.identity.roles - {role})
        self.switch_role(Role.CLIENT)

    def _go_on_with(self, roles: frozenset[Role]) -> None:
        self.client = replace(self.client, identity=replace(self.client.identity, roles=roles))

    def leave_lost_role(self) -> bool:
        """Go to the menu from a screen of a role that the person lost; say if it was one."""
        roles = self.client.identity.roles
        menu_is_lost = self.role not in roles and self.top.view == HomeView.HOME
        if self.role not in roles:
            self.role = Role.CLIENT
        if not menu_is_lost and self._routes.may_see(self.top.view, roles):
            return False
        self.home()
        self.toast = role_lost(self.localizer)
        return True

    def read_in(self, language: str) -> None:
        """Go on in another language."""
        translations = self._catalogues[language]
        self.localizer = replace(self.localizer, language=language, translations=translations)

    def show_times_of(self, timezone: ZoneInfo | None) -> None:
        """Go on with the reader's own zone, or with the location's alone."""
        self.client = replace(self.client, timezone=timezone)
        self.localizer = replace(self.localizer, timezone=timezone)

    def is_living(self, message_id: int) -> bool:
        """Return whether this is the message that the chat goes on in."""
        return self._living is not None and message_id == self._living.id

    def say_problem(self, error: DomainError, seen_price_minor: int | None = None) -> Screen:
        """Explain an error instead of showing the present screen; Back and Home go on from it."""
        log.info("refused", reason=type(error).__name__)
        for_a_client = acts_for_a_client(self.top)
        texts = self._routes.errors
        self._problem = render_problem(
            error,
            self.localizer,
            {**texts, **self._routes.errors_of_admins} if for_a_client else texts,
            seen_price_minor=seen_price_minor,
            masters_are_below=self.stack.has(BookingView.MASTER),
            can_be_with_any_master=moves_a_visit(self.top),
            for_a_client=for_a_client,
        )
        return self._problem

    async def show(self, *, is_there: bool = False) -> None:
        """Show the present screen in the living message.

        A message that `is_there` for certain, because it was just tapped, is left alone where
        nothing about it would change.
        """
        screen = await self._present_screen()
        digest = digest_of(screen)
        if is_there and digest == self._digest:
            return
        old = await self._put(screen, self._living)
        if old is not None and not self.is_living(old.id):
            await self._presenter.remove(old.id)

    async def show_beneath(self, *, keep_old: bool) -> None:
        """Show the present screen, beneath the notice, in a new message at the end of the chat.

        The old one goes, or with `keep_old` stays to be read, without its buttons.
        """
        screen = await self._present_screen()
        if self.toast:
            text = Markup("<i>{}</i>\n\n{}").format(self.toast, screen.text)
            screen = replace(screen, text=text)
        old = await self._put(screen, None)
        if old is not None:
            await (self._presenter.retire(old.id) if keep_old else self._presenter.remove(old.id))

    async def adopt(self, message: LivingMessage) -> None:
        """Go on in another message; the buttons of the one so far are taken away."""
        old, self._living, self._digest = self._living, message, ""
        if old is not None:
            await self._presenter.retire(old.id)

    async def retire(self, message_id: int) -> None:
        """Take the buttons away from an old message."""
        await self._presenter.retire(message_id)

    async def send_apart(self, screen: Screen) -> None:
        """Send a message of its own beneath the living one: to be kept or forwarded."""
        await self._presenter.show(screen, None)

    async def send_file(self, name: str, content: bytes, caption: str) -> None:
        """Send a file beneath the living message."""
        await self._presenter.send_file(name, content, caption)

    async def send_picture(self, name: str, content: bytes, caption: str) -> None:
        """Send a photo beneath the living message."""
        await self._presenter.send_picture(name, content, caption)

    async def _put(self, screen: Screen, living: LivingMessage | None) -> LivingMessage | None:
        """Show a screen in the message or in a new one; returns what was living before."""
        old, self._digest = self._living, ""  # unknown, should Telegram's answer be lost
        self._living = await self._presenter.show(screen, living)
        self._digest = digest_of(screen)
        return old

    async def _present_screen(self) -> Screen:
        screen = self._problem or await self._load()
        is_problem = self._problem is not None
        return with_navigation(screen, self.stack.depth, self.localizer, is_problem=is_problem)

    async def _load(self) -> Screen:
        if self.top.view not in self._routes.views:  # of another version of the program
            self.home()
        view = self._routes.views[self.top.view]
        try:
            return await view.opener(self.top, self, dishka_container=self._container)
        except DomainError as error:
            return self.say_problem(error)
        except UnreadableFrameError:
            self.home()
            return await self._load()
