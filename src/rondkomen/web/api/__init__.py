"""The programming interface: partners post deliveries, CBS pulls its data."""
