"""The content files of `arrears`, read once."""

from functools import cache
from pathlib import Path

from rondkomen.arrears.core.register import LegalRegister, register_from
from rondkomen.files.yaml import load


@cache
def legal_register() -> LegalRegister:
    """Return which kinds of partner may report, and on what ground.

    Raises: Refused when the file is broken.
    Law: each entry of `legal_register.yaml` names its article and publications.
    """
    return register_from(load(Path(__file__).with_name("legal_register.yaml")))
