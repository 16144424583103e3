"""The screens: one folder per audience, and `ui` for what they share."""
