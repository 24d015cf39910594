ID = 777_000_000
"""Ids count from here, so that one that is shown is found in any text."""
