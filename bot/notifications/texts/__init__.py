"""The texts of messages: each module registers those of its kinds, see `registry`."""

import pkgutil
from importlib import import_module

from bot.notifications.texts.registry import TO_ADMINS, TO_ONE

__all__ = ("TO_ADMINS", "TO_ONE")

for _found in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_found.name}")
