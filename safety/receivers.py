from core.files.attachments import ArrivedFile, attaches
from core.files.models import FileKind
from safety.models import Check
from safety.selectors.checks import ANSWERS_FORM
from safety.services.photos import OWNER, keep_arrived_photo

PREFIX = "photos-"


@attaches(ANSWERS_FORM, owner=OWNER, fields={f"{PREFIX}*": FileKind.IMAGE})
def attach_answer_photo(file: ArrivedFile) -> None:
    """A photo of the filling page: its field names the item, its form the check."""
    check = Check.objects.get(pk=file.made_id)
    keep_arrived_photo(
        check=check,
        item=check.version.items.get(code=file.field.removeprefix(PREFIX)),
        keep=lambda: file.keep(school_id=check.school_id),
    )
