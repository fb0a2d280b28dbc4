"""Passwords: argon2id with the library's own parameters, and how long a wrong one makes wait."""

from datetime import timedelta

PATIENCE = 3  # wrong passwords before the first wait
LONGEST_WAIT = timedelta(minutes=5)


def hash_password(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Takes as long for an account that does not exist as for a wrong password."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    hasher = PasswordHasher()
    if password_hash is None:
        hasher.hash(password)
        return False
    try:
        return hasher.verify(password_hash, password)
    except VerificationError:
        return False


def wait_after(wrong: int) -> timedelta:
    """None for the first ones, then 1, 2, 4 … seconds, five minutes at most."""
    if wrong < PATIENCE:
        return timedelta()
    return min(timedelta(seconds=2 ** min(wrong - PATIENCE, 16)), LONGEST_WAIT)
