"""Tokens of invitations: who has one may use it, so it is kept nowhere but in the link."""

from hashlib import sha256
from secrets import token_urlsafe

TOKEN_BYTES = 32


def new_token() -> str:
    """Return 43 characters that nobody can guess, of those that a deep link holds."""
    return token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> bytes:
    """Return what is kept of a token; one of so much chance needs no salt."""
    return sha256(token.encode()).digest()
