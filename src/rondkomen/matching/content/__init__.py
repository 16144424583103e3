"""The trained model and the table of call names, as data."""
