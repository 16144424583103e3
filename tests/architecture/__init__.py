"""Checks of the house itself: imports, tables, sizes, docstrings, words and the glossary.

Each check is a plain function from text to faults, so that a planted fault can prove it works.
"""
