"""Where instruments meet files: reading them, and writing them for paper and for other tools."""
