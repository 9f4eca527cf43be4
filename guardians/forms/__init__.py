from guardians.forms.accepting import AcceptForm, CodeForm, PlacesForm, ScanForm, TieForm
from guardians.forms.assigning import SAMPLE_PERCENT, VISIT_DAYS, AssignForm, SampleForm, SlipsForm
from guardians.forms.telling import SlipForm, VisitForm

__all__ = [
    "SAMPLE_PERCENT",
    "VISIT_DAYS",
    "AcceptForm",
    "AssignForm",
    "CodeForm",
    "PlacesForm",
    "SampleForm",
    "ScanForm",
    "SlipForm",
    "SlipsForm",
    "TieForm",
    "VisitForm",
]
