"""What the house tells of a form on its way in; listened to by what stands above (core.files takes the photos)."""

from django.dispatch import Signal

# Before the id is claimed: `request`, whose POST and FILES a receiver may still rearrange.
submission_arriving = Signal()
# Inside the transaction that claims it: `submission`, `request`.
submission_received = Signal()
# The view answered without receiving it; what it wrote is undone: `request`. Where the thing is not there: not sent.
submission_refused = Signal()
