"""Texts for the filters of the admins' list of visits."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from bot.callbacks.bookings import FilterPart
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.text import NAME_ON_BUTTON, joined
from bot.ui.visit.status import SHORT
from domain.catalog.model import Label
from domain.shared.time import DateRange
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import STANDING, BookingFilter, NamedDays
from domain.visit_queries.ports import FilterChoices

NAMES_OF_DAYS: Mapping[NamedDays, str] = {
    NamedDays.COMING: gettext_noop("From today on"),
    NamedDays.TODAY: gettext_noop("Today"),
    NamedDays.TOMORROW: gettext_noop("Tomorrow"),
    NamedDays.THIS_WEEK: gettext_noop("This week"),
    NamedDays.NEXT_WEEK: gettext_noop("Next week"),
    NamedDays.NEXT_DAYS: gettext_noop("The next 30 days"),
    NamedDays.PAST: gettext_noop("Past days"),
    NamedDays.ALL: gettext_noop("All days"),
}

SIGNS: Mapping[FilterPart, str] = {
    FilterPart.DAYS: "📅",
    FilterPart.STATUS: "📌",
    FilterPart.LOCATION: "📍",
    FilterPart.MASTER: "✂️",
    FilterPart.SERVICE: "💇",
}

ANY: Mapping[FilterPart, str] = {
    FilterPart.STATUS: gettext_noop("Any state"),
    FilterPart.LOCATION: gettext_noop("Any location"),
    FilterPart.MASTER: gettext_noop("Any master"),
    FilterPart.SERVICE: gettext_noop("Any service"),
}


def filter_line(
    wanted: BookingFilter, choices: FilterChoices, clients: Sequence[str], localizer: Localizer
) -> Markup:
    """Return the filters of the list."""
    parts = (
        part_text(part, wanted, choices, localizer)
        for part in FilterPart
        if part in {FilterPart.DAYS, FilterPart.STATUS} or id_of(part, wanted)
    )
    return joined(*parts, _clients_text(wanted, clients, localizer))


def part_text(
    part: FilterPart, wanted: BookingFilter, choices: FilterChoices, localizer: Localizer
) -> str:
    """Return the value of one part of the filter."""
    if part is FilterPart.DAYS:
        words = days_text(wanted.days, localizer)
    elif part is FilterPart.STATUS:
        words = _states_text(wanted.statuses, localizer)
    else:
        words = _name(part, id_of(part, wanted), choices, localizer)
    return f"{SIGNS[part]} {words}"


def days_text(days: NamedDays | DateRange, localizer: Localizer) -> str:
    """Return the days."""
    if isinstance(days, NamedDays):
        return localizer.t(NAMES_OF_DAYS[days]).unescape()
    ends = dict.fromkeys((days.first, days.last))
    return " – ".join(localizer.past_day(day) for day in ends)


def id_of(part: FilterPart, wanted: BookingFilter) -> int | None:
    """Return the id by which a part filters the list, if it does."""
    ids: Mapping[FilterPart, int | None] = {
        FilterPart.LOCATION: wanted.location_id,
        FilterPart.MASTER: wanted.master_id,
        FilterPart.SERVICE: wanted.service_id,
    }
    return ids.get(part)


def names_of(part: FilterPart, choices: FilterChoices) -> Iterable[tuple[int, Label]]:
    """Return the choices of a part: ids with names."""
    if part is FilterPart.LOCATION:
        return ((location.id, location.name) for location in choices.locations)
    if part is FilterPart.MASTER:
        return ((master.id, master.name) for master in choices.masters)
    return ((service.id, service.name) for service in choices.services)


def _name(
    part: FilterPart, wanted: int | None, choices: FilterChoices, localizer: Localizer
) -> str:
    if wanted is None:
        return localizer.t(ANY[part]).unescape()
    words = dict(names_of(part, choices)).get(wanted, Label(""))
    return localizer.name(words, NAME_ON_BUTTON)


def _states_text(statuses: Sequence[BookingStatus], localizer: Localizer) -> str:
    if set(statuses) == set(STANDING):
        return localizer.t("Without what was cancelled").unescape()
    if not statuses or len(statuses) == len(BookingStatus):
        return localizer.t(ANY[FilterPart.STATUS]).unescape()
    return ", ".join(localizer.t(SHORT[s]).unescape() for s in BookingStatus if s in statuses)


def _clients_text(
    wanted: BookingFilter, names: Sequence[str], localizer: Localizer
) -> Markup | None:
    if wanted.clients is None:
        return None
    if not wanted.clients:
        return localizer.t("👤 nobody is called so")
    listed = ", ".join(localizer.person(name, NAME_ON_BUTTON) for name in names)
    others = len(wanted.clients) - len(names)
    if others <= 0:
        return Markup("👤 {}").format(listed)
    return localizer.tn(
        "👤 {names} and {count} more", "👤 {names} and {count} more", others, names=listed
    )
