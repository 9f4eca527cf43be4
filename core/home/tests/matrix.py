"""The rows of home, search and first steps in the isolation matrix (tests/tenancy/matrix.py says how they are read)."""

TABLE = """
search                                     GET    200  200  200  200  200  200  200  404  404  in
first_steps                                GET    200  200  403  403  403  403  403  404  404  in
first_steps_put_away                       GET    405  405  403  403  403  403  403  404  404  in
first_steps_put_away                       POST   302  302  403  403  403  403  403  404  404  in
first_steps_bring_back                     GET    405  405  403  403  403  403  403  404  404  in
first_steps_bring_back                     POST   302  302  403  403  403  403  403  404  404  in
"""
POSTED: dict = {}


def things(people):
    """Nothing here has an address of its own."""
    return {}
