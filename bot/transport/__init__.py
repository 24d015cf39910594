"""How updates come in: money in them is kept before Telegram learns that they were received."""
