"""Dutch names: prefixes (tussenvoegsels), double names, initials and spelling variants."""

import re
import unicodedata

# Words that stand before a Dutch surname or one that is common in the Netherlands. Compound
# prefixes ("van der", "in 't") are runs of these words.
PREFIX_WORDS = frozenset(
    "aan aen af al auf aus bij bin d d' da dal dalla das de degli dei del della den der des di die"
    " do don dos du el het im in l l' la las le les lo los met naar of onder op over s 's 's-"
    " t 't te ten ter thor tho to toe tot uit uijt ul unter v v. v.d. v/d van vande vanden vander"
    " vd ver vom von voor voorde vor zu zum zur".split()
)

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"})
_ELIDED = re.compile(r"^(d'|l'|'s-)(?=\w)", re.IGNORECASE)
_GLUED = re.compile(r"\b(van|in|op|aan|uit)'(t|s)\b", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[-‐‑–]|\be/v\b|\be\.?v\.(?=\s)|\bgeb\.?(?=\s)|\s/\s", re.IGNORECASE)
_PARTS = re.compile(r"[^\s.\-]+\.?")
_TITLES = re.compile(r"^(?:(?:dhr|mevr|mw|mr|drs|dr|ir|ing|prof)\.?\s+)+", re.IGNORECASE)
_KEPT_DIGRAPHS = frozenset({"th", "ch", "ph", "chr", "ij", "st"})
_VOWELS = frozenset("aeiouy")
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")

# Letters that do not fall apart into a base letter and a mark.
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t", "ə": "e", "ĸ": "k",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "є": "ye", "і": "i", "ґ": "g",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_TRANSLITERATION = str.maketrans(_LETTERS)


def fold(text: str) -> str:
    """Return ``text`` in lower-case ASCII: marks dropped, other alphabets spelled in Latin letters.

    Signs without a Latin counterpart disappear; spaces collapse to one.
    """
    if text.isascii():  # nearly every name: there is nothing to spell otherwise
        return " ".join(text.translate(_APOSTROPHES).lower().split())
    spelled = text.translate(_APOSTROPHES).casefold().translate(_TRANSLITERATION)
    apart = unicodedata.normalize("NFKD", spelled).translate(_TRANSLITERATION)
    return " ".join(apart.encode("ascii", "ignore").decode().lower().split())


def match_key(text: str) -> str:
    """Return the letters and digits of ``text`` in a form in which spelling variants meet.

    Beside ``fold``: ``ij`` and ``y`` are one, a doubled letter counts once ("Visser", "Viser"),
    and spaces, hyphens and apostrophes do not count.
    """
    letters = _NOT_ALPHANUMERIC.sub("", fold(text)).replace("ij", "y")
    return re.sub(r"([a-z])\1+", r"\1", letters)


def split_surname(text: str) -> tuple[str, str]:
    """Return the prefix in lower case and the surname without it, as ``("van der", "Berg")``.

    The prefix may stand in front ("van der Berg", "d'Hondt"), behind a comma ("Berg, van der") or
    between brackets ("Berg (van der)"). A surname that is nothing but prefix words keeps its last
    word: somebody can be called "Van".
    """
    cleaned = _GLUED.sub(r"\1 '\2", " ".join(text.translate(_APOSTROPHES).split()))
    name, behind = _turned(cleaned)
    if name and behind and all(_is_prefix_word(word) for word in behind.split()):
        return behind.lower(), name
    words = cleaned.split()
    count = 0
    while count < len(words) - 1 and _is_prefix_word(words[count]):
        count += 1
    prefix, core = words[:count], " ".join(words[count:])
    elided = _ELIDED.match(core)
    if elided:
        prefix, core = [*prefix, elided[1]], core[elided.end() :]
    return " ".join(prefix).lower(), core


def _turned(text: str) -> tuple[str, str]:
    """The name and what stands behind its comma or between its brackets; nothing without either."""
    name, comma, behind = text.partition(",")
    if not comma and text.endswith(")"):
        name, _bracket, behind = text[:-1].partition("(")
    return name.strip(), behind.strip()


def surname_parts(text: str) -> tuple[tuple[str, str], ...]:
    """Return each name of a double name as prefix and core: ``Jansen-de Vries`` has two.

    Which of them is the partner's cannot be told from the text.
    """
    parts = _BETWEEN_NAMES.split(text.translate(_APOSTROPHES).strip().replace("'s-", "'s "))
    return tuple(split_surname(part) for part in parts if part.strip())


def initials(text: str) -> str:
    """Return the initials of given names or of loosely written initials, as ``J.P.``.

    ``Jan Pieter``, ``J.P.``, ``j p`` and ``JP`` give the same; ``IJsbrand`` gives ``IJ.`` and a
    written ``Th.`` stays ``Th.``. A form of address in front is left out.
    """
    return "".join(
        f"{letters}."
        for part in _PARTS.findall(_TITLES.sub("", text.strip()))
        for letters in _initials_of(part)
    )


def _initials_of(part: str) -> tuple[str, ...]:
    letters = part.rstrip(".").strip("'(),")
    if not letters or not letters[0].isalpha():
        return ()
    lowered = letters.lower()
    if lowered.startswith(("ij", "ĳ")):
        return ("IJ",)
    if part.endswith(".") and lowered in _KEPT_DIGRAPHS:
        return (letters.capitalize(),)
    if letters.isupper() and not _VOWELS & set(lowered):
        return tuple(letters)
    return (letters[0].upper(),)


def _is_prefix_word(word: str) -> bool:
    return word.lower().rstrip(".") in PREFIX_WORDS or word.lower() in PREFIX_WORDS
