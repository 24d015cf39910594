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


def group_commands(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the commands that an admin can write in a group."""
    return (
        ("connect", str(reader.say("Tell news of visits here"))),
        ("disconnect", str(reader.say("Tell nothing here any more"))),
        ("digest", str(reader.say("The figures of a day or a week"))),
    )
