"""What a link is and why: records, bands, the model and its explanation, without a database."""
