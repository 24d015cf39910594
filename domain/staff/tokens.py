"""Tokens of invitations. A token is enough to join, so it exists only in the link."""

from hashlib import sha256
from secrets import token_urlsafe

TOKEN_BYTES = 32


def new_token() -> str:
    """Return 43 unguessable characters that are allowed in a deep link."""
    return token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> bytes:
    """Return the stored hash of a token; a random token needs no salt."""
    return sha256(token.encode()).digest()
