from needs.forms.answering import AnswerForm, DuplicateForm, ManyForm, TextForm
from needs.forms.imports import ColumnsForm, SheetForm, WordsForm
from needs.forms.papers import SheetsForm
from needs.forms.telling import ReportForm

__all__ = [
    "AnswerForm",
    "ColumnsForm",
    "DuplicateForm",
    "ManyForm",
    "ReportForm",
    "SheetForm",
    "SheetsForm",
    "TextForm",
    "WordsForm",
]
