from needs.selectors.import_rows import KNOWN, NEW, REFUSED, Reading, read_rows, unclear_schools, words_met
from needs.selectors.lists import list_counts, most_needy_schools, open_at, similar_to, worst_needs, zero_help_schools
from needs.selectors.naming import Schools
from needs.selectors.priority import Term, score_of, terms_of, with_score
from needs.selectors.visible import schools_for

ROW_STATES = (NEW, KNOWN, REFUSED)

__all__ = [
    "KNOWN",
    "NEW",
    "REFUSED",
    "ROW_STATES",
    "Reading",
    "Schools",
    "Term",
    "list_counts",
    "most_needy_schools",
    "open_at",
    "read_rows",
    "schools_for",
    "score_of",
    "similar_to",
    "terms_of",
    "unclear_schools",
    "with_score",
    "words_met",
    "worst_needs",
    "zero_help_schools",
]
