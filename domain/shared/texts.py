def cleaned(text: str, *, in_one_line: bool = False) -> str:
    """Return somebody's text as it is kept: without blanks around it and what no database takes."""
    storable = text.replace("\0", "")
    return " ".join(storable.split()) if in_one_line else storable.strip()
