"""A worksheet on paper: its fields with a code each, and typing it in afterwards."""
