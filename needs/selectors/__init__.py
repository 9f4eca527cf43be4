from needs.selectors.lists import most_needy_schools, similar_to, zero_help_schools
from needs.selectors.priority import Term, score_of, terms_of, with_score

__all__ = ["Term", "most_needy_schools", "score_of", "similar_to", "terms_of", "with_score", "zero_help_schools"]
