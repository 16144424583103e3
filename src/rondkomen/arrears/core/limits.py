"""The numbers against which rows and files are checked, each with its ground."""

from rondkomen.kernel.money import Cents

# Law: none sets a threshold. Policy: LCV art. 3.1 speaks of 30 days, and fixed windows once blocked
# signals that only became lawful after 100 days; so both only warn, and nothing is refused on age.
YOUNG_ARREARS_DAYS = 30
OLD_ARREARS_DAYS = 100

# Policy: partners deliver every month; later than two months after sending it is no early signal.
STALE_AFTER_DAYS = 62

# Policy: canonical record of the intake format 1.0.
HIGHEST_USUAL_AMOUNT = Cents(25_000_00)
MOST_TERMS = 36
YOUNGEST, OLDEST = 18, 110

# Law: end-of-supply signal at least 20 working days before the end, since 1 April 2023.
SUPPLY_END_WORKING_DAYS = 20

# Policy: what one office can receive at once; a bigger delivery is split by the partner.
MOST_ROWS = 100_000
MOST_COLUMNS = 150
MOST_BYTES = 200_000_000
