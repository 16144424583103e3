"""What a group answered, how far it agrees, what moved, and what may be shown of it."""
