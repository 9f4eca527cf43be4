"""What `manage.py load_demo` hands to each app's demo function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Demo:
    """The demo tenant being filled: `people` by key (head, specialist, director; in the UGEL many more).

    A demo function opens `scope(demo.ugel)` itself, uses the same services as people do, may run again without
    doubling anything, and tells progress through `say`.
    """

    ugel: object
    people: Mapping[str, object]
    today: date
    say: Callable[[str], None]
