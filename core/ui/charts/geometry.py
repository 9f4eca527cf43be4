"""Plane geometry for the district map: project, simplify, fit, label."""

from dataclasses import dataclass
from math import cos, hypot, radians, sin


def simplify(points, tolerance):
    """Douglas–Peucker: drop the points that lie closer than `tolerance` to the line that stays."""
    if len(points) < 3:
        return list(points)
    keep, todo = {0, len(points) - 1}, [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        far, at = 0.0, None
        for index in range(first + 1, last):
            distance = distance_to_segment(points[index], points[first], points[last])
            if distance > far:
                far, at = distance, index
        if at is not None and far > tolerance:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def distance_to_segment(point, start, end):
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0 if not length else max(0, min(1, ((px - ax) * dx + (py - ay) * dy) / length))
    return hypot(px - ax - along * dx, py - ay - along * dy)


def centroid(ring):
    """Centre of the area of a ring; of its corners when it has no area."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if not area:
        return sum(px for px, _ in ring) / len(ring), sum(py for _, py in ring) / len(ring)
    return x / (3 * area), y / (3 * area)


@dataclass(frozen=True)
class Frame:
    """Degrees → drawing units, keeping shapes true at the middle latitude (good to a few hundred kilometres)."""

    west: float
    north: float
    squeeze: float
    scale: float
    inset: float
    width: float
    height: float

    @classmethod
    def around(cls, points, *, width, tallest, inset):
        """The frame that shows all points in `width`, or narrower when they would be taller than `tallest`."""
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        squeeze = cos(radians((min(lats) + max(lats)) / 2))
        across, down = (max(lons) - min(lons)) * squeeze or 0.01, max(lats) - min(lats) or 0.01
        scale = min((width - 2 * inset) / across, (tallest - 2 * inset) / down)
        margin = (width - across * scale) / 2
        west = min(lons) - (margin - inset) / scale / squeeze
        return cls(west, max(lats), squeeze, scale, inset, width, down * scale + 2 * inset)

    def place(self, lon, lat):
        x = self.inset + (lon - self.west) * self.squeeze * self.scale
        return x, self.inset + (self.north - lat) * self.scale

    def holds(self, lon, lat):
        x, y = self.place(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height

    @property
    def km(self):
        """Drawing units per kilometre."""
        return self.scale / 111.32


def spread(places, *, closest, rounds=24):
    """Push places that cover one another apart until each can be seen, none further than twice its size."""
    moved = list(places)
    for _round in range(rounds):
        pushed = False
        for one, other in _near(moved, closest):
            (x1, y1), (x2, y2) = moved[one], moved[other]
            distance = hypot(x2 - x1, y2 - y1)
            if distance >= closest - 0.1:
                continue
            # Two places on the same spot have no direction between them: their order gives one.
            turn = 2.4 * (one + other)
            dx, dy = ((x2 - x1) / distance, (y2 - y1) / distance) if distance > 0.01 else (cos(turn), sin(turn))
            push = (closest - distance) / 2
            moved[one], moved[other] = (x1 - dx * push, y1 - dy * push), (x2 + dx * push, y2 + dy * push)
            pushed = True
        if not pushed:
            break
    return [_leashed(here, home, 2 * closest) for here, home in zip(moved, places, strict=True)]


def _near(places, closest):
    """Pairs of places in the same or a neighbouring square: all that can cover one another."""
    squares = {}
    for at, (x, y) in enumerate(places):
        squares.setdefault((int(x // closest), int(y // closest)), []).append(at)
    for (column, row), members in squares.items():
        around = [squares.get((column + dx, row + dy), ()) for dx, dy in NEIGHBOURS]
        for one in members:
            yield from ((one, other) for group in around for other in group if one < other)


def _leashed(here, home, longest):
    dx, dy = here[0] - home[0], here[1] - home[1]
    length = hypot(dx, dy)
    return here if length <= longest else (home[0] + dx / length * longest, home[1] + dy / length * longest)


NEIGHBOURS = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
