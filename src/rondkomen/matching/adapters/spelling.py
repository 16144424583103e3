"""How spellings are cleaned: SQL macros and the steps per kind of field."""

from __future__ import annotations

_FOLD_FROM = "øłđðıħəþ’‘`´"
_FOLD_TO = "olddihet''''"

_PARTICLES = (
    "van|von|vom|zu|zum|zur|de|den|der|des|het|t|d|te|ten|ter|tot|op|in|aan|uit|uijt|uyt|voor|bij"
    "|by|onder|over|la|le|les|lo|du|di|da|do|dos|das|del|della|dello|el|al|v|vd|vdr|vden|vander"
    "|vanden|vande|s|l|af|the"
)
# Words before a hyphen that belong to the name behind it: El-Amrani, Ben-Ali, Ait-Haddou.
_JOINED = "el|al|ben|bin|ibn|ait|abu|aboe|abou|ou|oulad|bou|st|sint|saint|mc|mac|d|l|la|le|ter|ten"
_MARRIED = (
    r"\be ?\|? ?v\b|\bgeb(?:oren)?\b|\bgehuwd met\b|\bechtgeno(?:ot|te) van\b|\bwed(?:uwe)? van\b"
    r"|\bgescheiden van\b|\bhuisvrouw van\b"
)
LEGAL = (
    r"\b(?:stichting|vereniging|cooperatie|maatschap|holding|kerkgenootschap|woningstichting)\b"
    r"|\b(?:b v|bv|n v|nv|v o f|vof|c v|cv|ltd|gmbh|llc|bvba|u a|b v i o)$"
)
SOLE_TRADER = r"\b(?:eenmanszaak|zzp|zelfstandige)\b"
_TRADE_WORDS = (
    r"eenmanszaak|zzp|handelsonderneming|onderneming|handelsmaatschappij|administratiekantoor"
    r"|kapsalon|bakkerij|slagerij|cafe|cafetaria|restaurant|garage|webshop|adviesbureau"
    r"|dienstverlening|consultancy|installaties|installatietechniek|bestratingen|transport"
    r"|transporten|rijschool|nagelstudio|schoonheidssalon|praktijk|verhuur|en zn|en zonen|en co"
    r"|\w*bedrijf|\w+werken"
)
_TRADE_NAME = r"\b(?:t )?h ?o ?d ?n\b.*$"
_SUFFIX = r"\b(?:jr|sr|junior|senior|jnr|snr)\b"

_MONTHS = "jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"
_DOUBLED = "abcdefghijklmnopqrstuvwxyz"


def _collapse_doubles(expression: str) -> str:
    for letter in _DOUBLED:
        expression = f"replace({expression}, '{letter * 2}', '{letter}')"
    return expression


def _replace_all(expression: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        expression = f"replace({expression}, '{old}', '{new}')"
    return expression


# Spellings that meet: ij/y, doubled letters, and the usual ways to write other alphabets.
_MEETING = (
    (" ", ""), ("ij", "y"), ("ck", "k"), ("ph", "f"), ("kh", "k"), ("gh", "g"), ("th", "t"),
    ("dt", "t"), ("sz", "s"), ("sj", "s"), ("sh", "s"), ("tsch", "tj"), ("ae", "a"), ("oe", "u"),
    ("ou", "u"), ("ue", "u"), ("ie", "i"), ("ey", "y"), ("ei", "y"), ("ai", "y"),
)  # fmt: skip

MACROS: tuple[str, ...] = (
    "CREATE OR REPLACE MACRO key_of(x) AS CASE WHEN x IS NOT NULL THEN hash(x) END",
    # A date as registers write it; every other form, and every impossible day, has a dictionary.
    """CREATE OR REPLACE MACRO plain_date(x) AS
        CASE WHEN x LIKE '____-__-__' AND x >= '1000' THEN try_cast(x AS DATE) END""",
    """CREATE OR REPLACE MACRO number_in(x) AS CASE WHEN x <> '' THEN coalesce(try_cast(x AS INTEGER),
        try_cast(regexp_extract(x, '^[^0-9]*0*([0-9]{1,5})', 1) AS INTEGER)) END""",
    r"""CREATE OR REPLACE MACRO numbers_in(x) AS CASE WHEN length(x) < 18 THEN x
        ELSE regexp_replace(x, '\s*(?:[;,|]|\bof\b|\ben\b|\s/\s)\s*', ';', 'g') END""",
    """CREATE OR REPLACE MACRO last_digits(x) AS right(regexp_replace(x, '[^0-9]', '', 'g'), 9)""",
    f"""CREATE OR REPLACE MACRO plain(x) AS translate(replace(replace(replace(replace(
        strip_accents(lower(x)), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'ĳ', 'ij'),
        '{_FOLD_FROM}', '{_FOLD_TO.replace("'", "''")}')""",
    r"""CREATE OR REPLACE MACRO fold(x) AS
        trim(regexp_replace(plain(x), '[^\p{L}]+', ' ', 'g'))""",
    f"""CREATE OR REPLACE MACRO spelling_key(x) AS
        {_collapse_doubles(_replace_all("x", _MEETING))}""",
    r"""CREATE OR REPLACE MACRO without_title(x) AS regexp_replace(x,
        '(?i)^\s*(?:(?:de heer|dhr|hr|mevrouw|mevr|mw|mr|drs|dr|ir|ing|prof|fam|familie)\.?\s+)+',
        '')""",
    """CREATE OR REPLACE MACRO first_letter(x) AS
        CASE WHEN starts_with(x, 'ij') THEN 'y' ELSE left(x, 1) END""",
    rf"""CREATE OR REPLACE MACRO bare(x) AS regexp_replace(regexp_replace(regexp_replace(
        trim(x), '^(?:(?:{_PARTICLES}) )+', ''), '(?: (?:{_PARTICLES}))+$', ''),
        '^van(?:den|der|de)(\w{{4,}})$', '\1')""",
    r"""CREATE OR REPLACE MACRO street_key(x) AS spelling_key(replace(replace(
        fold(x), 'straat', 'str'), 'plein', 'pln'))""",
)


def spelt_words() -> str:
    """The query for the `key` of every `word` in the CTE of that name.

    All words go through each replacement as one text: that many calls on short texts take longer
    than the replacing.
    """
    return """
    SELECT word, key FROM (
        SELECT unnest(words) AS word, unnest(string_split(
            spelling_key(array_to_string(words, chr(10))), chr(10))) AS key
        FROM (SELECT list(word) AS words FROM word WHERE word <> ''))
    WHERE key <> ''"""


# A surname of one plain word, with or without particles before it, needs none of the steps for
# double, married or trade names.
_NOT_PLAIN = rf"(?i)\b(?:van(?:den|der|de)\w{{4,}}|{_TRADE_WORDS})$|{LEGAL}"
SURNAME_PARTS = rf"""
shaped AS MATERIALIZED (
    SELECT raw, regexp_full_match(raw, '(?i)(?:(?:{_PARTICLES}) )*[a-z]{{4,}}')
        AND NOT regexp_matches(raw, '{_NOT_PLAIN}') AS plain FROM raw WHERE raw <> ''
), separated AS (
    SELECT raw, trim(regexp_replace(regexp_replace(plain(without_title(raw)),
        '[-/‐‑–—]+', '|', 'g'), '[^\p{{L}}|,]+', ' ', 'g')) AS s
    FROM shaped WHERE NOT plain
), kinds AS MATERIALIZED (
    SELECT raw, CASE WHEN regexp_matches(s, '{LEGAL}') THEN 'legal'
        WHEN regexp_matches(s, '{_TRADE_NAME}|\b(?:{_TRADE_WORDS})\b') THEN 'trade'
        ELSE 'person' END AS kind, s FROM separated
), without_trade AS (
    SELECT raw, kind, CASE kind WHEN 'trade' THEN coalesce(nullif(trim(regexp_replace(
        regexp_replace(s, '{_TRADE_NAME}', ''), '\b(?:{_TRADE_WORDS})\b', ' ', 'g')), ''), s)
        ELSE s END AS s FROM kinds
), turned AS MATERIALIZED (
    SELECT raw, kind, regexp_replace(s, '^([^,]+), *((?:(?:{_PARTICLES})(?: |$))+)$', '\2 \1') AS s
    FROM without_trade
), cut AS (
    SELECT raw, kind, replace(split_part(s, ',', 1), ',', ' ') AS s,
        nullif(replace(replace(split_part(s, ',', 2), ' ', ''), '|', ''), '') AS extra FROM turned
), married AS MATERIALIZED (
    SELECT raw, kind, extra, regexp_replace(regexp_replace(regexp_replace(s, '{_SUFFIX}', '', 'g'),
        '\s*(?:{_MARRIED})\s*', '|', 'g'), '\b({_JOINED})\s*\|', '\1 ', 'g') AS s FROM cut
), halves AS (
    SELECT raw, kind, extra, replace(s, '|', '') AS whole,
        list_transform(string_split(s, '|'), lambda half: bare(half)) AS half
    FROM (SELECT raw, kind, extra, trim(s, '| ') AS s FROM married)
), parts AS (
    SELECT raw, kind, extra, whole, half[1] AS a, coalesce(half[2], '') AS b,
        concat(half[3], half[4]) AS c FROM halves
), halved AS MATERIALIZED (
    SELECT raw, kind, left(extra, 5) AS extra, whole, a, CASE WHEN b <> '' THEN b ELSE c END AS b,
        CASE WHEN b <> '' THEN c ELSE '' END AS c FROM parts
    UNION ALL SELECT raw, 'person', NULL, lower(raw), regexp_extract(lower(raw), '[a-z]+$'), '', ''
    FROM shaped WHERE plain
), word AS (
    SELECT a AS word FROM halved UNION SELECT b FROM halved UNION SELECT c FROM halved
    UNION SELECT whole FROM halved
), spelt AS MATERIALIZED ({spelt_words()})
SELECT raw, kind, extra, a.key AS p1, b.key AS p2,
    nullif(concat(a.key, b.key, c.key), '') AS glued, w.key AS whole
FROM halved h LEFT JOIN spelt a ON a.word = h.a LEFT JOIN spelt b ON b.word = h.b
LEFT JOIN spelt c ON c.word = h.c LEFT JOIN spelt w ON w.word = h.whole
"""

# Letters with a point behind each, or without any, are what they are.
INITIALS_PARTS = r"""
told AS MATERIALIZED (
    SELECT raw, regexp_full_match(raw, '(?:[A-Z]\.){1,5}|[A-Z]{1,5}') AS plain FROM raw
    WHERE raw <> ''
), cleaned AS (
    SELECT raw, without_title(raw) AS t FROM told WHERE NOT plain
), shaped AS MATERIALIZED (
    SELECT raw, t, contains(t, '.') AS dotted,
        regexp_matches(t, '^\s*\p{L}\p{Ll}{2,}') AND NOT contains(t, '.')
            AND regexp_matches(lower(t), '[aeiouy]') AS is_name,
        list_filter(string_split(fold(t), ' '), lambda w: w <> '') AS w
    FROM cleaned
)
SELECT raw, CASE WHEN is_name THEN nullif(spelling_key(w[1]), '') END AS g1,
    nullif(left(CASE WHEN dotted OR is_name
        THEN list_aggregate(list_transform(w, lambda v: first_letter(v)), 'string_agg', '')
        ELSE list_aggregate(w, 'string_agg', '') END, 5), '') AS initials
FROM shaped
UNION ALL SELECT raw, NULL, lower(replace(raw, '.', '')) FROM told WHERE plain
"""

# Two digits of a year of birth: 11 and above lie in the last century, as debtors are adults.
# The other usual forms are only put in order. A day that no calendar has is no date; a day or month
# that nobody knows is written 00, and then the rest still counts.
_IS_DAY = """CASE WHEN d[5:6] = '00' OR d[7:8] = '00' THEN d[5:6] <= '12' AND d[7:8] <= '31'
    ELSE try_strptime(d, '%Y%m%d') IS NOT NULL END"""
DATE_PARTS = rf"""
told AS MATERIALIZED (
    SELECT raw, CASE WHEN regexp_full_match(raw, '[0-3]\d[-/.](?:0\d|1[0-2])[-/.](?:18|19|20)\d\d')
            THEN right(raw, 4) || raw[4:5] || left(raw, 2)
        WHEN regexp_full_match(raw, '(?:18|19|20)\d\d(?:0\d|1[0-2])[0-3]\d') THEN raw END AS d
    FROM raw WHERE raw <> ''
), trimmed AS (
    SELECT raw, regexp_replace(regexp_replace(lower(trim(raw)),
        '[t ]\d{{1,2}}:\d{{2}}.*$', ''), '\.0$', '') AS t FROM told WHERE d IS NULL
), tried AS MATERIALIZED (
    SELECT raw, t,
        regexp_extract(t, '^(\d{{4}})[-/. ]+(\d{{1,2}})[-/. ]+(\d{{1,2}})$', ['y', 'm', 'd']) AS iso,
        regexp_extract(t, '^(\d{{1,2}})[-/. ]+(\d{{1,2}})[-/. ]+(\d{{4}}|\d{{2}})$',
            ['d', 'm', 'y']) AS dmy,
        regexp_extract(t, '^(\d{{1,2}})[-. ]*({_MONTHS})[a-z]*[-. '']*(\d{{4}}|\d{{2}})$',
            ['d', 'm', 'y']) AS named
    FROM trimmed
), parts AS MATERIALIZED (
    SELECT raw, t, CASE WHEN iso.y <> '' THEN [iso.y, iso.m, iso.d]
        WHEN dmy.y <> '' THEN [dmy.y, dmy.m, dmy.d]
        WHEN named.y <> '' THEN [named.y, CAST(CASE named.m WHEN 'jan' THEN 1 WHEN 'feb' THEN 2
            WHEN 'mrt' THEN 3 WHEN 'maa' THEN 3 WHEN 'mar' THEN 3 WHEN 'apr' THEN 4
            WHEN 'mei' THEN 5 WHEN 'may' THEN 5 WHEN 'jun' THEN 6 WHEN 'jul' THEN 7
            WHEN 'aug' THEN 8 WHEN 'sep' THEN 9 WHEN 'okt' THEN 10 WHEN 'oct' THEN 10
            WHEN 'nov' THEN 11 ELSE 12 END AS VARCHAR), named.d]
        WHEN regexp_full_match(t, '(18|19|20)\d{{2}}(0\d|1[0-2])([0-2]\d|3[01])')
            THEN [left(t, 4), t[5:6], t[7:8]]
        WHEN regexp_full_match(t, '([0-2]\d|3[01])(0\d|1[0-2])(18|19|20)\d{{2}}')
            THEN [right(t, 4), t[3:4], left(t, 2)]
        WHEN regexp_full_match(t, '\d{{8}}') THEN [left(t, 4), t[5:6], t[7:8]]
        WHEN regexp_full_match(t, '(18|19|20)\d{{2}}') THEN [t, '0', '0'] END AS p
    FROM tried
), numbers AS MATERIALIZED (
    SELECT raw, t, CASE WHEN length(p[1]) = 2 THEN CAST(p[1] AS INTEGER)
        + CASE WHEN CAST(p[1] AS INTEGER) > 10 THEN 1900 ELSE 2000 END
        ELSE CAST(p[1] AS INTEGER) END AS y, CAST(p[2] AS INTEGER) AS m, CAST(p[3] AS INTEGER) AS d
    FROM parts
), ordered AS (
    SELECT raw, CASE WHEN y < 1800 AND y IS NOT NULL AND m <= 12 AND y < 1000 THEN NULL
            WHEN m > 12 AND d BETWEEN 1 AND 12 THEN printf('%04d%02d%02d', y, d, m)
            WHEN y IS NOT NULL THEN printf('%04d%02d%02d', y, m, d) END AS d
    FROM numbers UNION ALL SELECT raw, d FROM told WHERE d IS NOT NULL
)
SELECT raw, CASE WHEN {_IS_DAY} THEN d END AS d FROM ordered
"""

HOUSE_NUMBER_PARTS = r"""
joined AS (
    SELECT n, a, upper(plain(regexp_replace(trim(n), '\.0$', ''))) AS nu,
        upper(plain(regexp_replace(trim(coalesce(a, '')), '\.0$', ''))) AS au
    FROM raw WHERE n IS NOT NULL
), tried AS MATERIALIZED (
    SELECT n, a, nu, regexp_extract(nu, '^[^0-9]*0*([0-9]{1,5})(.*)$', ['number', 'rest']) AS p, au
    FROM joined
), loose AS (
    SELECT n, a, try_cast(p.number AS INTEGER) AS number,
        trim(regexp_replace(p.rest || ' ' || au, '[^A-Z0-9]+', ' ', 'g')) AS x FROM tried
), worded AS MATERIALIZED (
    SELECT n, a, number, regexp_replace(regexp_replace(regexp_replace(regexp_replace(x,
        '\b(?:HUIS|HS|BG|BGG|BEGANE GROND|PARTERRE|BENEDEN|BELETAGE|0 HOOG)\b', '0', 'g'),
        '\b(?:NR|NO|APP|APT|APPARTEMENT|KAMER|KMR|UNIT|TOEV|ETAGE|VERDIEPING|VERD|FLAT)\b', '', 'g'),
        '\b(\d+|I{1,3}|IV|V)(?: ?E)? ?(?:HOOG|HG|VERD|ETAGE)\b', '\1', 'g'),
        '\b(\d+)E\b', '\1', 'g') AS x FROM loose
), romans AS (
    SELECT n, a, number, regexp_replace(regexp_replace(regexp_replace(regexp_replace(x,
        '\bIII\b', '3'), '\bII\b', '2'), '\bIV\b', '4'), '\bI\b', '1') AS x FROM worded
)
SELECT n, a, number, ltrim(replace(x, ' ', ''), '') AS addition FROM romans
"""
