from schools.resources.export import EXPORT_COLUMNS, csv_lines, export_rows, write_workbook
from schools.resources.people import PEOPLE
from schools.resources.sheets import ENROLMENT, SCHOOLS, Sheet, template_workbook

SHEETS = {"matricula": ENROLMENT, "escuelas": SCHOOLS, "personas": PEOPLE}

__all__ = ["EXPORT_COLUMNS", "SHEETS", "Sheet", "csv_lines", "export_rows", "template_workbook", "write_workbook"]
