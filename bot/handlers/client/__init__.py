"""The client's screens: one module each, none of which knows another."""

from bot.handlers.client import (
    answer,
    change_visit,
    commands,
    confirm,
    masters,
    menu,
    note,
    payments,
    profile,
    services,
    times,
    told,
    visits,
)
from bot.navigation.routes import merge

routes = merge(
    module.routes
    for module in (
        commands,
        menu,
        profile,
        services,
        masters,
        times,
        confirm,
        note,
        visits,
        change_visit,
        payments,
        told,
        answer,
    )
)
