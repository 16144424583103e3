"""Noto Sans, regular and bold, under the SIL Open Font License 1.1 (``OFL.txt``).

Taken unchanged from the npm package @expo-google-fonts/noto-sans 0.4.2. The same letter shapes on
every machine make a document come out the same.
"""
