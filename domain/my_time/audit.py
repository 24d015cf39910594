"""The audit entry of a change of a master's time; it contains no free text."""

from datetime import datetime

from domain.my_time.changes import (
    BlockChange,
    BlockLifted,
    DaysOffChange,
    DaysOffLifted,
    TimeChange,
    WorkingDayChange,
)
from domain.outbox.audit import Action, AuditEntry
from domain.schedule.model import Hours
from domain.schedule.workplaces import Rota
from domain.shared.identity import Identity, Role


def entry_of(
    staff: Identity, change: TimeChange, rota: Rota, displaced: int, now: datetime
) -> AuditEntry:
    """Return the entry of a change; `displaced` counts visits, `rota` is the one before it."""
    return AuditEntry(
        staff.user_id,
        Role.MASTER if Role.MASTER in staff.roles else Role.ADMIN,
        Action.TIME_CHANGED,
        f"master:{rota.workplace.master_id}",
        now,
        before=_before(change, rota),
        after={**_facts(change), "displaced": displaced},
    )


def _before(change: TimeChange, rota: Rota) -> dict[str, str | int | None]:
    if not isinstance(change, WorkingDayChange):
        return {}
    days = rota.schedule.working_days
    is_usual = change.weekday not in days
    return _facts(WorkingDayChange(change.weekday, days.get(change.weekday), is_usual))


def _facts(change: TimeChange) -> dict[str, str | int | None]:
    match change:
        case WorkingDayChange(weekday=weekday, is_usual=True):
            return {"weekday": weekday, "hours": "usual"}
        case WorkingDayChange(weekday=weekday, hours=hours):
            return {"weekday": weekday, "hours": _written(hours)}
        case DaysOffChange(first=first, last=last):
            return {"off_from": first.isoformat(), "off_to": last.isoformat()}
        case DaysOffLifted(first=first, last=last):
            return {"works_from": first.isoformat(), "works_to": last.isoformat()}
        case BlockChange(start_at=start_at, end_at=end_at):
            return {"blocked_from": start_at.isoformat(), "blocked_to": end_at.isoformat()}
        case BlockLifted(block_id=block_id):
            return {"unblocked": block_id}


def _written(hours: Hours | None) -> str:
    if hours is None:
        return "closed"
    work = f"{hours.start:%H:%M}-{hours.end:%H:%M}"
    if hours.break_start is None or hours.break_end is None:
        return work
    return f"{work} break {hours.break_start:%H:%M}-{hours.break_end:%H:%M}"
