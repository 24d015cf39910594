from bot.views.reader import Reader


def client_commands(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the commands that a client can write, with what each does."""
    return (
        ("start", str(reader.say("Menu"))),
        ("book", str(reader.say("Book a visit"))),
        ("visits", str(reader.say("My visits"))),
        ("language", str(reader.say("Change the language"))),
        ("help", str(reader.say("Help"))),
    )
