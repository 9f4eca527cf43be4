from needs.services.answering import (
    accept_need,
    answer_need,
    answer_needs,
    close_unsolved,
    cover_by_state_programme,
    mark_duplicate,
    prioritise_need,
    reopen_need,
    return_need,
    solve_otherwise,
)
from needs.services.covering import cover, let_go, say_solved_by_promise, solve_a_part, take_back_promise
from needs.services.reporting import attach_file, register_need, resubmit_need
from needs.services.solving import confirm_solved, contradict_solved, say_solved

__all__ = [
    "accept_need",
    "answer_need",
    "answer_needs",
    "attach_file",
    "close_unsolved",
    "confirm_solved",
    "contradict_solved",
    "cover",
    "cover_by_state_programme",
    "let_go",
    "mark_duplicate",
    "prioritise_need",
    "register_need",
    "reopen_need",
    "resubmit_need",
    "return_need",
    "say_solved",
    "say_solved_by_promise",
    "solve_a_part",
    "solve_otherwise",
    "take_back_promise",
]
