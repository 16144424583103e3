"""What stands outside the tables: the guards in the database itself."""
