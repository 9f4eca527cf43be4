from commitments.models import Part
from commitments.services.attesting import (
    MonthSaid,
    add_evidence,
    attest,
    attest_month,
    check_may_witness,
    contradict,
    store_scan,
    vouch,
)
from commitments.services.calendars import as_icalendar
from commitments.services.changing import accept_change, ask_change, change_promise, refuse_change, reschedule
from commitments.services.confirming import ask_for_time, confirm, decline, start
from commitments.services.covering import cover_need
from commitments.services.ending import cancel, close, could_not, mark_broken, reopen
from commitments.services.feeds import feed_token, make_feed, open_feed_of, opened_feed, revoke_feed
from commitments.services.keys import issue_key, opened_key, path_of, printed_token, revoke_key, token_of
from commitments.services.many import do_to_many
from commitments.services.proposing import Line, make_commitment, make_promise
from commitments.services.reminding import remind_due, remind_now
from commitments.services.resolving import resolve
from commitments.services.scheduling import every_month, every_week, on_dates
from commitments.services.thanking import thank_for_promise, thank_for_year
from commitments.services.voices import Voice

__all__ = [
    "Line",
    "MonthSaid",
    "Part",
    "Voice",
    "accept_change",
    "add_evidence",
    "as_icalendar",
    "ask_change",
    "ask_for_time",
    "attest",
    "attest_month",
    "cancel",
    "change_promise",
    "check_may_witness",
    "close",
    "confirm",
    "contradict",
    "could_not",
    "cover_need",
    "decline",
    "do_to_many",
    "every_month",
    "every_week",
    "feed_token",
    "issue_key",
    "make_commitment",
    "make_feed",
    "make_promise",
    "mark_broken",
    "on_dates",
    "open_feed_of",
    "opened_feed",
    "opened_key",
    "path_of",
    "printed_token",
    "refuse_change",
    "remind_due",
    "remind_now",
    "reopen",
    "reschedule",
    "resolve",
    "revoke_feed",
    "revoke_key",
    "start",
    "store_scan",
    "thank_for_promise",
    "thank_for_year",
    "token_of",
    "vouch",
]
