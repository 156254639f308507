"""What a statement does (promises, demands, denies, …) and how it is hedged, with the words for it.

The cue decides where it names an act ("pledged"); else the content's own words do, and a plain
statement asserts. Hedging is what stands at the content's main predicate: negation, condition,
possibility, necessity, wish. Example: `read_act(text, cue, content, source)`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from legation.statements.draft import Stretch
from legation.statements.view import CLAUSE, SELF, View, views

NEUTRAL = "asserts"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NOT = re.compile(r"\b(?:not|never|no longer|hardly)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:,|;|:|—|--|\b(?:that|which|who|because|although|while|since|but|when|so that|if|unless)\b)"
)
_OPPOSITE = {"accepts": "rejects", "denies": "accepts", "promises": "refuses", "rejects": "accepts"}
_THREATS = re.compile(
    r"\b(?:will|would|shall|to|consequences|retaliat\w+|reprisals?|reply|response|if|unless)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Act:
    """An act or a hedge: its name and the words that show it."""

    name: str
    words: Stretch


@cache
def _tables() -> tuple[
    dict[str, str], dict[str, str], list[tuple[str, re.Pattern[str]]], dict[str, re.Pattern[str]]
]:
    file = files("legation.statements").joinpath("lexicon", "acts.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    verbs = {
        form: act
        for act, lemmas in found["verbs"].items()
        for lemma in lemmas.split()
        for form in inflect(lemma, found["irregular"])
    }
    nouns = {noun: act for act, words in found["nouns"].items() for noun in words.split()}
    content = [
        (act, re.compile(_expand(p), re.IGNORECASE))
        for act, patterns in found["content"].items()
        for p in patterns
    ]
    return verbs, nouns, content, _hedges("hedging")


@cache
def _hedges(table: str) -> dict[str, re.Pattern[str]]:
    file = files("legation.statements").joinpath("lexicon", "acts.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))[table]
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in found.items()}


_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


_ADVERBS = r"(?: (?:\w+ly|also|still|now|just|therefore|only|all|both|too|again|always|hereby))*"


def _expand(pattern: str) -> str:
    """Write out SELF and the start of a clause."""
    plain = pattern.replace(r"\bSELF", "SELF").replace(r"SELF\b", "SELF")
    return re.sub(r"(?<!\[)\^", CLAUSE, plain.replace("SELF", SELF + _ADVERBS))


def is_act_verb(word: str) -> bool:
    """Tell whether a word is a form of a verb that names an act.

    Example:
        >>> is_act_verb("condemns"), is_act_verb("walks")
        (True, False)
    """
    verbs = _tables()[0]
    return word in verbs or any(form.startswith(word + " ") for form in verbs)


def is_act_noun(word: str) -> bool:
    """Tell whether a noun names an act.

    Example:
        >>> is_act_noun("pledge"), is_act_noun("ship")
        (True, False)
    """
    return word in _tables()[1]


def is_act_word(word: str) -> bool:
    """Tell whether a word is a verb's form or a noun that names an act.

    Example:
        >>> is_act_word("pledge"), is_act_word("demands"), is_act_word("ship")
        (True, True, False)
    """
    return is_act_noun(word) or is_act_verb(word)


def inflect(lemma: str, irregular: dict[str, str]) -> Iterator[str]:
    """Yield the forms of a verb, its particle after a space.

    Example:
        >>> sorted(inflect("deny", {}))
        ['denied', 'denies', 'deny', 'denying']
    """
    if lemma in irregular:
        yield from (form.replace("_", " ") for form in (lemma, *irregular[lemma].split()))
        return
    verb, _, particle = lemma.partition("_")
    tail = f" {particle.replace('_', ' ')}" if particle else ""
    stem = verb.removesuffix("e")
    if re.search(r"[^aeiou]y$", verb):
        forms = (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    else:
        final = "es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else "s"
        stem = stem + stem[-1] if verb in _DOUBLING else stem
        forms = (verb, verb + final, stem + "ed", stem + "ing")
    yield from (form + tail for form in forms)


_DOUBLING = frozenset("commit slam concur rebut rebel".split())


def read_act(text: str, cue: Stretch | None, content: list[Stretch], source: Stretch | None) -> Act:
    """Return the act of a statement and the words that show it."""
    seen = list(views(text, content, source))
    named = _by_cue(text, cue, seen) if cue else None
    if named and not (named.name == "requests" and _is_question(text, content)):
        return named
    if cue and content and _NAMING.search(text[slice(*cue)]):
        found = _COMPLEMENT.match(text, content[-1][1])
        seen += views(text, [found.span()], None) if found else []
    own = next(filter(None, map(_by_content, seen)), None)
    shown = cue or (content[0] if content else (0, 1))
    return own or named or Act(NEUTRAL, shown)


_NAMING = re.compile(
    r"(?:call|describ|brand|label|term|dubb?|consider|find|found|deem)\w*$", re.IGNORECASE
)
_COMPLEMENT = re.compile(r"[^.;:,\n]{2,80}")
_SUBJUNCTIVE = re.compile(
    r"(?<!will )(?<!to )(?<!would )(?<!can )(?<!could )(?<!may )(?<!might )\b(?:not )?be\b|"
    r"\b(?:must|should|needs? to|ha(?:s|ve) to)\b"
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|had|did|does|will|would)\b")
_GERUND = re.compile(r"¦?(?:any |further )?\w{2,}ing\b")


def _is_question(text: str, content: list[Stretch]) -> bool:
    return bool(content) and text[content[-1][1] - 1] == "?"


def _by_cue(text: str, cue: Stretch, seen: list[View]) -> Act | None:
    """Return the act that the cue names, if its content fits; None leaves it to the content."""
    verbs, nouns, *_ = _tables()
    places = [(m.start(), m.end()) for m in _WORD.finditer(text, *cue)]
    # a particle may stand just after the cue: "called" + "for"
    tail = _WORD.match(text, cue[1] + 1)
    words = [text[a:b].lower() for a, b in places] + ([tail.group().lower()] if tail else [])
    for n, place in enumerate(places):
        pair = f"{words[n]} {words[n + 1]}" if n + 1 < len(words) else ""
        act = verbs.get(pair) or verbs.get(words[n]) or nouns.get(words[n])
        before = _APART.split(text[max(0, cue[0] - 24) : place[0]])[-1]
        if words[n] in _TOLD and seen and text[: seen[0].starts[0]].endswith(" to "):
            act = "demands"
        if (
            act == "rejects"
            and seen
            and _AS_UNTRUE.search(text, seen[0].starts[0], seen[-1].ends[-1] + 40)
        ):
            act = "denies"
        act = _settled(words[n], pair, act, seen, denied=bool(_NOT.search(before)))
        if act:
            return Act(act, place)
    return None


_APART = re.compile(r"[,;:.!?\"“”—–\n]|(?<!\w)['‘]|['’](?!\w)")
"""What parts a verb from words that are not its own."""
_TOLD = frozenset("tell tells told telling".split())
_AS_UNTRUE = re.compile(
    r"\b(?:allegations?|claims?|reports?|accusations?|charges|rumou?rs|suggestions?)\b|"
    r"\bas (?:an? )?(?:\w+ )?(?:fiction|fabrications?|lies?|smears?|nonsense|baseless|false|untrue|slander|unfounded|groundless|propaganda)\b",
    re.IGNORECASE,
)


def _settled(word: str, pair: str, act: str | None, seen: list[View], *, denied: bool) -> str | None:  # fmt: skip
    """Return the act of a verb with this content; `denied` if a "not" stands before it."""
    said = seen[0].words if seen else ""
    pressing = bool(_SUBJUNCTIVE.search(said))
    if word.startswith("insist") and act is None:
        act = "demands" if pressing else None
    elif (word.startswith("want") and pair.endswith(" to")) or (
        word.startswith("suggest") and _FINITE.search(said) and not pressing
    ):
        act = None
    elif act == "threatens" and not word.startswith("threat"):
        return _of_warning(seen, denied=denied)
    elif act == "rejects" and pair.endswith(" out") and _GERUND.match(said):
        act = "refuses"
    if act == "accepts" and denied:
        return "refuses" if said.startswith(f"{CLAUSE}to ") or pair == f"{word} to" else "rejects"
    return _OPPOSITE.get(act, NEUTRAL) if act and denied else act


def _of_warning(seen: list[View], *, denied: bool) -> str | None:
    """Return what a warning does: it may ask not to, threaten, or only tell."""
    if seen and re.match(rf"{CLAUSE}(?:not to|against)\b", seen[0].words):
        return "demands"
    threat = any(_THREATS.search(view.words) for view in seen)
    return "threatens" if threat and not denied else None


# --- what a content does by itself ---------------------------------------------------------------


def _by_content(view: View) -> Act | None:
    *_, patterns, _ = _tables()
    doing = _performed(view)
    if doing:
        return doing
    for act, pattern in patterns:
        found = pattern.search(view.words)
        if found and found.start() < found.end():
            return Act(act, view.place(*found.span()))
    return None


_LEADS = frozenset(
    "want wants wanted to wish wishes would like must can only have has had do does did am are is was were begin "
    "start by let me first also again once more deeply very much still now just therefore both "
    "too always hereby indeed further all".split()
)
_PERFORMS = re.compile(rf"{CLAUSE}(?:{SELF}|let me\b|may I\b)")
_STOPS = frozenset("will shall".split())


def _performed(view: View) -> Act | None:
    """Return what the speaker says to do by saying it: "we condemn", "let me thank"."""
    verbs = _tables()[0]
    for start in _PERFORMS.finditer(view.words):
        denied = past = False
        for found in _WORD.finditer(view.words, start.end()):
            word = found.group().lower()
            pair = f"{word} {_next(view.words, found.end())}"
            act = None if past else verbs.get(pair) or verbs.get(word)
            if act and word not in _LEADS:
                act = _settled(word, pair, act, [], denied=denied)
                return Act(act, view.place(start.end() - 1, found.end())) if act else None
            denied |= bool(_NOT.fullmatch(word))
            past |= word in {"had", "did"} or word in _STOPS
            if not (word in _LEADS or _NOT.fullmatch(word) or word.endswith("ly")):
                break
    return None


def _next(words: str, at: int) -> str:
    found = _WORD.match(words, at + 1)
    return found.group().lower() if found else ""


def read_hedging(text: str, content: list[Stretch]) -> tuple[Act, ...]:
    """Return how the content is hedged, each kind once, with its first words.

    A condition may stand anywhere in a sentence; the rest counts in the main clause only.
    """
    *_, hedges = _tables()
    if content and _CYRILLIC.search(text, *content[0]):
        hedges = _hedges("hedging_ru")
    firsts = [view for piece in content for view in islice(views(text, [piece], None), 1)]
    found: list[Act] = []
    for name, pattern in hedges.items():
        for view in firsts:
            edges = (0, len(view.words)) if name == "conditional" else _main_clause(view.words)
            no = _hedges("no_hedging").get(name)
            match = next((m for m in pattern.finditer(view.words, *edges) if m.group() and not (no and no.search(view.words, 0, m.end()))), None)  # fmt: skip
            if match:
                found.append(Act(name, view.place(*match.span())))
                break
    return tuple(found)


def _main_clause(words: str) -> Stretch:
    """Return where the main clause starts, and where its first part of four words or more ends."""
    start = words.rfind(CLAUSE) + 1
    for mark in _CLAUSE.finditer(words, start):
        whole = len(words[start : mark.start()].split()) >= 4
        if whole or _SUBORDINATE.match(words, mark.end()):
            return start, mark.start()
    return start, len(words)


_SUBORDINATE = re.compile(r" ?(?:if|unless|until|если|пока|хотя|когда|котор\w+|чтобы)\b", re.IGNORECASE)  # fmt: skip
