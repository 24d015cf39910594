from aiogram import Bot

from app.settings import PaymentSettings, ProviderName
from domain.payments.ports import PaymentProvider, PaymentProviders
from infra.payments.at_venue import AtVenue
from infra.payments.providers import ChosenProviders
from infra.payments.telegram_provider import TelegramProvider
from infra.payments.telegram_stars import TelegramStars
from infra.payments.test_provider import TestProvider


def build_providers(settings: PaymentSettings, bot: Bot) -> PaymentProviders:
    """Return all providers, of which the settings choose one; another is one more line here."""
    token = settings.payment_provider_token
    secret = token.get_secret_value() if token else ""
    by_name: dict[ProviderName, PaymentProvider] = {
        ProviderName.TELEGRAM: TelegramProvider(bot, secret),
        ProviderName.TEST: TestProvider(bot, secret),
        ProviderName.AT_VENUE: AtVenue(),
    }
    return ChosenProviders(
        stars=TelegramStars(bot), chosen=by_name[settings.provider], others=by_name.values()
    )
