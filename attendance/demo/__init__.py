"""Attendance of the demo UGEL's year, and the cases of those who had to be brought back; every name is invented."""

from attendance.demo import cases, weeks
from attendance.demo.outside import load_district
from core.strategies.demo import Demo

__all__ = ["load", "load_district"]


def load(demo: Demo) -> None:
    """Tell the weeks and open the cases once, through the services people use."""
    weeks.load(demo)
    cases.load(demo)
