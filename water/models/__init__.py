from water.models.days import DayChange, DayState
from water.models.samples import Sample, SampleCommitment
from water.models.supply import Delivery, Supply, Tanker

__all__ = ["DayChange", "DayState", "Delivery", "Sample", "SampleCommitment", "Supply", "Tanker"]
