from bot.handlers import admin, client
from bot.navigation.routes import merge

routes = merge([client.routes, admin.routes])
"""Everything that a private chat can show and takes."""
