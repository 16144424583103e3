"""The engines behind matching: DuckDB for linking, Splink for training, CSV in and out."""
