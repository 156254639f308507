"""The parts of a noun phrase that names somebody: whose, which office, which name.

"Moscow's envoy to NATO Dmitry Rogozin" → whose RUS, role envoy, at NATO, name "Dmitry Rogozin".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from legation.actors.directory import Directory
from legation.actors.nationalities import a_people, is_people, one_person
from legation.actors.phrase import Phrase
from legation.actors.phrase_words import (
    ANAPHORS,
    DEFINITE,
    MODIFIERS,
    NOT_NAMES,
    NUMBERS,
    OPEN,
    PARTICLES,
    POSTED,
    PRONOUNS,
    STOP,
)
from legation.actors.roles import (
    LONGEST_FORM,
    Role,
    find_role,
    first_words,
    roles,
    singular,
    word_set,
)
from legation.actors.tokens import Named, Token, find_named


class PhraseReader:
    """Reads phrases in the tokens of one sentence (or of a source span).

    `verbs` are the places where its verbs begin: no phrase goes on over one.
    """

    def __init__(
        self, tokens: Sequence[Token], tables: Directory, day: date | None, language: str = "en",
        *, verbs: frozenset[int] = frozenset(),
    ) -> None:  # fmt: skip
        self.tokens = tokens
        self.verbs = verbs
        self.tables = tables
        self.named: dict[int, Named] = {}
        n = 0
        while n < len(tokens):
            new = n > 0 and tokens[n - 1].text == "New" and tokens[n].capital  # "New Mexico"
            found = None if new else find_named(tokens, n, tables, day, language)
            if found:
                self.named[n] = found
                n = found.end
            else:
                n += 1

    def role_at(self, at: int) -> tuple[Role, str, int] | None:
        """Return the longest role that begins at a token: (role, form, end)."""
        if at >= len(self.tokens) or self.tokens[at].low not in first_words():
            return None
        words: list[str] = []
        best = None
        n = at
        while n < len(self.tokens) and len(words) < LONGEST_FORM:
            token = self.tokens[n]
            if token.text in "-–‑" and words:
                n += 1
                continue
            if not token.text[0].isalpha():
                break
            words.append(token.low)
            n += 1
            form = " ".join(words)
            role = find_role(form)
            if role:
                best = (role, form, n)
        if best and best[1] == "deputy" and best[2] < len(self.tokens) and self._goes_on(best[2]):
            return None  # "the Deputy Russian FM"
        return best

    def _goes_on(self, n: int) -> bool:
        end = self.named[n].end if n in self.named else n
        return end < len(self.tokens) and self.role_at(end) is not None

    def name_at(self, at: int) -> int | None:
        """Return the end of a person's name that begins at a token, None if none does."""
        n = at
        while n < len(self.tokens):
            token = self.tokens[n]
            inner = n > at
            if token.capital and not (token.low in NOT_NAMES and len(token.text) > 1):
                if inner and self._begins_phrase(n):
                    break
                n += 1
            elif inner and (token.low in PARTICLES or self._joined(n) or self._initial(n)):
                n += 1
            else:
                break
        while n > at and not (self.tokens[n - 1].capital or self._joined(n - 1)):
            n -= 1
        return n if n > at else None

    def _initial(self, n: int) -> bool:
        """Tell whether a full stop belongs to an initial: "S. Jaishankar"."""
        return self.tokens[n].text == "." and len(self.tokens[n - 1].text) == 1

    def _joined(self, n: int) -> bool:
        """Tell whether a sign or word hangs on a name by a hyphen: "Ki-moon", "al-Assad"."""
        tokens = self.tokens
        if tokens[n].text in "-‑" and 0 < n < len(tokens) - 1:
            return tokens[n - 1].end == tokens[n].start and tokens[n + 1].start == tokens[n].end
        return n > 1 and tokens[n - 1].text in "-‑" and tokens[n - 1].end == tokens[n].start

    def _begins_phrase(self, n: int) -> bool:
        return n in self.named and self.named[n].end - n > 1 and any(
            x.kind in {"name", "official", "acronym"} for x in self.named[n].names
        )  # fmt: skip

    def read(self, at: int) -> Phrase | None:
        """Return the phrase that begins at a token, None if none does."""
        token = self.tokens[at]
        if token.low in PRONOUNS and (not token.text.isupper() or len(token.text) == 1):
            phrase = self._described(at) or self._homeland(at) or self._its_members(at)
            return phrase or Phrase(at, at + 1, pronoun=PRONOUNS[token.low])
        return self._described(at) or self._owned(at) or self._nationality(at) or self._person(at) or self._body(at)  # fmt: skip

    def _homeland(self, at: int) -> Phrase | None:
        """Read "his country", "her nation"."""
        owner = self.tokens[at].low
        after = self.tokens[at + 1].low if at + 1 < len(self.tokens) else ""
        if owner not in ("his", "her") or after not in ("country", "nation", "homeland"):
            return None
        return Phrase(at, at + 2, head=after, owner=owner, definite=True)

    def _its_members(self, at: int) -> Phrase | None:
        """Read "its 57 members", "their three countries"."""
        phrase = self._body(at) if self.tokens[at].low in ("its", "their") else None
        return phrase if phrase is not None and phrase.many else None

    def only_body(self, phrase: Phrase) -> None:
        """Take the name off a phrase that turned out to name nobody: "Moscow's Red Square"."""
        assert phrase.whose is not None
        phrase.name, phrase.end, phrase.owned = None, phrase.whose.end, False

    def _owned(self, at: int) -> Phrase | None:
        """Read a name after the state it belongs to: "Libya's Muammar Gaddafi"."""
        whose = self.named.get(at)
        if whose is None or whose.end + 1 >= len(self.tokens):
            return None
        if self.tokens[whose.end].text not in ("'s", "’s") or whose.end + 1 in self.named:
            return None
        end = self.name_at(whose.end + 1)
        if not end or end - whose.end < 3:
            return None
        return Phrase(at, end, whose=whose, name=(whose.end + 1, end), definite=True, owned=True)

    def _described(self, at: int) -> Phrase | None:  # noqa: C901 - one case a line of the grammar
        """[the] [RUS('s)] [senior …] ROLE [of/to X] [, ] [NAME]."""
        phrase = Phrase(at, at)
        n = at
        tokens = self.tokens
        if tokens[n].low in DEFINITE | OPEN:
            phrase.definite = tokens[n].low in DEFINITE
            phrase.owner = tokens[n].low if tokens[n].low in PRONOUNS else ""
            n += 1
        seen = {"two"} if tokens[at].low == "both" else set()
        passed = 0
        while n < len(tokens):
            role = self.role_at(n)
            if role and role[1] in ("side", "sides") and phrase.whose is None:
                return None  # "on either side of the table", "both sides"
            if role:
                return self._after_role(phrase, role, seen)
            if n in self.named and phrase.whose is None:
                phrase.whose = self.named[n]
                n = self.named[n].end
                if n < len(tokens) and self._owns(n):
                    phrase.definite = True
                    n += 1
                continue
            if phrase.whose and n in self.named and is_people(phrase.whose, self.named[n]):
                phrase.whose, n = None, self.named[n].end  # "the Bosnian Serb leader"
                continue
            if n in self.named and not any(x.kind == "adjective" for x in self.named[n].names):
                n = self.named[n].end
                passed += 1
                continue
            token = tokens[n]
            if token.start in self.verbs or (not token.text[0].isalnum() and not self._joined(n)):
                return None
            if token.low in STOP or passed > 3 or (token.capital and phrase.whose is None and n > at and not seen and token.low not in NOT_NAMES):  # fmt: skip
                return None
            if n == at and token.low not in word_set("former") | MODIFIERS:
                return None
            seen.add(token.low)
            passed += token.low not in MODIFIERS
            n += 1
        return None

    def _owns(self, n: int) -> bool:
        """Tell whether a sign makes the word before it an owner: "Peru's", "the Emirates'"."""
        text = self.tokens[n].text
        return text in ("'s", "’s") or (text in "'’" and self.tokens[n - 1].low.endswith("s"))

    def _after_role(self, phrase: Phrase, found: tuple[Role, str, int], seen: set[str]) -> Phrase:
        role, form, n = found
        tokens = self.tokens
        under = next((w for w in ("deputy", "vice") if w in seen), None)
        role = (find_role(f"{under} {singular(form)}") if under else None) or role
        phrase.role, phrase.head = role, form
        phrase.many = form.endswith(("s", "men")) and form not in roles()
        phrase.words = frozenset(seen)
        phrase.former = bool(seen & word_set("former"))
        phrase.end = n
        longer = self.role_at(n)  # "military committee chairman", "prime minister designate"
        if longer and (phrase.whose is None or role.body) and not longer[0].body:
            phrase.role, phrase.head, phrase.end = longer[0], longer[1], longer[2]
            n = longer[2]
        for _ in range(2):
            if n < len(tokens) and tokens[n].low in ("of", "to", "at", "for", "in", "with"):
                m = n + 1
                while m < len(tokens) and tokens[m].low in ("the", "a"):
                    m += 1
                target = self.named.get(m)
                if target is None and tokens[n].low in ("of", "for") and m < len(tokens):
                    if "own" not in phrase.body_words and phrase.whose is None:
                        end = self._capitals(m)
                        if end:
                            phrase.body_words = f"{tokens[m].start}:{tokens[end - 1].end}"
                            n = phrase.end = end
                            continue
                    break
                if target is None or (
                    tokens[n].low == "in" and (phrase.whose or role.rank in POSTED)
                ):
                    break
                self._place_target(phrase, target, tokens[n].low)
                n = phrase.end = target.end
        return self._name_after(phrase, n)

    def _place_target(self, phrase: Phrase, target: Named, by: str) -> None:
        if by in ("to", "at", "with") or phrase.whose is not None:
            phrase.at = phrase.at or target
        else:
            phrase.whose = target

    def _capitals(self, n: int) -> int | None:
        """Return the end of a run of capitalised words: a body that the tables do not know."""
        end = n
        while end < len(self.tokens) and (self.tokens[end].capital or (end > n and self.tokens[end].low in ("of", "and", "for", "on"))):  # fmt: skip
            end += 1
        while end > n and not self.tokens[end - 1].capital:
            end -= 1
        return end if end > n else None

    def _name_after(self, phrase: Phrase, n: int) -> Phrase:
        tokens = self.tokens
        start = n
        if start < len(tokens) and tokens[start].text == ",":
            start += 1
        if phrase.many or (phrase.role and phrase.role.body):
            return phrase
        inner = self.role_at(start) if n < start < len(tokens) else None
        if inner and phrase.role and not (phrase.role.one or inner[0].body):
            return self._retitled(phrase, inner)
        titled = bool(inner and not inner[0].one)
        if inner and titled:
            start = inner[2]
        begin = self._skip_honorifics(start) if start < len(tokens) else start
        end = self.name_at(begin) if begin < len(tokens) else None
        if end and begin not in self.named:
            closed = end >= len(tokens) or tokens[end].text in ",.;:)" or start == n or tokens[end].low in STOP  # fmt: skip
            if start == n or (closed and (titled or end - begin > 1)):
                phrase.name = (begin, end)
                phrase.end = end
        return phrase

    def _retitled(self, phrase: Phrase, inner: tuple[Role, str, int]) -> Phrase:
        """Take the title before the name over the word before it: "his brother, President Kim"."""
        told = self._after_role(Phrase(phrase.end + 1, phrase.end + 1), inner, set())
        if told.name is not None:
            phrase.role, phrase.head, phrase.name, phrase.end = told.role, told.head, told.name, told.end  # fmt: skip
            phrase.whose, phrase.at = told.whose or phrase.whose, told.at or phrase.at
        return phrase

    def _skip_honorifics(self, n: int) -> int:
        tokens = self.tokens
        while n < len(tokens) and (tokens[n].low in word_set("honorifics") or (tokens[n].text == "." and n and tokens[n - 1].low in word_set("honorifics"))):  # fmt: skip
            n += 1
        return n

    def _person(self, at: int) -> Phrase | None:
        """[Mr] NAME [, APPOSITION]."""
        tokens = self.tokens
        begin = self._skip_honorifics(at)
        if begin >= len(tokens):
            return None
        titled = begin > at
        end = self.name_at(begin)
        if not end:
            return None
        if begin in self.named and not titled and self.named[begin].end >= end:
            return None
        if not titled and end - begin == 1 and len(tokens[begin].text) < 2:
            return None
        phrase = Phrase(at, end, name=(begin, end), definite=True)
        phrase.words = frozenset(t.low for t in tokens[at:begin])
        if end < len(tokens) - 1 and tokens[end].text == ",":
            after = self._described(end + 1)
            if after and after.role and not after.name and not after.many and not after.role.body:
                phrase.whose, phrase.role, phrase.head = after.whose, after.role, after.head
                phrase.at, phrase.former, phrase.end = after.at, after.former, after.end
                phrase.body_words = after.body_words
                rest = [t.low for t in tokens[after.end : after.end + 3]]
                phrase.former = phrase.former or rest == ["at", "the", "time"]
        return phrase

    def _body(self, at: int) -> Phrase | None:
        """[the] RUS, or [the] NATO allies."""
        tokens = self.tokens
        n = at
        definite = tokens[n].low in DEFINITE
        count = "two" if tokens[n].low == "both" else ""
        if definite or tokens[n].low in ("all", "both"):
            n += 1
        while (
            n not in self.named
            and n < len(tokens)
            and (tokens[n].text.isdigit() or tokens[n].low in NUMBERS)
        ):
            count = tokens[n].low
            n += 1
        if n >= len(tokens):
            return None
        whose = self.named.get(n)
        end = whose.end if whose else n
        if end < len(tokens) and tokens[end].low in ("member", "states"):
            end += tokens[end].low == "member" and end + 1 < len(tokens)
        if tokens[at].low == "both" and n == at + 1 and not whose and tokens[n].low not in word_set("pairs") | word_set("people") | word_set("many"):  # fmt: skip
            return Phrase(at, n, head=count, many=True, words=frozenset({count}))
        if count and not whose and tokens[n].low in word_set("pairs") | word_set("people"):
            return Phrase(at, n + 1, head=tokens[n].low, many=True, definite=definite, words=frozenset({count}))  # fmt: skip
        if end < len(tokens) and tokens[end].low in word_set("many") and (whose or count):
            return Phrase(at, end + 1, whose=whose, head=tokens[end].low, many=True, definite=definite, words=frozenset({count} - {""}))  # fmt: skip
        if whose:
            noun = tokens[n].low if definite and tokens[n].low in ANAPHORS and not tokens[n].capital else ""  # fmt: skip
            return Phrase(at, whose.end, whose=whose, head=noun, definite=definite, words=frozenset({count} - {""}))  # fmt: skip
        return self._unnamed_body(at, n, count) if definite else None

    def _nationality(self, at: int) -> Phrase | None:
        """Read "the Bosnian Serbs", "the Latvian", "a Pole"."""
        people = a_people(self.tokens, self.named, at)
        if people:
            return Phrase(at, people.end, whose=people, ethnic=True)
        one = one_person(self.tokens, self.named, at, self.tables)
        if one is None:
            return None
        return Phrase(
            at, one.end, whose=one, national=True, definite=self.tokens[at].low in DEFINITE
        )

    def _unnamed_body(self, at: int, n: int, count: str) -> Phrase | None:
        """Read "the Fifteen", "the agency", "the military alliance"."""
        tokens = self.tokens
        alone = tokens[n - 1].capital or count == "two"
        if count and n - at == 2 and alone and not tokens[n].capital:
            return Phrase(at, n, head=count, many=True, definite=True, words=frozenset({count}))
        for m in (n, n + 1):
            if m < len(tokens) and tokens[m].low in ANAPHORS:
                return Phrase(at, m + 1, head=tokens[m].low, definite=True)
        return None
