from adoptions.selectors import school_states


def states(schools):
    """Adopted, lapsing or free, for the schools of the pool; the others are left out."""
    return school_states(schools)
