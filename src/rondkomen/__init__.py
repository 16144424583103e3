"""Rondkomen: from the first payment arrears to what the help achieved."""
