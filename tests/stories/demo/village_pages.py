"""The pages of livelihoods axe reads, with the demo's things that stand in them."""

from livelihoods import selectors
from livelihoods.models import Enterprise, Grant, GroupMember, Income, Support

PAGES = [
    ("specialist", "livelihoods:group_list", ""),
    ("region_reader", "livelihoods:group_list", ""),
    ("specialist", "livelihoods:group_create", ""),
    ("specialist", "livelihoods:group_detail", "village_group"),
    ("region_reader", "livelihoods:group_detail", "village_group"),
    ("specialist", "livelihoods:group_edit", "village_group"),
    ("specialist", "livelihoods:group_close", "village_group"),
    ("specialist", "livelihoods:member_add", "village_group"),
    ("specialist", "livelihoods:member_edit", "group_member"),
    ("specialist", "livelihoods:member_end", "group_member"),
    ("specialist", "livelihoods:grant_add", "village_group"),
    ("specialist", "livelihoods:grant_correct", "group_grant"),
    ("specialist", "livelihoods:watch_tell", "village_group"),
    ("specialist", "livelihoods:enterprise_list", ""),
    ("specialist", "livelihoods:enterprise_open", "village_group"),
    ("specialist", "livelihoods:enterprise_detail", "enterprise"),
    ("region_reader", "livelihoods:enterprise_detail", "enterprise"),
    ("specialist", "livelihoods:enterprise_edit", "enterprise"),
    ("specialist", "livelihoods:enterprise_close", "enterprise"),
    ("specialist", "livelihoods:families_tell", "enterprise"),
    ("specialist", "livelihoods:income_tell", "enterprise"),
    ("specialist", "livelihoods:income_correct", "told_income"),
    ("specialist", "livelihoods:word_strike", "struck_income"),
    ("specialist", "livelihoods:support_list", ""),
    ("specialist", "livelihoods:support_tell", ""),
    ("specialist", "livelihoods:support_detail", "village_support"),
    ("specialist", "livelihoods:support_correct", "village_support"),
    ("specialist", "livelihoods:school_support", "village_school"),
    ("director", "livelihoods:school_support", "school"),
    ("director", "livelihoods:school_support_tell", "school"),
]
THINGS = {
    "village_group": lambda demo: [earning().group_id],
    "group_member": lambda demo: [GroupMember.objects.order_by("pk").first().pk],
    "group_grant": lambda demo: [Grant.objects.standing().order_by("pk").first().pk],
    "enterprise": lambda demo: [earning().pk],
    "told_income": lambda demo: [Income.objects.standing().order_by("pk").first().pk],
    "struck_income": lambda demo: ["ingreso", Income.objects.standing().order_by("pk").first().pk],
    "village_support": lambda demo: [Support.objects.standing().exclude(replaces=None).first().pk],
    "village_school": lambda demo: [selectors.schools_of(earning().group.village).first().pk],
}
NO_PAGES = {
    "livelihoods:group_export": "a spreadsheet",
    "livelihoods:enterprise_export": "a spreadsheet",
    "livelihoods:support_export": "a spreadsheet",
}


def earning() -> Enterprise:
    return Enterprise.objects.filter(incomes__isnull=False).order_by("pk").first()
