from livelihoods.demo.comuset import load
from livelihoods.demo.leilek import load_district

__all__ = ["load", "load_district"]
