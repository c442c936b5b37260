"""
The names of the fictional town.

All are invented, and compared with the wijken and buurten of CBS in 2020 and 2024, so that
nobody finds a place of their own here by mistake. Codes are those of the newest borders.
"""

GEMEENTECODE = "GM9901"
GEMEENTENAAM = "Veldermonde"
LANDNAAM = "Nederland (fictief)"

STADSDEELNAMEN = {
    "kern": "Kernstad",
    "noord": "Noordrade",
    "west": "Westerkaai",
    "oost": "Oosterwerd",
    "zuidwest": "Lagewaarden",
    "zuid": "Zuiderveer",
}

_STADSDEEL_PER_WIJK = {
    "kern": ("01", "02", "03", "04"),
    "noord": ("08", "09", "10", "11"),
    "west": ("06", "07"),
    "oost": ("05", "12", "13"),
    "zuidwest": ("14", "17", "18"),
    "zuid": ("15", "16", "19", "20"),
}

WIJKNAMEN = {
    "01": "Oude Vestingkern",
    "02": "Touwkwartier",
    "03": "Seinhuiswijk",
    "04": "Lommersingel",
    "05": "Ravelijnwijk",
    "06": "Kaaiwijk",
    "07": "Vlaslinde",
    "08": "Toonkunstwijk",
    "09": "Noorderplaggen",
    "10": "Kometenwijk",
    "11": "Raderhoogte",
    "12": "Oosterbolwerk",
    "13": "Wilgenarmen",
    "14": "Overveerwijk",
    "15": "Zuidersluiswijk",
    "16": "Bogenwijk",
    "17": "Lage Velderwaard",
    "18": "Polderlaanwijk",
    "19": "Kolkrand",
    "20": "Grote Oostmeent",
}

WATERNAMEN = {"BU99019998": "De Velder", "BU99019997": "Kolkerplas"}
WATERWIJKNAAM = "Binnenwater Veldermonde"

_BUURTNAMEN_PER_WIJK = {
    "01": {
        "00": "Oude Waaghof",
        "01": "Lakenmarkt",
        "02": "Blekerssingel",
        "03": "Sint-Odagang",
        "04": "Vismuur",
        "05": "Gasthuisgracht",
    },
    "02": {
        "00": "Touwslagersbaan",
        "01": "Kraankaai",
        "02": "Zoutkeetbuurt",
        "03": "Teerhof",
        "04": "Oude Velderwerf",
    },
    "03": {
        "00": "Perronkwartier",
        "01": "Wisselhof",
        "02": "Wachterspoort",
        "03": "Lindegaarde",
        "04": "Spoorwegdorp",
        "05": "Rangeerhoek",
    },
    "04": {
        "00": "Notarishof",
        "01": "Kastanjesingel",
        "02": "Hortusrand",
        "03": "Zilverlommer",
        "04": "Nieuwe Lommer",
    },
    "05": {
        "00": "Gildenpoort",
        "01": "Waterbolwerk",
        "02": "Wiekenhof",
        "03": "Campus Ravelijn",
        "04": "Contrescarp",
        "06": "Otterwerd",
        "10": "Schansoever",
    },
    "06": {
        "00": "Nieuwe Kombuurt",
        "01": "Loskaai",
        "02": "Bedrijventerrein Westerkolk",
        "03": "Rietzoom",
    },
    "07": {
        "00": "Vlasrepel",
        "01": "Hekelaarsveld",
        "02": "Boekweitrade",
        "03": "Hazelkampen",
        "04": "Westerplaggen",
    },
    "08": {
        "00": "Dirigentenhof",
        "01": "Sopranenbuurt",
        "02": "Orgelbouwersbuurt",
        "03": "Cellobuurt",
        "04": "Paukenhof",
        "05": "Klarinettenbuurt",
    },
    "09": {
        "00": "Turfstekershof",
        "01": "De Hoge Akkers",
        "02": "Heideschans",
        "03": "Oud-Plaggen",
    },
    "10": {
        "00": "Zenithof",
        "01": "Perseïdenbuurt",
        "02": "Staartsterrenhof",
        "03": "Eclipsbuurt",
        "04": "Telescoophof",
        "05": "Meteorenbuurt",
        "06": "Nevelhof",
    },
    "11": {
        "02": "Radebos",
        "03": "Nieuw-Hogenrade",
        "04": "Hogenrade-West",
        "05": "Hogenrade-Oost",
    },
    "12": {
        "00": "Bastionsveld",
        "01": "Kruitpad",
        "02": "Lunetten aan de Velder en Kruithuisweg",
        "03": "Kazemattenbuurt",
        "04": "Schanszicht",
        "05": "'t Olde Rader",
    },
    "13": {
        "00": "Wilgentop",
        "01": "Velderparken",
        "02": "Strengenland",
        "03": "Otterbroek",
    },
    "14": {
        "00": "Veerstoep",
        "01": "Eendrachtsgaarde",
        "02": "Coöperatiehof",
        "03": "Veermanshof",
        "04": "Werkmanslust",
    },
    "15": {
        "00": "Sluiswachtershof",
        "01": "Rinketbuurt",
        "02": "Schutkolk",
        "03": "Puntdeuren",
        "04": "Waaierhof",
    },
    "16": {
        "00": "Brugwachtersbuurt",
        "01": "Zeven Bogen",
        "02": "Parkzijde Velder",
        "03": "Bogenveld",
        "04": "Nieuwe Oever",
        "05": "Pijlerhof",
    },
    "17": {
        "00": "Gorzenbuurt",
        "01": "Kribbenhof",
        "02": "Slikveld",
        "03": "Velderuiterwaard",
        "04": "Zomerkade-West",
        "05": "Lage Gorzen",
        "06": "Sint-Maarlo",
    },
    "18": {
        "00": "Gemaalhof",
        "01": "Poldermolenbuurt",
        "02": "Dijkgraafshof",
        "03": "Waterschapsbuurt",
        "04": "Boezemrand",
        "05": "De Hoge Akkers",
    },
    "19": {
        "00": "Kolkzicht",
        "01": "Zeilmakersveld",
        "02": "Kolkerlaan",
        "03": "Zuidplaggen",
        "04": "Kolkerbroek",
    },
    "20": {
        "00": "Meentpoort",
        "01": "Schaarweide",
        "02": "Koewachterij",
        "03": "Gemene Weide",
        "04": "Meentheuvel",
        "05": "Hooischuren",
        "06": "Oostmeentpark",
        "07": "Oud-Meent",
    },
}

BUURTNAMEN = {
    f"BU9901{wijk}{nummer}": naam
    for wijk, namen in _BUURTNAMEN_PER_WIJK.items()
    for nummer, naam in namen.items()
}

# the buurt that was cut in two in 2018, and the one that only got another code in 2016
VROEGERE_NAMEN = {"BU99011100": "Hogenrade", "BU99010505": "Schansoever"}

STADSDELEN = {
    wijk: STADSDEELNAMEN[stadsdeel]
    for stadsdeel, wijken in _STADSDEEL_PER_WIJK.items()
    for wijk in wijken
}
