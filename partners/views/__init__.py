from partners.views.contacts import contact_add, contact_edit, contact_end, contact_resume
from partners.views.exports import partner_export
from partners.views.lists import partner_list, partner_twins
from partners.views.merging import partner_merge, partner_merge_confirm
from partners.views.offers import offer_add, offer_edit, offer_reopen, offer_withdraw
from partners.views.partners import (
    partner_create,
    partner_deactivate,
    partner_detail,
    partner_edit,
    partner_reactivate,
)
from partners.views.sheets import sheet_confirm, sheet_detail, sheet_template, sheet_upload

__all__ = [
    "contact_add",
    "contact_edit",
    "contact_end",
    "contact_resume",
    "offer_add",
    "offer_edit",
    "offer_reopen",
    "offer_withdraw",
    "partner_create",
    "partner_deactivate",
    "partner_detail",
    "partner_edit",
    "partner_export",
    "partner_list",
    "partner_merge",
    "partner_merge_confirm",
    "partner_reactivate",
    "partner_twins",
    "sheet_confirm",
    "sheet_detail",
    "sheet_template",
    "sheet_upload",
]
