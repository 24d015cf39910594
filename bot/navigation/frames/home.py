from bot.navigation.frames.frame import ViewId


class HomeView(ViewId):
    """Screens where every conversation begins."""

    HOME = "home"
    HELP = "help"
