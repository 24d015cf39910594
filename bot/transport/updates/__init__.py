"""From what Telegram sends to handled updates: stored, each person's in order, within bounds."""
