"""Commands: one that cannot be read is answered in one Dutch sentence, as a wrong file is."""

import argparse
import re
import sys
from typing import Final, NoReturn

from data.errors import one_line, shorten
from data.levering import EERSTE_JAAR, LAATSTE_JAAR

EXIT_AFGEKEURD: Final = 2
# As programs answer that were stopped at the keyboard.
EXIT_GESTOPT: Final = 130
_LANGSTE: Final = 300

# what argparse itself says of a wrong command
_WOORDEN: Final = {
    "the following arguments are required:": "wat ontbreekt:",
    "not allowed with argument ": "kan niet samen met ",
    "one of the arguments ": "kies er een: ",
    " is required": "",
    "ignored explicit argument": "hier hoort geen waarde achter:",
    "unrecognized arguments:": "wat niet bestaat:",
    "argument ": "",
    "expected one argument": "hier hoort een waarde achter",
    "ambiguous option:": "wat meer kan betekenen:",
    "could match": "dat kan zijn",
    "invalid choice:": "onbekend:",
    "invalid int value:": "geen getal:",
    "choose from": "kies uit",
}


class Ontleder(argparse.ArgumentParser):
    """A parser that ends a wrong command with exit code 2 and one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to look."""
        for engels, nederlands in _WOORDEN.items():
            message = message.replace(engels, nederlands)
        hulp = f"Zie `{self.prog} --help` voor wat er kan."
        sys.stderr.write(f"{shorten(one_line(message), tekens=_LANGSTE)}. {hulp}\n")
        sys.exit(EXIT_AFGEKEURD)


def read_jaar(tekst: str) -> int:
    """
    Read a year of a command.

    Raises
    ------
    ArgumentTypeError
        If it is none.
    """
    if not re.fullmatch(r"[0-9]{4}", tekst) or not EERSTE_JAAR <= int(tekst) <= LAATSTE_JAAR:
        msg = f"'{shorten(tekst)}' is geen jaar, zoals 2020"
        raise argparse.ArgumentTypeError(msg)
    return int(tekst)
