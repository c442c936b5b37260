"""What a link asks for and is not there: the nearest that is, and the sentence that says so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.link import quoted
from layers.ontwikkeling import Periode
from layers.perioden import nearest_period


@dataclass
class Gemist:
    """What was asked for and is not there, and what else has to be said of it."""

    delen: list[str]
    zinnen: list[str]

    def sentence(self) -> str | None:
        """Say it in one sentence, or more where it needs a reason; None where nothing is missed."""
        zinnen = list(self.zinnen)
        if self.delen:
            zinnen.insert(
                0,
                f"Deze link vroeg om {' en '.join(self.delen)}; dat is er niet. "
                "De kaart toont wat er het dichtst bij ligt.",
            )
        return " ".join(zinnen) or None


def pick_value(
    gevraagd: Mapping[str, str], naam: str, keuzes: Sequence[str], gemist: Gemist
) -> str:
    """Answer the value asked for, else the first there is."""
    waarde = gevraagd.get(naam)
    if waarde in keuzes:
        return str(waarde)
    if waarde is not None:
        gemist.delen.append(f"{naam} {quoted(waarde)}")
    return keuzes[0]


def pick_nearest(
    gevraagd: Mapping[str, str], naam: str, jaren: Sequence[int], anders: int, gemist: Gemist
) -> int:
    """Answer the year asked for, else the nearest there is, else `anders`."""
    tekst = gevraagd.get(naam)
    if tekst is None:
        return anders
    jaar = anders
    if re.fullmatch(r"\d{4}", tekst):
        jaar = min(jaren, key=lambda j: (abs(j - int(tekst)), -j))
    if tekst != str(jaar):
        gemist.delen.append(f"{'grenzen van' if naam == 'grens' else naam} {quoted(tekst)}")
    return jaar


def pick_period(
    gevraagd: Mapping[str, str],
    namen: tuple[str, str],
    perioden: Sequence[Periode],
    anders: Periode,
    gemist: Gemist,
) -> Periode:
    """Answer the period asked for, else the nearest there is; `anders` where none was asked for."""
    teksten = [gevraagd.get(naam) for naam in namen]
    if teksten == [None, None]:
        return anders
    jaren = [
        int(tekst) if tekst and re.fullmatch(r"\d{4}", tekst) else jaar
        for tekst, jaar in zip(teksten, (anders.van, anders.tot), strict=True)
    ]
    periode = nearest_period(perioden, Periode(*jaren))
    for naam, tekst, jaar in zip(namen, teksten, (periode.van, periode.tot), strict=True):
        if tekst is not None and tekst != str(jaar):
            gemist.delen.append(f"{naam} {quoted(tekst)}")
    return periode
