from commitments.views.answering import commitment_confirm, commitment_decline, commitment_start
from commitments.views.attesting import (
    attestation_vouch,
    commitment_attest,
    commitment_attest_month,
    commitment_attest_on_behalf,
)
from commitments.views.board import board, commitments_many
from commitments.views.calendar import calendar, feed_make, feed_revoke, feed_show
from commitments.views.changing import change_accept, change_refuse, commitment_change, instalment_reschedule
from commitments.views.door import (
    door_answer,
    door_change,
    door_confirm,
    door_deliver,
    door_enter,
    door_photo,
    door_record,
    door_show,
    door_vouch,
)
from commitments.views.ending import commitment_close, commitment_end, commitment_reopen
from commitments.views.exports import commitment_export
from commitments.views.links import link_issue, link_list, link_revoke
from commitments.views.proposing import commitment_new
from commitments.views.queues import disagreement_list, instalment_resolve, waiting_list
from commitments.views.reading import (
    commitment_detail,
    commitment_list,
    commitment_origin,
    partner_promises,
    school_commitments,
)
from commitments.views.sheets import door_sheet, door_sheet_download
from commitments.views.thanks import (
    door_thanks,
    door_thanks_file,
    door_thanks_sheet,
    partner_thanks,
    thanks_for_promise,
    thanks_for_year,
    thanks_sheet,
)

__all__ = [
    "attestation_vouch",
    "board",
    "calendar",
    "change_accept",
    "change_refuse",
    "commitment_attest",
    "commitment_attest_month",
    "commitment_attest_on_behalf",
    "commitment_change",
    "commitment_close",
    "commitment_confirm",
    "commitment_decline",
    "commitment_detail",
    "commitment_end",
    "commitment_export",
    "commitment_list",
    "commitment_new",
    "commitment_origin",
    "commitment_reopen",
    "commitment_start",
    "commitments_many",
    "disagreement_list",
    "door_answer",
    "door_change",
    "door_confirm",
    "door_deliver",
    "door_enter",
    "door_photo",
    "door_record",
    "door_sheet",
    "door_sheet_download",
    "door_show",
    "door_thanks",
    "door_thanks_file",
    "door_thanks_sheet",
    "door_vouch",
    "feed_make",
    "feed_revoke",
    "feed_show",
    "instalment_reschedule",
    "instalment_resolve",
    "link_issue",
    "link_list",
    "link_revoke",
    "partner_promises",
    "partner_thanks",
    "school_commitments",
    "thanks_for_promise",
    "thanks_for_year",
    "thanks_sheet",
    "waiting_list",
]
