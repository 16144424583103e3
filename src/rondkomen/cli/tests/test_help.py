"""The explanation of a command: who asks for it sees how it is used."""

from collections.abc import Iterator

import click

from rondkomen.cli import root


def explained(command: click.Command, here: click.Context) -> Iterator[tuple[str, str]]:
    """Of this command and every one below it, how it is called and what its help says."""
    yield here.command_path, command.get_help(here)
    if isinstance(command, click.Group):
        for name in command.list_commands(here):
            found = command.get_command(here, name)
            assert found is not None
            yield from explained(found, click.Context(found, info_name=name, parent=here))


def test_every_command_shows_an_example() -> None:
    found = dict(explained(root, click.Context(root, info_name="rondkomen")))
    assert {"rondkomen monitor", "rondkomen ddas program add"} <= found.keys()
    assert [path for path, text in found.items() if "Voorbeeld" not in text] == []
