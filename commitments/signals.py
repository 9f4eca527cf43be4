from django.dispatch import Signal

# Sent in the caller's transaction after a promise moved: commitment (locked), before and after (CommitmentState), by.
commitment_changed = Signal()
# Sent before somebody's word on a delivery is taken: commitment (locked while it is written), party, user (None without
# an account), name. A receiver that raises a DomainError refuses it; its sentence is shown to whoever speaks.
word_arriving = Signal()
# Sent in the caller's transaction once a word stands as that person's own: said (Attestation), by.
word_given = Signal()
