from transport.models.days import EarlierWord, LegDay
from transport.models.routes import Leg, Route, RouteCommitment, Stop
from transport.models.vehicles import Document, Driver, Vehicle

__all__ = ["Document", "Driver", "EarlierWord", "Leg", "LegDay", "Route", "RouteCommitment", "Stop", "Vehicle"]
