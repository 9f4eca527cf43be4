"""Write schools/demo/padron.csv: invented schools on settlements of three districts, as a padrón of 2024 prints them.

Names of places and rounded coordinates were typed for this file; schools, codes and pupils are invented.
"""

import csv
from pathlib import Path

TARGET = Path(__file__).parent.parent / "schools/demo/padron.csv"
DISTRICTS = {"L": ("230301", "LOCUMBA"), "I": ("230302", "ILABAYA"), "T": ("230303", "ITE")}
# district, settlement, latitude, longitude, levels (P primary, I initial, S secondary), what is special
PLACES = """
L Gentilar -17.47 -70.71 P
L Chironta -17.52 -70.72 P
L Chipe -17.56 -70.66 P
L Sagollo -17.57 -70.70 PI
L Cuaylata -17.61 -70.73 P
L Chaucalana -17.62 -70.74 P
L Piñapa -17.63 -70.79 P
L Santallana -17.65 -70.82 PS
L Sitana -17.66 -70.83 PI
L Alto_Camiara -17.65 -70.90 P
I Santa_Cruz -17.21 -70.57 P
I Lucumani -17.35 -70.51 P
I Toco_Grande -17.35 -70.46 P
I Chululuni -17.36 -70.47 P
I Carumbraya -17.38 -70.53 PI
I Chejaya -17.40 -70.50 P
I Solabaya -17.41 -70.51 PI
I Chintari -17.42 -70.41 P
I Poquera -17.44 -70.43 PI
I Chulibaya -17.46 -70.50 P
I Higuerani -17.35 -70.55 P
I Caoña -17.43 -70.66 P
I Coari -17.51 -70.57 P
I Oconchay -17.53 -70.61 PS
I Margarata -17.55 -70.63 PI
T Sombrerito -17.84 -71.03 P
T Talamolle -17.85 -71.03 PI
T Pampa_Alta -17.87 -70.97 PS
L Locumba -17.61 -70.76 IPS urban
L Puente_Camiara -17.68 -70.84 PS urban
I Ilabaya -17.42 -70.51 IPS urban
I Toquepala -17.28 -70.63 PS urban
I Borogueña -17.32 -70.46 IP urban
T Ite -17.86 -70.97 IPS urban
I Mirave -17.48 -70.55 P urban,private
L Matagroso -17.48 -70.71 P closed
T Alfarillo -17.87 -70.99 I closed
"""
NAMES = """
San Martín|Virgen de las Peñas|José Olaya|Santa Rosa|Horacio Zeballos|Manuel A. Odría|San Pedro
Modesto Basadre|Francisco de Zela|Micaela Bastidas|Señor de los Milagros|Jorge Chávez|María Parado de Bellido
San Isidro|Túpac Amaru|Daniel A. Carrión|Virgen del Rosario|Ricardo Palma|César Vallejo|Santa Cruz
Mariano Melgar|Ramón Castilla|San Juan|Andrés A. Cáceres|Carlos Wiesse|Miguel Grau|Hipólito Unanue
Inca Pachacútec|San Lucas|Los Héroes|Simón Bolívar|Minero Ilustre|Pedro Ruiz Gallo|Costa Azul|Los Olivos
San Marcos|Mi Jardín
"""
LEVELS = {
    "I": ("A2", "Inicial - Jardín"),
    "P": ("B0", "Primaria"),
    "S": ("F0", "Secundaria"),
}
COLUMNS = """
CODINST COD_MOD ANEXO CODLOCAL CEN_EDU NIV_MOD D_NIV_MOD D_FORMA COD_CAR D_COD_CAR TIPSSEXO D_TIPSSEXO GESTION
D_GESTION GES_DEP D_GES_DEP DIRECTOR TELEFONO EMAIL PAGWEB DIR_CEN LOCALIDAD CODCP_INEI CODCCPP CEN_POB
AREA_CENSO DAREACENSO CODGEO D_DPTO D_PROV D_DIST D_REGION CODOOII D_DREUGEL NLAT_IE NLONG_IE TIPOPROG
D_TIPOPROG COD_TUR D_COD_TUR NRORUC RZSOCIAL PROMOTOR ESTADO D_ESTADO D_FTE_DATO TALUM_HOM TALUM_MUJ TALUMNO
TDOCENTE TSECCION FECHAREG FECHA_ACT
"""


def main():
    names = NAMES.strip().replace("\n", "|").split("|")
    rows, number = [], 0
    for index, line in enumerate(PLACES.strip().split("\n")):
        district, place, lat, lon, levels, *special = line.split()
        special = special[0].split(",") if special else []
        for level in levels:
            number += 1
            where = {"district": district, "place": place.replace("_", " "), "point": (lat, lon)}
            rows.append(service(index=index, number=number, name=names[index], level=level, special=special, **where))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS.split(), delimiter=";", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{TARGET}: {len(rows)} services")


def service(*, index, number, name, district, place, point, level, special):
    ubigeo, district_name = DISTRICTS[district]
    private, urban, closed = "private" in special, "urban" in special, "closed" in special
    boys, girls = (3 + (number * 7) % 11) * (4 if urban else 1), (2 + (number * 5) % 12) * (4 if urban else 1)
    small = ("1", "Unidocente") if boys + girls < 16 else ("2", "Polidocente Multigrado")
    car = ("3", "Polidocente Completo") if urban else small
    code, label = LEVELS[level]
    return {
        "CODINST": f"9{index + 1:07}",
        "COD_MOD": with_luhn(f"98{number:04}"),
        "ANEXO": "0",
        "CODLOCAL": f"98{index + 1:04}",
        "CEN_EDU": f"{43000 + index} {name.upper()}" if not private else name.upper(),
        "NIV_MOD": code,
        "D_NIV_MOD": label,
        "D_FORMA": "Escolarizada",
        "COD_CAR": car[0],
        "D_COD_CAR": car[1],
        "TIPSSEXO": "3",
        "D_TIPSSEXO": "Mixto",
        "GESTION": "3" if private else "1",
        "D_GESTION": "Privada" if private else "Pública de gestión directa",
        "GES_DEP": "B3" if private else "A1",
        "D_GES_DEP": "Particular" if private else "Sector Educación",
        "DIR_CEN": f"{place.upper()} S/N",
        "LOCALIDAD": place.upper(),
        "CEN_POB": place.upper(),
        "AREA_CENSO": "1" if urban else "2",
        "DAREACENSO": "Urbana" if urban else "Rural",
        "CODGEO": ubigeo,
        "D_DPTO": "TACNA",
        "D_PROV": "JORGE BASADRE",
        "D_DIST": district_name,
        "D_REGION": "DRE TACNA",
        "CODOOII": "230002",
        "D_DREUGEL": "UGEL JORGE BASADRE",
        "NLAT_IE": point[0],
        "NLONG_IE": point[1],
        "COD_TUR": "11",
        "D_COD_TUR": "Mañana",
        "ESTADO": "2" if closed else "1",
        "D_ESTADO": "Inactiva" if closed else "Activa",
        "D_FTE_DATO": "Declarado",
        "TALUM_HOM": str(boys),
        "TALUM_MUJ": str(girls),
        "TALUMNO": str(boys + girls),
        "TDOCENTE": str(6 if urban else 1 + (boys + girls) // 16),
        "TSECCION": "6" if level == "P" else "3",
        "FECHAREG": "20100101",
        "FECHA_ACT": "20260313",
    }


def with_luhn(digits):
    total = sum(sum(divmod(2 * int(d), 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


if __name__ == "__main__":
    main()
