"""The pages of attendance and its cases axe reads, with the demo's things that stand in them."""

from attendance.models import Case, WeekCount

PAGES = [
    ("specialist", "attendance:school_list", ""),
    ("specialist", "attendance:month", ""),
    ("specialist", "attendance:trend", ""),
    ("specialist", "attendance:sheets", ""),
    ("specialist", "attendance:continuity", ""),
    ("specialist", "attendance:school_attendance", "counted_school"),
    ("director", "attendance:school_attendance", "school"),
    ("director", "attendance:chronic", "school"),
    ("director", "attendance:case_list", ""),
    ("case_worker", "attendance:case_list", ""),
    ("director", "attendance:case_open", "headed_school"),
    ("director", "attendance:case_detail", "case"),
    ("director", "attendance:case_detail", "case_back"),
    ("director", "attendance:case_detail", "case_closed"),
    ("case_worker", "attendance:case_detail", "case"),
    ("director", "attendance:case_correct", "case"),
    ("director", "attendance:case_visit", "case"),
    ("director", "attendance:case_step", "case"),
    ("director", "attendance:case_return", "case"),
    ("director", "attendance:case_week", "case_back"),
    ("director", "attendance:case_close", "case"),
    ("director", "attendance:case_give", "case"),
    ("director", "attendance:case_forget", "case"),
    ("head", "attendance:case_counts", ""),
    ("region_reader", "attendance:case_counts", ""),
    ("specialist", "attendance:outside_list", ""),
    ("specialist", "attendance:outside_tell", "counted_school"),
    ("director", "attendance:outside_tell", "school"),
]
THINGS = {
    "headed_school": lambda demo: [Case.objects.open_to(demo.people["director"]).first().school_id],
    "case": lambda demo: [Case.objects.open_to(demo.people["director"]).get(state="followed", returned_on=None).pk],
    "case_back": lambda demo: [
        Case.objects.open_to(demo.people["director"]).get(state="followed", returned_on__isnull=False).pk
    ],
    "case_closed": lambda demo: [Case.objects.open_to(demo.people["director"]).get(state="closed").pk],
    "counted_school": lambda demo: [WeekCount.objects.order_by("pk").first().school_id],
}
NO_PAGES = {
    "attendance:export": "a spreadsheet",
    "attendance:weeks_sheet": "a spreadsheet",
    "attendance:case_export": "a spreadsheet",
    "attendance:case_step_mark": "a button",
    "attendance:case_reopen": "a button",
    "attendance:case_take_back": "a button",
}
