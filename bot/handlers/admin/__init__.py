"""The admins' screens and commands: one module each, none of which knows another."""

from bot.handlers.admin import (
    book_for,
    bookings,
    digest,
    figures,
    group,
    late,
    maintenance,
    note,
    refunds,
    staff_changes,
    team,
    unmarked,
    visit,
    words,
)
from bot.navigation.routes import merge

routes = merge(
    module.routes
    for module in (
        bookings,
        book_for,
        digest,
        figures,
        group,
        late,
        maintenance,
        refunds,
        staff_changes,
        team,
        unmarked,
        visit,
        note,
        words,
    )
)
