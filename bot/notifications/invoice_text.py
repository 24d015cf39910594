"""The text of an invoice: plain, within Telegram's limits."""

from bot.ui.localizer import Localizer
from bot.ui.text import TEXT_ON_LIST, capitalized, joined, one_line, shortened
from domain.payments.provider_ports import InvoiceText
from domain.shared.money import Money
from domain.visit.model import Visit

MAX_TITLE = 32
MAX_DESCRIPTION = 255


def invoice_text_of(visit: Visit, amount: Money, localizer: Localizer) -> InvoiceText:
    """Describe the visit to pay for, and the rest to pay on site."""
    is_whole = amount == visit.price
    title = localizer.t("Your visit") if is_whole else localizer.t("Deposit for your visit")
    names = ", ".join(dict.fromkeys(localizer.name(item.service_name) for item in visit.items))
    description = joined(
        capitalized(localizer.day_and_time(visit.starts_at, visit.location.timezone)),
        one_line(names, TEXT_ON_LIST),
        localizer.name(visit.location.name),
        None if is_whole else _rest(visit.price - amount, localizer),
    )
    short_title = shortened(title.unescape(), MAX_TITLE)
    return InvoiceText(
        title=short_title,
        description=shortened(description.unescape(), MAX_DESCRIPTION),
        label=short_title,
    )


def _rest(rest: Money, localizer: Localizer) -> str:
    return localizer.t("{rest} to pay at your visit", rest=localizer.money(rest))
