from water.services.days import AlreadyTold, DayNotYet, DayTooOld, Told, record_day, record_days
from water.services.deliveries import DeliveryAlreadyNoted, correct_delivery, record_delivery, withdraw_delivery
from water.services.samples import NothingMeasured, SampleNotYet, correct_sample, record_sample, withdraw_sample
from water.services.supply import PlateTaken, save_supply, save_tanker
from water.services.weeks import say_week_word
from water.services.withdrawing import NotStanding

__all__ = [
    "AlreadyTold",
    "DayNotYet",
    "DayTooOld",
    "DeliveryAlreadyNoted",
    "NotStanding",
    "NothingMeasured",
    "PlateTaken",
    "SampleNotYet",
    "Told",
    "correct_delivery",
    "correct_sample",
    "record_day",
    "record_days",
    "record_delivery",
    "record_sample",
    "save_supply",
    "save_tanker",
    "say_week_word",
    "withdraw_delivery",
    "withdraw_sample",
]
