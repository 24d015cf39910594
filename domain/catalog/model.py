"""What a location sells, and who performs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from domain.catalog.deposit import DepositRule
from domain.shared.ids import CategoryId, LocationId, MasterId, ServiceId
from domain.shared.money import Money


@dataclass(frozen=True, slots=True)
class Label:
    """A text of the business, with optional translations."""

    text: str
    translations: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """Return the text in `language` (`en`, `ru`, ...), or the original if there is none."""
        return self.translations.get(language, self.text)


@dataclass(frozen=True, slots=True)
class Location:
    """One place of the business."""

    id: LocationId
    name: Label
    address: str
    timezone: ZoneInfo
    currency: str
    country: str
    subdivision: str | None


@dataclass(frozen=True, slots=True)
class ServiceCategory:
    """A heading under which services are listed."""

    id: CategoryId
    name: Label


@dataclass(frozen=True, slots=True)
class Service:
    """A service for sale, with its default duration and price; a skill may override them."""

    id: ServiceId
    location_id: LocationId
    category: ServiceCategory
    name: Label
    description: Label
    duration_minutes: int
    min_gap_after_minutes: int
    price: Money
    is_active: bool
    parallel_ok: bool = False
    parallel_group: str | None = None
    deposit: DepositRule | None = None  # None: the location's


@dataclass(frozen=True, slots=True)
class Master:
    """A person who performs services."""

    id: MasterId
    name: Label
    about: Label
    photo: str | None
    is_active: bool
    max_clients_parallel: int
    shortest_service_minutes: int
    buffer_between_minutes: int | None = None  # None: the location's


@dataclass(frozen=True, slots=True)
class Skill:
    """A master's ability to perform a service, with this master's duration and price."""

    master: Master
    duration_minutes: int
    price: Money


@dataclass(frozen=True, slots=True)
class SkilledService:
    """A service and all masters who perform it, including switched-off ones."""

    service: Service
    skills: tuple[Skill, ...]

    @property
    def active_skills(self) -> tuple[Skill, ...]:
        """The skills whose master takes bookings now."""
        return tuple(skill for skill in self.skills if skill.master.is_active)

    @property
    def is_offered(self) -> bool:
        """Whether a client can choose the service at all."""
        return self.service.is_active and bool(self.active_skills)

    @property
    def lowest_price(self) -> Money:
        """The lowest price of an active master."""
        return min((skill.price for skill in self.active_skills), key=lambda p: p.amount_minor)

    @property
    def has_one_price(self) -> bool:
        """Whether all active masters have the same price."""
        return len({skill.price for skill in self.active_skills}) == 1
