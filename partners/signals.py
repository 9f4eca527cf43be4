from django.dispatch import Signal

# Sent in the merge's transaction with `kept` and `gone` (Partner), `by`, and `namesakes`: for the id of each
# contact that ended, the one that goes on. Whoever refers to partners points at `kept` instead: a row left behind makes
# the merge fail loudly (services.merging).
partner_merged = Signal()
# Sent in the transaction that wrote it, with `contact` as it is now and `by`: somebody new speaks for the partner, is
# known otherwise, or speaks for it again.
contact_told = Signal()
