"""The rules of an instrument and of what is answered on it; nothing here knows a database."""
