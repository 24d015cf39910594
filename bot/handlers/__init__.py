from bot.handlers import admin, client, master
from bot.navigation.routes import merge

routes = merge([client.routes, admin.routes, master.routes])
"""Everything that a private chat can show and takes."""
