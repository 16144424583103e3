"""A fictional Dutch population and the noise with which partners deliver it, from one seed.

The demo municipality, the training of the matching model and the measurements use the same people.
Nobody in it exists: names are drawn from lists of ordinary names, streets are made up.
"""
