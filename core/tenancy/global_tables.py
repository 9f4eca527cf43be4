"""Every table that is not a tenant's, with the reason it is not, and what the app role may do with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GlobalTable:
    reason: str
    writes: bool = False
    region: bool = False
    reference: bool = False  # filled by migrations; tests keep its rows


READ_WRITE = {"writes": True}
REFERENCE = {"reference": True, "region": True}

GLOBAL_TABLES = {
    "tenancy_region": GlobalTable("who groups tenants", region=True),
    "tenancy_ugel": GlobalTable("the list of tenants itself", region=True),
    "accounts_user": GlobalTable("a person may work in several UGELs", **READ_WRITE, region=True),
    "accounts_membership": GlobalTable("decides which tenants a person may enter", **READ_WRITE),
    "access_signinphone": GlobalTable("finds an account before a tenant is known; holds no number", **READ_WRITE),
    "account_emailaddress": GlobalTable("belongs to a person, not to a tenant", **READ_WRITE),
    "account_emailconfirmation": GlobalTable("belongs to a person, not to a tenant", **READ_WRITE),
    "mfa_authenticator": GlobalTable("a person's second factor, the same for every UGEL", **READ_WRITE),
    "axes_accessattempt": GlobalTable("failed sign-ins, before a tenant is known", **READ_WRITE),
    "axes_accessattemptexpiration": GlobalTable("failed sign-ins, before a tenant is known", **READ_WRITE),
    "axes_accessfailurelog": GlobalTable("failed sign-ins, before a tenant is known", **READ_WRITE),
    "axes_accesslog": GlobalTable("failed sign-ins, before a tenant is known", **READ_WRITE),
    "django_migrations": GlobalTable("what has been migrated; asked by runserver and health", reference=True),
    "django_session": GlobalTable("a browser, before a tenant is known", **READ_WRITE),
    "django_content_type": GlobalTable("names of models", **REFERENCE),
    "auth_permission": GlobalTable("made by Django for every model; not used for access", **REFERENCE),
    "auth_group": GlobalTable("made by Django; not used for access", **REFERENCE),
    "auth_group_permissions": GlobalTable("made by Django; not used for access", **REFERENCE),
    "pghistory_context": GlobalTable("made by pghistory; nothing is written to it here"),
    "jobs_dispatch": GlobalTable("what the sweeper looks at across tenants; holds no content", **READ_WRITE),
    "schools_territory": GlobalTable("official territory codes, the same for everyone", region=True, writes=True),
    "schools_territoryshape": GlobalTable("outlines of territories, the same for everyone", region=True, writes=True),
    "safety_checklistversion": GlobalTable("published checklists, the same for everyone", **REFERENCE),
    "safety_checklistitem": GlobalTable("published checklists, the same for everyone", **REFERENCE),
}
