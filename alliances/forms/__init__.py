from alliances.forms.alliances import AllianceForm, EndForm, PaperForm, SignForm
from alliances.forms.calls import AcceptForm, AskForm, CallForm, DeclineForm
from alliances.forms.offering import OfferForm
from alliances.forms.resources import ResourceForm, StrikeForm

__all__ = [
    "AcceptForm",
    "AllianceForm",
    "AskForm",
    "CallForm",
    "DeclineForm",
    "EndForm",
    "OfferForm",
    "PaperForm",
    "ResourceForm",
    "SignForm",
    "StrikeForm",
]
