from water.services.days import DayNotYet, DayTooOld, Told, record_day, record_days, repeat_yesterday
from water.services.deliveries import DeliveryAlreadyNoted, record_delivery
from water.services.samples import NothingMeasured, SampleNotYet, record_sample
from water.services.supply import PlateTaken, save_supply, save_tanker

__all__ = [
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
    "repeat_yesterday",
    "save_supply",
    "save_tanker",
]
