"""The look all screens share: frame, components, charts, sign-in and error pages.

An audience extends `ui/page.html`, loads the `ui` template tags and declares its
menu in `navigation.py`. docs/ui.md lists every component with a line of use.
"""
