from bot.navigation.frames.frame import ViewId


class BookForClientView(ViewId):
    """Screens on which an admin books for a client."""

    BOOK_FOR = "book_for"
    BOOK_FOR_CARD = "book_for_card"
