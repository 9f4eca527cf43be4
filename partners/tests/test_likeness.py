import pytest

from partners.selectors.likeness import Likeness, similar_to, twins
from partners.tests.factories import PartnerFactory

SAME = [
    ("Municipalidad Distrital de Ite", "municipality", "Mun. Dist. Ite", "municipality"),
    ("Municipalidad Distrital de Ilabaya", "municipality", "MUNICIPALIDAD DISTRITAL ILABAYA", "municipality"),
    ("Minera Cerro Azul S.A.C.", "mine", "Cerro Azul SAC", "mine"),
    ("Southern Andes Copper Corporation", "mine", "Southern Andes", "mine"),
    ("Red de Salud Jorge Basadre", "health_network", "Red de salud Jorje Basadre", "health_network"),
    ("Municipalidad Provincial Jorge Basadre", "municipality", "Municipalidad Provincial Jorge Basadre", "other"),
    ("JASS", "jass", "Jass", "jass"),
]
DIFFERENT = [
    ("Municipalidad Distrital de Ite", "municipality", "Municipalidad Distrital de Ilabaya", "municipality"),
    ("Municipalidad Distrital de Ite", "municipality", "JASS de Ite", "jass"),
    ("Municipalidad Provincial Jorge Basadre", "municipality", "Red de Salud Jorge Basadre", "health_network"),
    ("JASS Mirave", "jass", "JASS Borogueña", "jass"),
    ("Municipalidad Distrital de Locumba", "municipality", "Municipalidad Jorge Basadre Locumba", "municipality"),
    ("APAFA IE 42042", "apafa", "APAFA IE 42056", "apafa"),
]


@pytest.mark.parametrize(("name", "kind", "other", "other_kind"), SAME)
def test_one_body_under_two_spellings_is_noticed(name, kind, other, other_kind):
    assert Likeness.of(name, kind).is_like(Likeness.of(other, other_kind))
    assert Likeness.of(other, other_kind).is_like(Likeness.of(name, kind))


@pytest.mark.parametrize(("name", "kind", "other", "other_kind"), DIFFERENT)
def test_two_bodies_are_not_taken_for_one(name, kind, other, other_kind):
    assert not Likeness.of(name, kind).is_like(Likeness.of(other, other_kind))
    assert not Likeness.of(other, other_kind).is_like(Likeness.of(name, kind))


def test_same_short_name_is_noticed_whatever_the_name():
    assert Likeness.of("Batallón de Infantería", "army", "BIM 5").is_like(
        Likeness.of("Cuartel Locumba", "army", "bim 5")
    )


def test_twins_are_pairs_the_older_first_and_never_a_merged_one(elmer):
    ite = PartnerFactory(created_by=elmer, name="Municipalidad Distrital de Ite")
    mun = PartnerFactory(created_by=elmer, name="Mun. Ite")
    PartnerFactory(created_by=elmer, name="Municipalidad Distrital de Ilabaya")
    PartnerFactory(created_by=elmer, name="Muni Ite", merged_into=ite, is_active=False)

    assert twins() == [(ite, mun)]
    assert similar_to(name="muni de Ite", kind="municipality") == [mun, ite]
    assert similar_to(name="muni de Ite", kind="municipality", except_for=mun.pk) == [ite]
