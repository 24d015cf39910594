"""The deadlines for changing a visit and the terms of a refund, in one sentence."""

from markupsafe import Markup

from bot.ui.localizer import Localizer
from domain.booking.preview_visit import Preview
from domain.shared.money import Money


def cancellation_terms(preview: Preview, localizer: Localizer) -> Markup:
    """Return until when the visit can be cancelled and moved, and what that costs."""
    if preview.deposit is None:
        return _without_money(preview, localizer)
    percent = preview.profile.policies.late_cancel_fee_percent
    if percent is None:
        return _with_money(preview, localizer)
    return _with_fee(preview, min(preview.price.percent(percent), preview.deposit), localizer)


def _without_money(preview: Preview, localizer: Localizer) -> Markup:
    if preview.is_locked:
        return localizer.t("It is so soon that it can no longer be cancelled or moved here.")
    policies = preview.profile.policies
    cancel, move = policies.cancel_lock_minutes, policies.reschedule_lock_minutes
    if cancel == move == 0:
        return localizer.t("You can cancel or move your visit until it begins.")
    if cancel == move:
        return localizer.t(
            "You can cancel or move your visit until {span} before it begins.",
            span=localizer.span(cancel),
        )
    return localizer.t(
        "You can cancel your visit until {cancel} before it begins, and move it until {move} "
        "before.",
        cancel=localizer.span(cancel),
        move=localizer.span(move),
    )


def _with_money(preview: Preview, localizer: Localizer) -> Markup:
    if preview.is_locked:
        return localizer.t(
            "It is so soon that it can no longer be cancelled or moved here, so what you pay now "
            "does not come back."
        )
    policies = preview.profile.policies
    cancel, move = policies.cancel_lock_minutes, policies.reschedule_lock_minutes
    if cancel == move == 0:
        return localizer.t(
            "Until it begins you can move your visit, or cancel it and have your money back."
        )
    if cancel == move:
        return localizer.t(
            "Until {span} before it begins you can move your visit, or cancel it and have your "
            "money back.",
            span=localizer.span(cancel),
        )
    return localizer.t(
        "You can cancel and have your money back until {cancel} before your visit, and move it "
        "until {move} before.",
        cancel=localizer.span(cancel),
        move=localizer.span(move),
    )


def _with_fee(preview: Preview, fee: Money, localizer: Localizer) -> Markup:
    """Return the terms if a late cancellation is possible for a fee."""
    policies = preview.profile.policies
    return localizer.t(
        "You can cancel and have your money back until {cancel} before your visit, later that "
        "costs {fee}; moving is possible until {move} before.",
        cancel=localizer.span(policies.cancel_lock_minutes),
        fee=localizer.money(fee),
        move=localizer.span(policies.reschedule_lock_minutes),
    )
