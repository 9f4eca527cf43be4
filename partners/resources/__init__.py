from partners.resources.exporting import partner_rows
from partners.resources.importing import SHEET, PartnerRows

__all__ = ["SHEET", "PartnerRows", "partner_rows"]
