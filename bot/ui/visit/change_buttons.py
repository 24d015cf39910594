"""Buttons to move and cancel a visit, as long as its client can."""

from datetime import timedelta

from aiogram.filters.callback_data import CallbackData
from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows
from bot.ui.text import label
from domain.visit.model import Visit
from domain.visit.policies import Locks


def change_rows(
    locks: Locks, move: CallbackData, cancel: CallbackData, localizer: Localizer
) -> Rows:
    """Return the buttons for the changes that are possible now."""
    row = []
    if locks.move is None:
        row.append(Button(label(localizer.t("🔁 Move")), tap=move))
    if locks.cancel is None:
        row.append(Button(label(localizer.t("Cancel")), tap=cancel, style=ButtonStyle.DANGER))
    return (tuple(row),) if row else ()


def change_line(visit: Visit, locks: Locks, localizer: Localizer) -> Markup | None:
    """Return until when a change was possible that no longer is, and what to do instead."""
    move = _until(visit, locks.move.lock_minutes, localizer) if locks.move else None
    cancel = _until(visit, locks.cancel.lock_minutes, localizer) if locks.cancel else None
    if move is None and cancel is None:
        return None
    if move == cancel:
        return localizer.t(
            "🔒 Until {time} you could move or cancel it here. If your plans have changed, please "
            "tell us directly.",
            time=move,
        )
    if cancel is None:
        return localizer.t("🔒 Until {time} you could move it here.", time=move)
    if move is None:
        return localizer.t("🔒 Until {time} you could cancel it here.", time=cancel)
    return localizer.t(
        "🔒 You could move it here until {move}, and cancel it until {cancel}. If your plans have "
        "changed, please tell us directly.",
        move=move,
        cancel=cancel,
    )


def _until(visit: Visit, lock_minutes: int, localizer: Localizer) -> str:
    moment = visit.starts_at - timedelta(minutes=lock_minutes)
    return localizer.day_and_time(moment, visit.location.timezone)
