from transport.selectors import school_states


def states(schools):
    """How the worst route of each school stands today; schools without a route are left out."""
    return school_states(schools)
