from django.dispatch import Signal

# Sent in the caller's transaction after schools came, moved to another district or went: by hand, by an import, by
# its undoing.
schools_changed = Signal()
# Sent in the caller's transaction before an import is undone, with `padron_import`: whoever wrote rows about the
# schools it brought without anybody asking takes them back, or the undoing finds them in its way.
import_undoing = Signal()
# Sent in the caller's transaction before somebody joins a school's team, with `user` and `school`: whoever knows why
# they may not raises a DomainError with the sentence to show.
staff_arriving = Signal()
