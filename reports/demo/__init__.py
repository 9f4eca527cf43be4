from reports.demo.comuset import load
from reports.demo.leilek import load_district

__all__ = ["load", "load_district"]
