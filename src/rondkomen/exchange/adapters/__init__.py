"""Where the exchange meets bytes: JSON in and out, the schema, signatures and certificates."""
