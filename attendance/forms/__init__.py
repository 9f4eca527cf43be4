from attendance.forms.outside import OutsideForm
from attendance.forms.weeks import PART, ChronicForm, WeekForm

__all__ = ["PART", "ChronicForm", "OutsideForm", "WeekForm"]
