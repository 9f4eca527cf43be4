from water.views.corrections import delivery_edit, delivery_withdraw, sample_edit, sample_withdraw
from water.views.lists import export, month, month_export, month_print, school_list
from water.views.schools import delivery_add, sample_add, school_water, supply_edit
from water.views.sheets import sheet, sheet_download
from water.views.tankers import tanker_add, tanker_edit, tanker_list

__all__ = [
    "delivery_add",
    "delivery_edit",
    "delivery_withdraw",
    "export",
    "month",
    "month_export",
    "month_print",
    "sample_add",
    "sample_edit",
    "sample_withdraw",
    "school_list",
    "school_water",
    "sheet",
    "sheet_download",
    "supply_edit",
    "tanker_add",
    "tanker_edit",
    "tanker_list",
]
