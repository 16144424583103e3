"""Screens for signal partners: upload, results per row, scorecard, feedback."""
