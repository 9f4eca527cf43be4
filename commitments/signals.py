from django.dispatch import Signal

# Sent in the caller's transaction after a promise moved: commitment (locked), before and after (CommitmentState), by.
commitment_changed = Signal()
