"""Words that noun phrases are read by: articles, pronouns, numbers, words that are no name."""

from __future__ import annotations

PARTICLES = frozenset(
    "de del della di da do dos du des la le van von der den ter ten zu zur bin ibn al el ul ur abu ould af av y".split()
)
PRONOUNS = {
    "he": "man", "him": "man", "his": "man", "himself": "man", "she": "woman", "her": "woman",
    "hers": "woman", "herself": "woman", "i": "I", "me": "I", "my": "I", "we": "we", "us": "we",
    "our": "we", "they": "they", "them": "they", "their": "they", "it": "it", "its": "it",
}  # fmt: skip
DEFINITE = frozenset("the this that his her its their".split())
OPEN = frozenset("a an one another some several many few both all two three four five".split())
STOP = frozenset(
    """a an the and or but of in on at to for from with by as that which who whom whose when where while if than then not no nor
    said says say told tells is are was were be been being has have had will would can could may might should do does did
    after before during against about into over under between among since until also only just even more most very""".split()
)
_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)  # fmt: skip
NOT_NAMES = STOP | _DAYS | frozenset(
    """he she it they we i you this these those there here what why how mr mrs ms however meanwhile instead yesterday today
    tomorrow earlier later asked according despite although because speaking talking state senior deputy acting former first second
    two three four five six seven eight nine ten its his her their our my your such both all some any many most other another
    well yes no still yet perhaps once one last next now so thus hence moreover nevertheless arguing citing noting western eastern
    northern southern central under secretary war peace treaty summit agreement north south east west article read photo news
    university institute center centre agency press times post daily radio television committee commission council ministry
    department party parliament congress senate house court group organisation organization union act pact charter""".split()
)  # fmt: skip


NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve fifteen sixteen nineteen twenty thirty".split())  # fmt: skip
ANAPHORS = frozenset(
    """alliance bloc organisation organization union country republic agency association league council grouping group forum
    body court commission community commonwealth""".split()
)
"""Words for a body or state named before: "the bloc", "the agency"."""
POSTED = frozenset({"ambassador", "diplomat", "activist", "academic", "person", "officer"})
"""Ranks of people who are not those of the place they are in: "a diplomat in Moscow"."""
MODIFIERS = frozenset(
    """senior top deputy first second acting permanent special chief new high ranking level government nuclear military
    leading veteran unnamed anonymous prominent outgoing incoming elected newly interim chief former then ex current military
    defence defense foreign policy state security""".split()
)  # fmt: skip


_COUNTED = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()


def number_of(word: str) -> int | None:
    """Return the number that a word or figure tells, None if it is none.

    Example:
        >>> number_of("two"), number_of("28"), number_of("few")
        (2, 28, None)
    """
    if word.isdigit():
        return int(word)
    return _COUNTED.index(word) + 2 if word in _COUNTED else None
