"""What a location sells, and who performs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from domain.catalog.deposit import DepositRule
from domain.shared.ids import CategoryId, LocationId, MasterId, ServiceId
from domain.shared.money import Money


@dataclass(frozen=True, slots=True)
class Label:
    """The business's own words, with a translation for some languages."""

    text: str
    translations: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """Return the words for `language` (`en`, `ru`, ...), the original where none are given."""
        return self.translations.get(language, self.text)


@dataclass(frozen=True, slots=True)
class Location:
    """One shop."""

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
    """Something sold, with the duration and price that hold unless a skill has its own."""

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
    """That a master performs a service, with the duration and price that hold for this master."""

    master: Master
    duration_minutes: int
    price: Money


@dataclass(frozen=True, slots=True)
class SkilledService:
    """A service and everybody who performs it, switched-off masters included."""

    service: Service
    skills: tuple[Skill, ...]

    @property
    def active_skills(self) -> tuple[Skill, ...]:
        """Those whose master takes bookings now."""
        return tuple(skill for skill in self.skills if skill.master.is_active)

    @property
    def is_offered(self) -> bool:
        """Whether a client can choose the service at all."""
        return self.service.is_active and bool(self.active_skills)

    @property
    def lowest_price(self) -> Money:
        """The least that an active master asks."""
        return min((skill.price for skill in self.active_skills), key=lambda p: p.amount_minor)

    @property
    def has_one_price(self) -> bool:
        """Whether every active master asks the same."""
        return len({skill.price for skill in self.active_skills}) == 1
