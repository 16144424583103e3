"""Shared templates, components, static files, sign-in and the guard before every screen."""
