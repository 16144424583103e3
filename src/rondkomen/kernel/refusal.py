"""Saying no in a way that helps: one sentence for the person who asked."""


class Refused(Exception):
    """Input or a request that cannot be carried out; nothing of it was stored.

    The command line prints ``message`` and ends with code 2, the web answers with status 400.
    ``message`` is one Dutch sentence: what is wrong, where, and what to do about it.
    ``code`` is for programs; ``where`` names the place (row, column, path) when there is one.
    """

    def __init__(self, message: str, *, code: str = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message
