"""What a practice is and which ones fit; nothing here knows a database."""
