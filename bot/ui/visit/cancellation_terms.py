"""Until when a visit can be changed, and what becomes of its money then: in one sentence."""

from markupsafe import Markup

from bot.ui.localizer import Reader
from domain.booking.preview_visit import Preview
from domain.shared.money import Money


def rule_of(preview: Preview, reader: Reader) -> Markup:
    """Say until when the visit of the card can be cancelled and moved, and what that costs."""
    if preview.deposit is None:
        return _without_money(preview, reader)
    percent = preview.profile.policies.late_cancel_fee_percent
    if percent is None:
        return _with_money(preview, reader)
    return _with_fee(preview, min(preview.price.percent(percent), preview.deposit), reader)


def _without_money(preview: Preview, reader: Reader) -> Markup:
    if preview.is_locked:
        return reader.say("It is so soon that it can no longer be cancelled or moved here.")
    policies = preview.profile.policies
    cancel, move = policies.cancel_lock_minutes, policies.reschedule_lock_minutes
    if cancel == move == 0:
        return reader.say("You can cancel or move your visit until it begins.")
    if cancel == move:
        return reader.say(
            "You can cancel or move your visit until {span} before it begins.",
            span=reader.span(cancel),
        )
    return reader.say(
        "You can cancel your visit until {cancel} before it begins, and move it until {move} "
        "before.",
        cancel=reader.span(cancel),
        move=reader.span(move),
    )


def _with_money(preview: Preview, reader: Reader) -> Markup:
    if preview.is_locked:
        return reader.say(
            "It is so soon that it can no longer be cancelled or moved here, so what you pay now "
            "does not come back."
        )
    policies = preview.profile.policies
    cancel, move = policies.cancel_lock_minutes, policies.reschedule_lock_minutes
    if cancel == move == 0:
        return reader.say(
            "Until it begins you can move your visit, or cancel it and have your money back."
        )
    if cancel == move:
        return reader.say(
            "Until {span} before it begins you can move your visit, or cancel it and have your "
            "money back.",
            span=reader.span(cancel),
        )
    return reader.say(
        "You can cancel and have your money back until {cancel} before your visit, and move it "
        "until {move} before.",
        cancel=reader.span(cancel),
        move=reader.span(move),
    )


def _with_fee(preview: Preview, fee: Money, reader: Reader) -> Markup:
    """A late cancel costs money, but is possible."""
    policies = preview.profile.policies
    return reader.say(
        "You can cancel and have your money back until {cancel} before your visit, later that "
        "costs {fee}; moving is possible until {move} before.",
        cancel=reader.span(policies.cancel_lock_minutes),
        fee=reader.money(fee),
        move=reader.span(policies.reschedule_lock_minutes),
    )
