import re
from math import cos, dist, isclose, radians

import pytest
from defusedxml import ElementTree
from django.template import Context, Template

from core.ui.charts import bars, dots, lines, maps
from core.ui.charts.geometry import Frame, centroid, simplify, spread
from core.ui.charts.rows import Bar, District, Dot, Pair, Place, Segment, Step, read

SQUARE = District("Ite", rings=([(-70.9, -17.9), (-70.8, -17.9), (-70.8, -17.8), (-70.9, -17.8), (-70.9, -17.9)],))


def tree(drawing):
    """The drawing parses as XML; gives its root."""
    return ElementTree.fromstring(drawing)


def alt(drawing):
    return tree(drawing).find("title").text


def widths(drawing, class_):
    return [node.get("width") for node in tree(drawing).iter("rect") if class_ in (node.get("class") or "").split()]


def test_bars_start_at_zero_and_say_every_number():
    drawing = bars.bars([Bar("Agua", 30), Bar("Internet", 0), Bar("Salud", None)], unit="%", maximum=40)

    assert widths(drawing, "x-bar") == ["75%", "0%"]
    assert alt(drawing) == "Agua: 30\u00a0%; Internet: 0\u00a0%; Salud: sin dato"


def test_bars_escape_what_people_typed():
    drawing = bars.bars([Bar("<script>&\"'", 1)])
    assert next(node.text for node in tree(drawing).iter("text")) == "<script>&\"'"


def test_long_label_takes_two_lines_and_makes_room():
    short, long = (
        bars.bars([Bar(words, 1)]) for words in ("Agua", "Acogida y seguridad, con bienestar socioemocional")
    )
    heights = [int(tree(drawing).get("height")) for drawing in (short, long)]
    assert heights[1] - heights[0] == 18


def test_states_fill_the_whole_bar_and_leave_out_empty_ones():
    drawing = bars.states(
        [Segment("done", "Conforme", 3), Segment("risk", "En riesgo", 0), Segment("none", "Sin dato", 1)]
    )

    parts = tree(drawing).findall("rect")
    assert [(node.get("x"), node.get("width")) for node in parts] == [("0%", "75%"), ("75%", "25%")]
    assert alt(drawing) == "4 en total: Conforme: 3; En riesgo: 0; Sin dato: 1"


def test_states_of_nothing_draw_nothing():
    assert tree(bars.states([])).findall("rect") == []


def test_ladder_says_what_was_lost_on_the_way():
    drawing = bars.ladder([Step("Con acuerdo", 28), Step("Verificado", 21)], total=28)

    assert widths(drawing, "x-bar") == ["100%", "75%"]
    assert alt(drawing) == "Con acuerdo: 28 de 28; Verificado: 21 de 28 (7 menos)"


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (Pair("Agua", 41, 78.5), "Agua: de 41 a 78,5 (+37,5)"),
        (Pair("Agua", 55, 49), "Agua: de 55 a 49 (−6)"),
        (Pair("Agua", 60, 60), "Agua: de 60 a 60 (igual)"),
        (Pair("Agua", 44, None), "Agua: 44, sin segunda vez"),
        (Pair("Agua", None, 44), "Agua: 44, sin primera vez"),
        (Pair("Agua"), "Agua: sin dato"),
    ],
)
def test_before_after_says_what_is_known(pair, said):
    assert alt(dots.before_after([pair])) == said


def test_line_leaves_a_gap_where_a_value_is_missing():
    drawing = lines.line([Dot("mar", 10), Dot("abr", None), Dot("may", 20), Dot("jun", 30)])

    strokes = [node for node in tree(drawing).iter("line") if node.get("class") == "x-stroke"]
    assert len(strokes) == 1
    assert alt(drawing) == "mar: 10; abr: sin dato; may: 20; jun: 30"


@pytest.mark.parametrize(("largest", "top"), [(0, 1), (1, 1), (3, 5), (80, 100), (100, 100), (101, 200), (0.03, 0.05)])
def test_nice_top_is_the_next_round_number(largest, top):
    assert isclose(lines.nice_top(largest), top)


def test_simplify_keeps_corners_and_drops_what_lies_between():
    ring = [(0, 0), (5, 0.01), (10, 0), (10, 10), (0, 10)]
    assert simplify(ring, 0.4) == [(0, 0), (10, 0), (10, 10), (0, 10)]


def test_frame_keeps_shapes_true_at_the_latitude():
    frame = Frame.around([(-71, -18), (-70, -17)], width=400, tallest=900, inset=20)
    (x1, y1), (x2, y2) = frame.place(-71, -17), frame.place(-70, -18)

    assert (x1, y1) == (20, 20)
    assert isclose(x2, 380)
    assert isclose((x2 - x1) / (y2 - y1), cos(radians(17.5)))


def test_frame_of_a_tall_territory_stays_in_the_middle():
    frame = Frame.around([(-71, -20), (-70.9, -17)], width=400, tallest=300, inset=20)
    left, right = frame.place(-71, -18)[0], frame.place(-70.9, -18)[0]
    assert isclose((left + right) / 2, 200)
    assert isclose(frame.height, 300)


def test_centroid_is_the_middle_of_the_area():
    assert centroid([(0, 0), (4, 0), (4, 2), (0, 2)]) == (2, 1)


def test_spread_moves_only_places_that_cover_one_another():
    one, other, alone = spread([(0, 0), (0, 0), (50, 50)], closest=10)

    assert dist(one, other) >= 9.8
    assert max(dist(one, (0, 0)), dist(other, (0, 0))) <= 5.1
    assert alone == (50, 50)


def test_spread_keeps_a_crowd_near_its_spot():
    moved = spread([(0, 0)] * 200, closest=10)
    assert max(dist(place, (0, 0)) for place in moved) <= 20.01
    assert spread([(0, 0)] * 7, closest=10) == spread([(0, 0)] * 7, closest=10)


def test_map_counts_what_it_cannot_show():
    places = [
        Place("Pampa Baja", -70.85, -17.85, "done", "Conforme"),
        Place("Sagollo", None, None, "none", "Sin dato"),
        Place("Lejos", -77.0, -12.0, "risk", "En riesgo"),
    ]
    drawn = maps.district_map([SQUARE], places)

    assert (drawn.without_place, drawn.outside) == (1, 1)
    assert alt(drawn.svg) == "Mapa. Ite. 1 punto. Conforme: 1"
    assert [node.text for node in tree(drawn.svg).iter("title")][1:] == ["Pampa Baja: Conforme"]


def test_map_reads_geojson_with_holes_and_several_polygons():
    ring = SQUARE.rings[0]
    source = {
        "type": "FeatureCollection",
        "features": [
            {
                "properties": {"NOMBDIST": "ITE"},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring], [ring, ring]]},
            }
        ],
    }
    assert [(district.name, len(district.rings)) for district in maps.districts_from(source)] == [
        ("Ite", 1),
        ("Ite", 2),
    ]


def test_map_of_nothing_is_said_in_words():
    source = "{% load charts %}{% district_map districts points %}"
    page = Template(source).render(Context({"districts": [], "points": []}))
    assert "No hay coordenadas para dibujar el mapa." in page


def test_rows_are_read_alike_from_dicts_tuples_and_objects():
    stored = {"label": "Agua", "before": 1, "after": 2, "school_id": 7}
    assert read(Pair, [stored, ("Agua", 1, 2), Pair("Agua", 1, 2)]) == [Pair("Agua", 1, 2)] * 3


def test_drawings_carry_no_style_attribute_and_no_id_twice():
    drawing = bars.states([Segment("risk", "En riesgo", 2)]) + bars.ladder([Step("A", 1)], total=2)
    assert "style=" not in drawing
    ids = re.findall(r' id="([^"]+)"', drawing)
    assert len(ids) == len(set(ids))
