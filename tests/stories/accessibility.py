from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

AXE = Axe().axe_script
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, one line each with the first element concerned."""
    page.wait_for_load_state()
    try:
        found = _found(page)
    except Error:  # the click before it was still on its way to the next page
        page.wait_for_load_state()
        found = _found(page)
    return [f"{page.url}: {_line(violation)}" for violation in found if not _is_place_on_a_map(violation)]


def _found(page) -> list[dict]:
    options = {"runOnly": {"type": "tag", "values": WCAG_2_2_AA}, "resultTypes": ["violations"]}
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    return page.evaluate("async options => (await axe.run(options)).violations", options)


def _is_place_on_a_map(violation):
    """Places lie where they lie; WCAG 2.5.8 lets them, because the list beside the map does the same."""
    on_map = all("leaflet-marker-icon" in node["html"] for node in violation["nodes"])
    return violation["id"] == "target-size" and on_map


def _line(violation):
    node = violation["nodes"][0]
    reasons = "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
    return f"{violation['id']} ({len(violation['nodes'])} ×): {node['html'][:200]} {reasons}"


def overflow(page) -> list[str]:
    """Elements that make the page scroll sideways (WCAG 1.4.10), outermost first; a table in its wrap does not."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.body.querySelectorAll('*')]
                .filter(element => element.getBoundingClientRect().right > width + 1)
                .filter(element => !element.closest('.table-wrap'))
                .slice(0, 3).map(element => element.outerHTML.slice(0, 160));
        }"""
    )
