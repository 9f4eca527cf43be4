from alliances.forms.alliances import AllianceForm, EndForm, PaperForm, SignForm
from alliances.forms.calls import AcceptForm, AskForm, CallForm, DeclineForm, RecogniseForm, ReopenForm, SetAsideForm
from alliances.forms.offering import OfferForm, OpenOfferForm
from alliances.forms.resources import ResourceForm, StrikeForm

__all__ = [
    "AcceptForm",
    "AllianceForm",
    "AskForm",
    "CallForm",
    "DeclineForm",
    "EndForm",
    "OfferForm",
    "OpenOfferForm",
    "PaperForm",
    "RecogniseForm",
    "ReopenForm",
    "ResourceForm",
    "SetAsideForm",
    "SignForm",
    "StrikeForm",
]
