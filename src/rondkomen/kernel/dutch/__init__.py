"""Dutch notation: numbers, addresses, names and dates as people and partners write them.

Error sentences say what is wrong and what to do, and never repeat the value: it may be
somebody's date of birth.
"""
