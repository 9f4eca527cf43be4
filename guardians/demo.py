def load(demo):
    """Filled below."""
