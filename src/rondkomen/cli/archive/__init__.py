"""What a backup is: a tar file with a manifest, the database, and the files beside it.

The manifest holds a count and a hash of every table, taken from the same snapshot as the data, and
fingerprints of the keys; not the keys themselves, which belong somewhere else than the backup.
"""
