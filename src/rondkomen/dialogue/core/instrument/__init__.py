"""What an instrument is, what can be answered on it, and the check of a file that describes one."""
