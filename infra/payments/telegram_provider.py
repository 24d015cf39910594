from infra.payments.telegram_invoices import TelegramInvoices


class TelegramProvider(TelegramInvoices):
    """Cards, through a provider whose token @BotFather gives.

    Telegram has no request to send such money back: an admin does it at the provider.
    """

    name = "telegram"
