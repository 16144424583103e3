"""What a reported arrear is and which rules it must meet, without a database."""
