import secrets
import time
import uuid

# No look-alikes (0 O, 1 I L, U V): people read these codes aloud over a bad line.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


def uuid7() -> uuid.UUID:
    """A time-ordered UUID (RFC 9562); Python 3.11 has none. Sorts by creation to the millisecond."""
    value = int.from_bytes((time.time_ns() // 1_000_000).to_bytes(6, "big") + secrets.token_bytes(10), "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return uuid.UUID(int=value)


def public_code(length: int = 10) -> str:
    """An unguessable code a person can type: about 4.9 bits a letter."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))
