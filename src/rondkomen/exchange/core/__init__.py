"""What a delivery may say, how it is cut into pages, and what is wrong with one from elsewhere."""
