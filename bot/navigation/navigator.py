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
from bot.ui.contact import contact_text
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
        self._contact_request = conversation.contact_request
        self._presenter = presenter
        self._routes = routes
        self._container = container
        self._problem: Screen | None = None
        self._loaded: object | None = None

    @property
    def top(self) -> Frame:
        """The current screen."""
        return self.stack.top

    @property
    def role_at_work(self) -> Role:
        """The staff role whose menu the person uses; the admin role if none is chosen."""
        return Role.ADMIN if self.role is Role.CLIENT else self.role

    @property
    def menu(self) -> tuple[MenuEntry, ...]:
        """The buttons of the menu that the person uses, if it is one of the staff."""
        return self._routes.menu_of(self.role)

    @property
    def has_pages(self) -> bool:
        """Whether the current screen has pages."""
        view = self._routes.views.get(self.top.view)
        return view is not None and view.has_pages

    @property
    def conversation(self) -> Conversation:
        """The state to store; at the menu it has no note."""
        is_at_menu = self.stack.depth == 1
        return Conversation(
            stack=self.stack,
            living=self._living,
            digest=self._digest,
            note="" if is_at_menu else self.note,
            role=self.role,
            commands_of=self.commands_of,
            contact_request=self._contact_request,
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
        """Go down to the lowest screen that has this view."""
        self.stack = self.stack.down_to(view)

    def restart_at(self, frame: Frame, loaded: object | None = None) -> None:
        """Go to a screen from which Back leads to the menu, and discard the screens before it.

        `loaded` is the data of the screen, if it was read a moment ago.
        """
        self.note = ""
        self.stack = NavigationStack(frames=(HOME_FRAME, frame))
        self._loaded = loaded

    def take_loaded(self, kind: type[Loaded]) -> Loaded | None:
        """Return, once, the data read for the current screen before it opened; else `None`."""
        loaded, self._loaded = self._loaded, None
        return loaded if isinstance(loaded, kind) else None

    def switch_role(self, role: Role) -> None:
        """Go to the menu of another of the person's roles."""
        self.role = role
        self.home()

    def gain_role(self, role: Role) -> None:
        """Add a role that the person has just got, and go to its menu."""
        self._set_roles(self.client.identity.roles | {role})
        self.switch_role(role)

    def lose_role(self, role: Role) -> None:
        """Remove a role that the person has just lost, and go to the client's menu."""
        self._set_roles(self.client.identity.roles - {role})
        self.switch_role(Role.CLIENT)

    def _set_roles(self, roles: frozenset[Role]) -> None:
        self.client = replace(self.client, identity=replace(self.client.identity, roles=roles))

    def leave_lost_role(self) -> bool:
        """Leave the screen of a role that the person lost; return whether it was one."""
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
        """Switch to another language."""
        translations = self._catalogues[language]
        self.localizer = replace(self.localizer, language=language, translations=translations)

    def show_phone(self, phone: str) -> None:
        """Go on with the phone number that the user shared."""
        self.client = replace(self.client, phone=phone)

    def show_times_of(self, timezone: ZoneInfo | None) -> None:
        """Switch to the reader's own time zone, or to the location's only."""
        self.client = replace(self.client, timezone=timezone)
        self.localizer = replace(self.localizer, timezone=timezone)

    def is_living(self, message_id: int) -> bool:
        """Return whether this is the living message."""
        return self._living is not None and message_id == self._living.id

    def show_problem(self, error: DomainError, seen_price_minor: int | None = None) -> Screen:
        """Explain an error instead of showing the current screen, with Back and Home."""
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
        """Show the current screen in the living message.

        A message that certainly exists (`is_there`), because it was just tapped, is not edited
        if nothing would change.
        """
        screen = await self._current_screen()
        digest = digest_of(screen)
        if is_there and digest == self._digest:
            return
        old = await self._put(screen, self._living)
        if old is not None and not self.is_living(old.id):
            await self._presenter.remove(old.id)

    async def show_beneath(self, *, keep_old: bool) -> None:
        """Show the current screen, below the toast, in a new message at the end of the chat.

        The old message is deleted; with `keep_old` it only loses its buttons.
        """
        screen = await self._current_screen()
        if self.toast:
            text = Markup("<i>{}</i>\n\n{}").format(self.toast, screen.text)
            screen = replace(screen, text=text)
        old = await self._put(screen, None)
        if old is not None:
            await (self._presenter.retire(old.id) if keep_old else self._presenter.remove(old.id))

    async def adopt(self, message: LivingMessage) -> None:
        """Make another message the living one; the old one loses its buttons."""
        old, self._living, self._digest = self._living, message, ""
        if old is not None:
            await self._presenter.retire(old.id)

    async def retire(self, message_id: int) -> None:
        """Remove the buttons of an old message."""
        await self._presenter.retire(message_id)

    async def send_apart(self, screen: Screen) -> None:
        """Send a separate message below the living one, to keep or to forward."""
        await self._presenter.show(screen, None)

    async def send_file(self, name: str, content: bytes, caption: str) -> None:
        """Send a file below the living message."""
        await self._presenter.send_file(name, content, caption)

    async def send_picture(self, name: str, content: bytes, caption: str) -> None:
        """Send a photo below the living message."""
        await self._presenter.send_picture(name, content, caption)

    async def _put(self, screen: Screen, living: LivingMessage | None) -> LivingMessage | None:
        """Show a screen in the message or in a new one; return the previous living message."""
        old, self._digest = self._living, ""  # unknown if Telegram's answer is lost
        self._living = await self._presenter.show(screen, living)
        self._digest = digest_of(screen)
        await self._update_contact_request(screen)
        return old

    async def _update_contact_request(self, screen: Screen) -> None:
        """Show the button for the phone number under the text field only on screens that ask."""
        request = self._contact_request
        if screen.contact_label and request is None:
            words = contact_text(self.localizer)
            self._contact_request = await self._presenter.request_contact(
                words, screen.contact_label
            )
        elif request is not None and not screen.contact_label:
            self._contact_request = None
            await self._presenter.end_contact_request(request)

    async def _current_screen(self) -> Screen:
        screen = self._problem or await self._load()
        is_problem = self._problem is not None
        return with_navigation(screen, self.stack.depth, self.localizer, is_problem=is_problem)

    async def _load(self) -> Screen:
        if self.top.view not in self._routes.views:  # written by another version
            self.home()
        view = self._routes.views[self.top.view]
        try:
            return await view.opener(self.top, self, dishka_container=self._container)
        except DomainError as error:
            return self.show_problem(error)
        except UnreadableFrameError:
            self.home()
            return await self._load()
