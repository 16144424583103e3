"""Screens for who leads a session: preparing it, the room, the wall, the agenda."""
