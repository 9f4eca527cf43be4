from water.selectors import standings


def states(schools):
    """How each school's water stands today."""
    return {pk: one.reading for pk, one in standings(schools).items()}
