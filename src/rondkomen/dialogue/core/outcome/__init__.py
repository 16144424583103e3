"""What follows from the answers on an instrument, as values and in words."""
