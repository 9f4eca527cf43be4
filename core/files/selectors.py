from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.files.models import Upload, UploadState


@dataclass(frozen=True)
class Arrivals:
    """Files that received forms announced and that are not with what they made yet."""

    waiting: int
    refused: Sequence[Upload]

    @classmethod
    def of(cls, made, *forms: str):
        """For what these forms made or changed; one query."""
        return cls.of_all([made.pk], *forms)

    @classmethod
    def of_all(cls, made_ids: Iterable, *forms: str):
        """The same for several things at once, by their primary keys."""
        made = [str(pk) for pk in made_ids]
        sent = Upload.objects.filter(submission__form__in=forms, submission__made_id__in=made)
        open_ones = sent.exclude(state=UploadState.ATTACHED).order_by("pk")
        refused = [upload for upload in open_ones if upload.state == UploadState.REFUSED]
        return cls(waiting=len(open_ones) - len(refused), refused=refused)
