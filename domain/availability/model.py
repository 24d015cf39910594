"""The wish of a client, and the facts that decide when it is available."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.catalog.model import Service, Skill
from domain.schedule.model import LocationProfile
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.shared.lanes import Lane
from engine import MasterAvailability

MAX_WAITING_MINUTES = 60
"""The longest total waiting time between the services of one visit."""


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """One service of a visit, and the wanted master; `None` means any master."""

    service_id: ServiceId
    master_id: MasterId | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of a search: those for a client, or for an admin who acts for one.

    A client who moves a visit cannot choose a time in the lock window (`obeys_lock_window`), unless
    the visit `is_free_to_change`. Neither lock window nor lead time applies to an `admin`.
    """

    obeys_lock_window: bool = False
    admin: Identity | None = None


@dataclass(frozen=True, slots=True)
class VisitWish:
    """The wanted services and masters at a location, and the terms.

    The present time of a moved visit (`moved_booking_id`) counts as free, and so do the holds of
    the client whose visit it is (`client_id`): booking releases them.
    """

    location_id: LocationId
    choice: tuple[ServiceChoice, ...]
    terms: Terms = Terms()
    moved_booking_id: BookingId | None = None
    client_id: UserId | None = None

    @property
    def own_time(self) -> "OwnTime":
        """The busy time that counts as free."""
        return OwnTime(self.moved_booking_id, self.client_id)


@dataclass(frozen=True, slots=True)
class PlannedService:
    """A chosen service with the skills of all masters who may perform it for this client."""

    service: Service
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """A choice that was checked against the catalog, with the data that a search needs.

    The visit begins at least `notice_minutes` from now, even if the lead time of its masters is
    shorter; a visit booked `by_staff` may begin at once.
    """

    profile: LocationProfile
    services: tuple[PlannedService, ...]
    notice_minutes: int = 0
    by_staff: bool = False

    def on_terms(self, terms: Terms) -> "VisitPlan":
        """Return the plan by the rules for an admin, if one acts, else for a client.

        Raises:
            RoleMissingError: the user who acts for the client is not an admin.
        """
        if terms.admin is not None:
            terms.admin.ensure_role(Role.ADMIN)
            return replace(self, by_staff=True)
        if terms.obeys_lock_window:
            return replace(self, notice_minutes=self.profile.policies.reschedule_lock_minutes)
        return self

    @property
    def master_ids(self) -> tuple[MasterId, ...]:
        """All masters who may be needed, in ascending order."""
        return tuple(sorted({s.master.id for p in self.services for s in p.skills}))

    def skill_of(self, service_id: ServiceId, master_id: MasterId) -> Skill:
        """Return the skill with which the master performs the planned service."""
        planned = next(p for p in self.services if p.service.id == service_id)
        return next(skill for skill in planned.skills if skill.master.id == master_id)

    @property
    def longest_minutes(self) -> int:
        """The longest duration of the services and their gaps, without waiting between them."""
        return sum(
            max(skill.duration_minutes for skill in planned.skills)
            + planned.service.min_gap_after_minutes
            for planned in self.services
        )

    @property
    def has_paces(self) -> bool:
        """Whether some masters take longer for a service than others."""
        return any(
            len({skill.duration_minutes for skill in planned.skills}) > 1
            for planned in self.services
        )

    @property
    def leaves_choice(self) -> bool:
        """Whether several masters may perform one of the services."""
        return any(len(planned.skills) > 1 for planned in self.services)

    @property
    def longest_visit(self) -> timedelta:
        """The longest time that the visit can span, with waiting and gaps."""
        return timedelta(minutes=self.longest_minutes + MAX_WAITING_MINUTES)

    @property
    def shortest_minutes(self) -> int:
        """The shortest duration of the visit, even if its services are done at the same time."""
        return max(
            min(skill.duration_minutes for skill in planned.skills) for planned in self.services
        )

    @property
    def longest_buffer_minutes(self) -> int:
        """The longest buffer between two clients among the masters."""
        default = self.profile.policies.default_buffer_between_minutes
        own = (s.master.buffer_between_minutes for p in self.services for s in p.skills)
        return max(default if minutes is None else minutes for minutes in own)


@dataclass(frozen=True, slots=True)
class Busy:
    """Time that a visit takes in one lane of a master; `blocked_until` covers gap and buffer.

    A hold has an expiry, and `held_by`, its client.
    """

    booking_id: BookingId
    master_id: MasterId
    lane: int
    start_at: datetime
    blocked_until: datetime
    hold_expires_at: datetime | None = None
    held_by: UserId | None = None

    def is_over(self, now: datetime) -> bool:
        """Return whether this is an expired hold, which no longer blocks time."""
        return self.hold_expires_at is not None and self.hold_expires_at <= now


@dataclass(frozen=True, slots=True)
class OwnTime:
    """Busy time that counts as free for one search: a moved visit, and the holds of a client."""

    moved_booking_id: BookingId | None = None
    client_id: UserId | None = None

    def without(self, busy: Iterable[Busy], now: datetime) -> tuple[Busy, ...]:
        """Return the busy time without own time and expired holds.

        There may be thousands, so only holds are looked at closely.
        """
        moved = self.moved_booking_id
        return tuple(
            [
                one
                for one in busy
                if one.booking_id != moved
                and (one.hold_expires_at is None or self._is_kept(one, now))
            ]
        )

    def _is_kept(self, hold: Busy, now: datetime) -> bool:
        is_own = hold.held_by is not None and hold.held_by == self.client_id
        return not is_own and not hold.is_over(now)


NO_OWN_TIME = OwnTime()


@dataclass(frozen=True, slots=True)
class MasterLoad:
    """Minutes with clients around a day, and the start of the last visit before that day."""

    minutes: int = 0
    last_client_at: datetime | None = None


Loads = Mapping[MasterId, MasterLoad]
"""Masters without an entry have no load."""


def lanes_of(skills: Iterable[Skill]) -> list[Lane]:
    """Return every lane of the masters who have the skills."""
    return [
        Lane(skill.master.id, index)
        for skill in skills
        for index in range(skill.master.max_clients_parallel)
    ]


DayAvailability = dict[str, MasterAvailability]
AvailabilityByDate = dict[date, DayAvailability]
