"""The admins' screens and commands: one module each, none of which knows another."""

from bot.handlers.admin import (
    digest,
    group,
    late,
    maintenance,
    note,
    refunds,
    team,
    unmarked,
    visit,
    words,
)
from bot.navigation.routes import merge

routes = merge(
    module.routes
    for module in (
        digest,
        group,
        late,
        maintenance,
        refunds,
        team,
        unmarked,
        visit,
        note,
        words,
    )
)
