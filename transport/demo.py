"""Transport at the demo UGEL."""


def load(demo) -> None:
    return
