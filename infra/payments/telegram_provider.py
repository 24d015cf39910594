from infra.payments.telegram_invoices import TelegramInvoices


class TelegramProvider(TelegramInvoices):
    """Cards, through a provider with a token from @BotFather.

    Telegram has no refund method for such payments: an admin refunds them at the provider.
    """

    name = "telegram"
