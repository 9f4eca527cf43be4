"""What a partner is thanked for: deliveries that two witnesses of two parties saw, never more than was due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F, Max, Min, OuterRef, QuerySet, Sum
from django.db.models.functions import Least

from commitments.enums import NOT_PROMISED, EvidenceKind, InstalmentState, ThanksKind
from commitments.models import Commitment, Evidence, Instalment, Thanks
from core.tenancy.scope import current_ugel
from partners.models import Partner
from schools.models import School
from schools.selectors.listing import pupils_of

MOST_PHOTOS = 4
CENT = Decimal("0.01")


@dataclass(frozen=True)
class ThanksPage:
    """What a partner can be thanked for, and the papers that thank them today."""

    years: Sequence[Mapping]
    promises: QuerySet
    papers: Sequence[Thanks]


def seen_deliveries(partner: Partner) -> QuerySet[Instalment]:
    """Verified deliveries of a partner's promises, as the indicators count them."""
    rows = Instalment.objects.filter(commitment__partner=partner, state=InstalmentState.VERIFIED)
    return rows.exclude(commitment__state__in=NOT_PROMISED)


def thanks_page(partner: Partner) -> ThanksPage:
    seen = seen_deliveries(partner)
    by_year = seen.values("due_date__year").annotate(deliveries=Count("pk")).order_by("-due_date__year")
    by_promise = seen.values("commitment__group_number").annotate(
        what=Min("commitment__what"), deliveries=Count("pk"), last_date=Max("due_date")
    )
    return ThanksPage(
        years=by_year.values("deliveries", year=F("due_date__year")),
        promises=by_promise.order_by("-last_date", "-commitment__group_number"),
        papers=current_thanks(partner),
    )


def current_thanks(partner: Partner) -> list[Thanks]:
    """The papers in force, years first, latest first."""
    rows = Thanks.objects.current().filter(partner=partner).select_related("document")
    return list(rows.order_by(F("year").desc(nulls_last=True), "-id"))


def thanks_for(partner: Partner, kind: ThanksKind, **of: int) -> QuerySet[Thanks]:
    """The papers in force for one promise or one year: one, or two where both partners that were joined had theirs."""
    return Thanks.objects.current().filter(partner=partner, kind=kind, **of).select_related("document").order_by("pk")


def of_promise(partner: Partner, group_number: int) -> dict:
    """All that a certificate for one promise says."""
    seen = seen_deliveries(partner).filter(commitment__group_number=group_number)
    return {"partner": _who(partner), "group_number": group_number, **_told(_lines(seen))}


def of_year(partner: Partner, year: int) -> dict:
    """All that «nuestro aporte del año» says, with a few photos that somebody marked as shareable."""
    told = {"partner": _who(partner), "year": year, "currency": current_ugel().currency}
    seen = seen_deliveries(partner).filter(due_date__year=year)
    return {**told, **_told(_lines(seen)), "photos": _photos(seen)}


def totals_of_year(contribution: Mapping) -> dict:
    """What the certificate of the year says: the sums alone."""
    return {name: contribution[name] for name in ("partner", "year", "currency", "totals")}


def _who(partner: Partner) -> dict:
    return {"name": partner.name, "ruc": partner.ruc}


def _told(lines: list[dict]) -> dict:
    return {"lines": lines, "totals": _totals(lines)}


def _lines(deliveries: QuerySet[Instalment]) -> list[dict]:
    """One line per promise and school, in three questions."""
    counted = (
        deliveries.order_by()
        .values("commitment")
        .annotate(
            deliveries=Count("pk"),
            seen=Sum(Least("verified_quantity", "quantity")),
            first_date=Min("due_date"),
            last_date=Max("due_date"),
        )
    )
    rows = {row.pop("commitment"): row for row in counted}
    promises = Commitment.objects.with_names().filter(pk__in=rows).order_by("group_number", "number")
    schools = {one.school_id for one in promises if one.school_id}
    pupils = dict(
        School.objects.filter(pk__in=schools)
        .annotate(pupils=pupils_of(service__school=OuterRef("pk")))
        .values_list("pk", "pupils")
    )
    return [_line(one, rows[one.pk], pupils.get(one.school_id)) for one in promises]


def _line(commitment: Commitment, row: dict, pupils: int | None) -> dict:
    school = commitment.school
    return {
        "number": commitment.number,
        "group_number": commitment.group_number,
        "what": commitment.what,
        "place": str(commitment.place),
        "district": school.district.name.title() if school and school.district else "",
        "school_key": school.national_key if school else "",
        "deliveries": row["deliveries"],
        "quantity": row["seen"],
        "unit": commitment.unit,
        "first_date": row["first_date"],
        "last_date": row["last_date"],
        "pupils": pupils,
        "value": _worth(commitment, row["seen"]),
    }


def _worth(commitment: Commitment, seen: Decimal) -> Decimal | None:
    """Its share of the promise's valuation; without one, unknown."""
    if commitment.valuation is None:
        return None
    return (commitment.valuation * seen / commitment.quantity).quantize(CENT, ROUND_HALF_UP)


def _totals(lines: list[dict]) -> dict:
    """Sums of what is known, each school once; what nobody knows is said apart and is no zero."""
    schools = {line["school_key"]: line["pupils"] for line in lines if line["school_key"]}
    counted = [pupils for pupils in schools.values() if pupils is not None]
    values = [line["value"] for line in lines if line["value"] is not None]
    return {
        "promises": len({line["group_number"] for line in lines}),
        "deliveries": sum(line["deliveries"] for line in lines),
        "schools": len(schools),
        "pupils": sum(counted) if counted else None,
        "schools_without_count": len(schools) - len(counted),
        "value": sum(values) if values else None,
        "lines_without_value": len(lines) - len(values),
    }


def _photos(deliveries: QuerySet[Instalment]) -> list[dict]:
    shown = Evidence.objects.filter(
        commitment__in=deliveries.values("commitment"), kind=EvidenceKind.AFTER, file__is_shareable=True
    )
    rows = shown.select_related("file", "commitment__school", "commitment__territory").order_by("-id")[:MOST_PHOTOS]
    return [{"id": str(one.file_id), "caption": f"{one.commitment.what} · {one.commitment.place}"} for one in rows]
