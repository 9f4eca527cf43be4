from schools.models.calendar import Closure, SchoolTerm, SchoolYear
from schools.models.enrolment import Enrolment
from schools.models.imports import (
    PadronChange,
    PadronImport,
    PadronQuestion,
    PadronRejection,
    RegionTotal,
    SheetImport,
)
from schools.models.schools import SCHOOL_LIES_IN, School, SchoolFact, Service, ServiceContact
from schools.models.staff import SchoolStaff
from schools.models.targets import TargetList, TargetSchool
from schools.models.territories import Territory, TerritoryShape

__all__ = [
    "SCHOOL_LIES_IN",
    "Closure",
    "Enrolment",
    "PadronChange",
    "PadronImport",
    "PadronQuestion",
    "PadronRejection",
    "RegionTotal",
    "School",
    "SchoolFact",
    "SchoolStaff",
    "SchoolTerm",
    "SchoolYear",
    "Service",
    "ServiceContact",
    "SheetImport",
    "TargetList",
    "TargetSchool",
    "Territory",
    "TerritoryShape",
]
