from aiogram.filters.callback_data import CallbackData

from demo.simulator import ShownMessage


def taps_on(screen: ShownMessage, kind: type[CallbackData]) -> list[str]:
    """Return the callback data of all buttons of one kind on a screen, in any language."""
    sent = [button.callback_data or "" for row in screen.rows for button in row]
    return [data for data in sent if data.partition(":")[0] == kind.__prefix__]
