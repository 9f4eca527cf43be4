from networks.selectors import school_states


def states(schools):
    """How each school stands towards the network of its district."""
    return school_states(schools)
