from needs.services.answering import (
    accept_need,
    close_unsolved,
    cover_by_state_programme,
    mark_duplicate,
    prioritise_need,
    reopen_need,
    return_need,
    solve_otherwise,
)
from needs.services.reporting import attach_file, register_need, resubmit_need
from needs.services.solving import confirm_solved, contradict_solved, say_solved

__all__ = [
    "accept_need",
    "attach_file",
    "close_unsolved",
    "confirm_solved",
    "contradict_solved",
    "cover_by_state_programme",
    "mark_duplicate",
    "prioritise_need",
    "register_need",
    "reopen_need",
    "resubmit_need",
    "return_need",
    "say_solved",
    "solve_otherwise",
]
