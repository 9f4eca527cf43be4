from partners.models.answers import RecordAnswer
from partners.models.contacts import Contact
from partners.models.offers import Offer
from partners.models.partners import Partner, PartnerTerritory

__all__ = ["Contact", "Offer", "Partner", "PartnerTerritory", "RecordAnswer"]
