"""What was agreed: reminders, the calendar file, and what an action points at."""
