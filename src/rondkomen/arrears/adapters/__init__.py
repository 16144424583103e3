"""Reading files: CSV, JSON Lines, XLSX and DDAS JSON, each as columns and rows of cells."""
