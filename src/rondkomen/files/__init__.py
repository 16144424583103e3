"""Documents and tables: made from, and read into, plain values.

The layer knows the libraries that write PDF, XLSX, CSV and YAML and nothing of the domains; they
hand it values and get bytes. Reading partners' tables is not here but in ``arrears``, where every
row has a fate.

Legal basis: the tagged PDF/UA-1 and the table headers serve the Besluit digitale toegankelijkheid
overheid (niet geverifieerd); nothing else here rests on a law.
Public: ``pdf.render``, ``xlsx.write`` with ``xlsx.Sheet``, ``csv.write``, ``yaml.load``.
"""
