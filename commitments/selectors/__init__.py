from commitments.selectors.board import READINGS as BOARD_READINGS
from commitments.selectors.board import Board, Column
from commitments.selectors.calendar import dates_for, dates_of_feed, in_month, month_of
from commitments.selectors.door import (
    Door,
    door_of,
    last_words,
    open_instalments,
    promises_behind,
    shareable_photos,
    words_to_vouch,
)
from commitments.selectors.reading import Page, page_of
from commitments.selectors.records import partner_records
from commitments.selectors.visible import commitments_for, open_at_school, search
from commitments.selectors.waiting import Disagreement, Person, Waiting, disagreements, waiting_for_second_word

__all__ = [
    "BOARD_READINGS",
    "Board",
    "Column",
    "Disagreement",
    "Door",
    "Page",
    "Person",
    "Waiting",
    "commitments_for",
    "dates_for",
    "dates_of_feed",
    "disagreements",
    "door_of",
    "in_month",
    "last_words",
    "month_of",
    "open_at_school",
    "open_instalments",
    "page_of",
    "partner_records",
    "promises_behind",
    "search",
    "shareable_photos",
    "waiting_for_second_word",
    "words_to_vouch",
]
