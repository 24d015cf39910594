"""Lines that several screens of a booking share."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.fsm.booking import BookingDraft
from bot.ui.localizer import Localizer
from bot.ui.text import bold, joined
from domain.availability.model import PlannedService, VisitPlan
from domain.shared.ids import MasterId

SHORT_NAME = 40


def services_line(
    plan: VisitPlan, master_ids: Sequence[MasterId | None], localizer: Localizer
) -> Markup:
    """Return the services, with one master for all or one for each, if masters are chosen."""
    wanted = set(master_ids)
    if len(wanted) == 1:
        (master_id,) = wanted
        names = [_service_name(planned, localizer) for planned in plan.services]
        master = _master_name(plan.services[0], master_id, localizer)
        return joined(Markup(", ").join(names), master)
    pairs = zip(plan.services, master_ids or (None,) * len(plan.services), strict=True)
    return Markup(", ").join(
        _with_master(planned, master_id, localizer) for planned, master_id in pairs
    )


def what_line(
    plan: VisitPlan, draft: BookingDraft, localizer: Localizer, client: str = ""
) -> Markup:
    """Return what is booked or moved, and for which client if the staff do it."""
    what = services_line(plan, draft.master_ids, localizer)
    if draft.is_offer:
        what = localizer.t("Another time for: {visit}", visit=what)
    elif draft.is_move:
        what = localizer.t("Moving: {visit}", visit=what)
    return joined(client_of(client, localizer), what)


def client_of(name: str, localizer: Localizer) -> Markup | None:
    """Return the client for whom the staff choose, if they do."""
    return Markup("👤 {}").format(bold(localizer.person(name, SHORT_NAME))) if name else None


def _with_master(
    planned: PlannedService, master_id: MasterId | None, localizer: Localizer
) -> Markup:
    name = _service_name(planned, localizer)
    master = _master_name(planned, master_id, localizer)
    return Markup("{} ({})").format(name, master) if master else Markup.escape(name)


def _service_name(planned: PlannedService, localizer: Localizer) -> str:
    return localizer.name(planned.service.name, SHORT_NAME)


def _master_name(
    planned: PlannedService, master_id: MasterId | None, localizer: Localizer
) -> str | None:
    """Return the name of the chosen master, `None` for any."""
    if master_id is None:
        return None
    master = next(skill.master for skill in planned.skills if skill.master.id == master_id)
    return localizer.name(master.name, SHORT_NAME)


def from_least(least: str, localizer: Localizer, *, is_exact: bool) -> str:
    """Mark a price or a duration as the minimum, unless it is exact."""
    return least if is_exact else localizer.t("from {least}", least=least)
