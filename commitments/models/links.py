from django.db import models

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel


class CommitmentLink(TenantModel):
    """Where in a strategy a promise was born: a row the strategy owns, one a promise.

    A strategy subclasses it with a reference of its own and says `origin` (in words) and `origin_url`; pages reach it
    through the redirect `commitments:commitment_origin`, so that a list needs no query a strategy.
    """

    commitment = TenantForeignKey("commitments.Commitment", models.CASCADE, db_index=False, related_name="+")

    class Meta(TenantModel.Meta):
        abstract = True
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "commitment"], name="%(app_label)s_%(class)s_once"),
        ]

    @property
    def origin(self) -> str:
        raise NotImplementedError

    @property
    def origin_url(self) -> str:
        raise NotImplementedError
