from transport.views.days import day_detail
from transport.views.fleet import (
    document_add,
    driver_create,
    driver_edit,
    vehicle_create,
    vehicle_detail,
    vehicle_edit,
    vehicle_list,
)
from transport.views.months import month_load, month_print, month_sheet, month_show
from transport.views.proposals import proposal_detail, routes_propose
from transport.views.routes import (
    route_create,
    route_detail,
    route_edit,
    route_export,
    route_list,
    route_pay,
    route_substitutes,
    school_routes,
)
from transport.views.stops import stop_add, stop_edit, stop_remove

__all__ = [
    "day_detail",
    "document_add",
    "driver_create",
    "driver_edit",
    "month_load",
    "month_print",
    "month_sheet",
    "month_show",
    "proposal_detail",
    "route_create",
    "route_detail",
    "route_edit",
    "route_export",
    "route_list",
    "route_pay",
    "route_substitutes",
    "routes_propose",
    "school_routes",
    "stop_add",
    "stop_edit",
    "stop_remove",
    "vehicle_create",
    "vehicle_detail",
    "vehicle_edit",
    "vehicle_list",
]
