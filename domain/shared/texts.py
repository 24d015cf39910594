import unicodedata


def cleaned(text: str, *, in_one_line: bool = False) -> str:
    """Return somebody's text as it is kept: without blanks around it and what no database takes."""
    storable = text.replace("\0", "")
    return " ".join(storable.split()) if in_one_line else storable.strip()


def in_plain_digits(text: str) -> str:
    """Return the text with its digits as `0` to `9`, whatever script or width they came in."""
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFKC", text)
    )
