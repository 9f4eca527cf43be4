from water.services.days import AlreadyTold, DayNotYet, DayTooOld, Told, record_day, record_days
from water.services.deliveries import DeliveryAlreadyNoted, record_delivery
from water.services.samples import NothingMeasured, SampleNotYet, record_sample
from water.services.supply import PlateTaken, save_supply, save_tanker
from water.services.weeks import say_week_word

__all__ = [
    "AlreadyTold",
    "DayNotYet",
    "DayTooOld",
    "DeliveryAlreadyNoted",
    "NothingMeasured",
    "PlateTaken",
    "SampleNotYet",
    "Told",
    "record_day",
    "record_days",
    "record_delivery",
    "record_sample",
    "save_supply",
    "save_tanker",
    "say_week_word",
]
