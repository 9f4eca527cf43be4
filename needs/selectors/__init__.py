from needs.selectors.lists import most_needy_schools, similar_to, zero_help_schools
from needs.selectors.priority import Term, score_of, terms_of, with_score
from needs.selectors.visible import schools_for

__all__ = [
    "Term",
    "most_needy_schools",
    "schools_for",
    "score_of",
    "similar_to",
    "terms_of",
    "with_score",
    "zero_help_schools",
]
