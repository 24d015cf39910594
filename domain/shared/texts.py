import unicodedata


def cleaned(text: str, *, in_one_line: bool = False) -> str:
    """Return a user's text for storage, without surrounding whitespace and null characters."""
    storable = text.replace("\0", "")
    return " ".join(storable.split()) if in_one_line else storable.strip()


def in_plain_digits(text: str) -> str:
    """Return the text with digits of any script or width as `0` to `9`."""
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFKC", text)
    )
