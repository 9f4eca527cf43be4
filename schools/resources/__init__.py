from schools.resources.export import EXPORT_COLUMNS, csv_lines, export_rows, write_workbook
from schools.resources.sheets import SHEETS, Sheet, template_workbook

__all__ = ["EXPORT_COLUMNS", "SHEETS", "Sheet", "csv_lines", "export_rows", "template_workbook", "write_workbook"]
