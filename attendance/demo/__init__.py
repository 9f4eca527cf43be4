from attendance.demo.outside import load_district
from attendance.demo.weeks import load

__all__ = ["load", "load_district"]
