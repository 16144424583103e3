"""Screens for policy officers: the month's monitor."""
