from partners.services.answers import answer_record
from partners.services.contacts import add_contact, correct_contact, end_contact, resume_contact
from partners.services.merging import merge_partners
from partners.services.offers import correct_offer, record_offer, reopen_offer, withdraw_offer
from partners.services.partners import (
    correct_partner,
    deactivate_partner,
    reactivate_partner,
    register_partner,
)
from partners.services.reaching import recipient_of

__all__ = [
    "add_contact",
    "answer_record",
    "correct_contact",
    "correct_offer",
    "correct_partner",
    "deactivate_partner",
    "end_contact",
    "merge_partners",
    "reactivate_partner",
    "recipient_of",
    "record_offer",
    "register_partner",
    "reopen_offer",
    "resume_contact",
    "withdraw_offer",
]
