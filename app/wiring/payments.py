from collections.abc import Sequence

from aiogram import Bot
from dishka import AsyncContainer

from app.settings.settings import (
    PaymentSettings,
    ProviderName,
)
from bot.transport.updates.charges import StoreCharges
from domain.checkout.store_charge import StoreCharge
from domain.payments.model import Charge
from domain.payments.provider_ports import PaymentProvider, PaymentProviders
from infra.payments.at_venue import AtVenue
from infra.payments.demo_provider import DemoProvider
from infra.payments.providers import ChosenProviders
from infra.payments.telegram_provider import TelegramProvider
from infra.payments.telegram_stars import TelegramStars


def build_providers(settings: PaymentSettings, bot: Bot) -> PaymentProviders:
    """Return all providers, one of them chosen by the settings; add new providers here."""
    token = settings.payment_provider_token
    secret = token.get_secret_value() if token else ""
    by_name: dict[ProviderName, PaymentProvider] = {
        ProviderName.TELEGRAM: TelegramProvider(bot, secret),
        ProviderName.TEST: DemoProvider(bot, secret),
        ProviderName.AT_VENUE: AtVenue(),
    }
    return ChosenProviders(
        stars=TelegramStars(bot), chosen=by_name[settings.provider], others=by_name.values()
    )


def store_charges(container: AsyncContainer) -> StoreCharges:
    """Return a function that stores the charges reported by updates."""

    async def store(charges: Sequence[Charge]) -> None:
        async with container() as scope:
            store_charge = await scope.get(StoreCharge)
            await store_charge.execute(charges)

    return store
