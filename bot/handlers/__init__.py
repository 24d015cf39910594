"""Screens and handlers of the private chat: one folder per feature; features are independent."""

import pkgutil
from importlib import import_module

from bot.errors.common import COMMON_ERRORS
from bot.navigation.routes import Routes, merge


def collect_routes() -> Routes:
    """Merge the `routes` of all modules below; raises `ValueError` if two claim the same."""
    found = pkgutil.walk_packages(__path__, f"{__name__}.")
    modules = [import_module(module.name) for module in found]
    of_features = (module.routes for module in modules if hasattr(module, "routes"))
    return merge([Routes(errors=dict(COMMON_ERRORS)), *of_features])


routes = collect_routes()
"""All routes of the private chat."""
