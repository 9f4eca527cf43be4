import pytest

from partners import services


@pytest.fixture
def army(elmer):
    """The barracks of UGEL Norte's partners, with one contact."""
    partner = services.register_partner(by=elmer, name="Batallón de Ingeniería Alto Locumba", kind="army")
    services.add_contact(
        partner=partner, by=elmer, name="Raúl Mamani Quispe", post="Comandante", role="authorises", phone="+51952000111"
    )
    return partner
