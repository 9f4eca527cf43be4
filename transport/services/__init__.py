from transport.services.fleet import (
    LicenceTaken,
    PaperRegistered,
    PlateTaken,
    SeatsInUse,
    add_document,
    change_driver,
    change_vehicle,
    register_driver,
    register_vehicle,
)
from transport.services.paying import AlreadyPays, OfOtherSchool, ask_partner, link_promise
from transport.services.proposing import NoSolver, NothingToPlan, NoVehicle, ask_for_routes, plan_told, task_for
from transport.services.routes import (
    NameTaken,
    RouteUpsideDown,
    SeatedWithoutVehicle,
    TripsOutside,
    VehicleTooSmall,
    change_route,
    open_route,
)
from transport.services.saying import (
    AlreadySaid,
    DayToCome,
    MinutesMissing,
    NotThatDay,
    say_leg,
)
from transport.services.sheets import take_sheet
from transport.services.stops import MoreSeatsThanPupils, SeatsFull, StopTwice, add_stop, change_stop, remove_stop
from transport.services.weeks import say_week_word

__all__ = [
    "AlreadyPays",
    "AlreadySaid",
    "DayToCome",
    "LicenceTaken",
    "MinutesMissing",
    "MoreSeatsThanPupils",
    "NameTaken",
    "NoSolver",
    "NoVehicle",
    "NotThatDay",
    "NothingToPlan",
    "OfOtherSchool",
    "PaperRegistered",
    "PlateTaken",
    "RouteUpsideDown",
    "SeatedWithoutVehicle",
    "SeatsFull",
    "SeatsInUse",
    "StopTwice",
    "TripsOutside",
    "VehicleTooSmall",
    "add_document",
    "add_stop",
    "ask_for_routes",
    "ask_partner",
    "change_driver",
    "change_route",
    "change_stop",
    "change_vehicle",
    "link_promise",
    "open_route",
    "plan_told",
    "register_driver",
    "register_vehicle",
    "remove_stop",
    "say_leg",
    "say_week_word",
    "take_sheet",
    "task_for",
]
