"""CAMEO codes: which there are, their Goldstein value, and the PLOVER type and mode they are.

A code inherits from its shorter beginning what it does not say itself, so that only the places
where something changes are written down. Codes and Goldstein values are facts of published scales
(Goldstein 1992, carried over to CAMEO by its authors). Type and mode were decided here, code by
code, from the definitions of both codebooks; PLOVER's own list of codes was not taken over, and
docs/decisions/cameo.md names where ours differs from it. A code that may be either of two modes has
none. CAMEO 01 (statements) and 02 (appeals) are no PLOVER events.

Example:
    >>> code = read_cameo("0874")
    >>> code.goldstein, code.kind, code.mode
    (10.0, 'RETREAT', 'withdraw')
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from legation.errors import UnknownError

_CODES = """
    01-20 010-028 030-046 050-057 060-064 070-075 080-087 090-094 100-108 110-116 120-145
    150-154 160-166 170-175 180-186 190-196 200-204 0211-0214 0231-0234 0241-0244 0251-0256
    0311-0314 0331-0334 0341-0344 0351-0356 0811-0814 0831-0834 0841-0842 0861-0863 0871-0874
    1011-1014 1031-1034 1041-1044 1051-1056 1121-1125 1211-1214 1221-1224 1231-1234 1241-1246
    1311-1313 1321-1324 1381-1385 1411-1414 1421-1424 1431-1434 1441-1444 1451-1454 1621-1623
    1661-1663 1711-1712 1721-1724 1821-1823 1831-1833 2041-2042
"""
_GOLDSTEIN = """
    01:0 011:-0.1 012:-0.4 013:0.4 016:-5 018:3.4 019:3.4 02:3 021:3.4 022:3.4 023:3.4
    024:-0.3 025:-0.3 026:4 027:4 028:4 03:4 031:5.2 032:4.5 033:5.2 0334:6 034:7 035:7 037:5
    038:7 039:5 04:1 042:1.9 043:2.8 044:2.5 045:5 046:7 05:3.5 051:3.4 053:3.8 054:6 055:7
    056:7 057:8 06:6 061:6.4 062:7.4 063:7.4 064:7 07:7 071:7.4 072:8.3 073:7.4 074:8.5 08:5
    084:7 085:7 086:9 087:9 0874:10 09:-2 10:-5 11:-2 12:-4 125:-5 126:-5 127:-5 128:-5 129:-5
    13:-6 130:-4.4 131:-5.8 132:-5.8 133:-5.8 134:-5.8 135:-5.8 136:-7 137:-7 138:-7 139:-7
    14:-6.5 144:-7.5 145:-7.5 15:-7.2 16:-4 162:-5.6 163:-8 164:-6.5 165:-7 166:-7 17:-7
    171:-9.2 172:-5 173:-5 174:-5 175:-9 18:-9 182:-9.5 1821:-9 1822:-9 1823:-10 183:-10
    184:-8 185:-8 186:-10 19:-10 191:-9.5 192:-9.5 196:-9.5 20:-10 201:-9.5
"""
_KINDS = """
    03:AGREE 04:CONSULT 041:CONSULT/phone 042:CONSULT/visit 043:CONSULT/visit
    044:CONSULT/third-party 045:CONSULT/third-party 05:SUPPORT 06:COOPERATE 07:AID
    08:RETREAT 080:CONCEDE 081:CONCEDE 082:CONCEDE 083:CONCEDE
    0841:RETREAT/release 0842:RETREAT/return 085:RETREAT/ease
    086:RETREAT/access 087:RETREAT 0871:RETREAT/ceasefire 0873:RETREAT/disarm
    0874:RETREAT/withdraw 09:ACCUSE/investigate 10:REQUEST 101:REQUEST/assist
    102:REQUEST/assist 103:REQUEST/assist 104:REQUEST/change 105:REQUEST/yield
    106:REQUEST/meet 107:REQUEST/meet 108:REQUEST/meet 11:ACCUSE/disapprove 112:ACCUSE/allege
    115:ACCUSE/allege 116:SANCTION/convict 12:REJECT 121:REJECT/assist 122:REJECT/assist
    123:REJECT/change 124:REJECT/yield 125:REJECT/meet 126:REJECT/meet 127:REJECT/meet
    13:THREATEN 1311:THREATEN/relations 1312:THREATEN/restrict 1313:THREATEN/relations
    1321:THREATEN/political 1322:THREATEN/ban 1323:THREATEN/restrict 1324:THREATEN/restrict
    133:THREATEN/restrict 134:THREATEN/relations 135:THREATEN/relations 136:THREATEN/expel
    137:THREATEN/violence 138:THREATEN/violence 1381:THREATEN/restrict 1382:THREATEN/territory
    14:PROTEST 141:PROTEST/demo 142:PROTEST/hunger 144:PROTEST/obstruct 145:PROTEST/riot
    15:MOBILIZE 151:MOBILIZE/police 152:MOBILIZE/troops 153:MOBILIZE/police
    154:MOBILIZE/troops 16:SANCTION 161:SANCTION/discontinue 162:SANCTION/discontinue
    163:SANCTION/discontinue 164:SANCTION/discontinue 165:SANCTION/withdraw
    166:SANCTION/expel 17:COERCE 171:COERCE/seize 1712:ASSAULT/destroy 172:COERCE/restrict
    1722:COERCE/ban 1723:COERCE/curfew 1724:COERCE/martial-law 173:COERCE/arrest
    174:COERCE/deport 175:ASSAULT 18:ASSAULT 181:ASSAULT/abduct 182:ASSAULT/beat
    1821:ASSAULT/sexual 1822:ASSAULT/torture 1823:ASSAULT 183:ASSAULT/explosives
    1831:ASSAULT/suicide-attack 184:ASSAULT/abduct 185:ASSAULT/assassinate
    186:ASSAULT/assassinate 19:ASSAULT 191:COERCE/restrict 192:ASSAULT/seize
    193:ASSAULT/firearms 194:ASSAULT/heavy-weapons 195:ASSAULT/heavy-weapons 20:ASSAULT
    201:ASSAULT/cleansing 202:ASSAULT/massacre 203:ASSAULT/cleansing
    204:ASSAULT/unconventional
"""
_BACK = {("PROTEST", "strike"): ["143"], ("PROTEST", "boycott"): ["143"]}
"""A code that means two modes: from it neither follows, to it both lead."""


@dataclass(frozen=True, slots=True)
class Cameo:
    """A code: Goldstein value in [-10, 10], PLOVER type and mode, None where PLOVER has none."""

    code: str
    goldstein: float
    kind: str | None
    mode: str | None


@cache
def _table() -> dict[str, Cameo]:
    goldstein = dict(pair.split(":") for pair in _GOLDSTEIN.split())
    kinds = dict(pair.split(":") for pair in _KINDS.split())
    table = {}
    for stretch in _CODES.split():
        first, _, last = stretch.partition("-")
        for number in range(int(first), int(last or first) + 1):
            code = str(number).zfill(len(first))
            kind, _, mode = _inherited(kinds, code).partition("/")
            value = float(_inherited(goldstein, code))
            table[code] = Cameo(code, value, kind or None, mode or None)
    return table


def _inherited(said: dict[str, str], code: str) -> str:
    beginnings = (code[:length] for length in range(len(code), 1, -1))
    return next((said[beginning] for beginning in beginnings if beginning in said), "")


def read_cameo(given: str, *, where: str = "code") -> Cameo:
    """Return what a code means; a lost leading nought ("43" as 043, "871" as 0871) is not guessed.

    Raises:
        UnknownError: if CAMEO has no such code.
    """
    found = _table().get(given.strip())
    if found is None:
        raise UnknownError(
            where, found=f"{given!r}", expected="a CAMEO code, as 043 or 1411",
            do="keep leading noughts; check that the columns are in order",
        )  # fmt: skip
    return found


@cache
def cameo_of(kind: str, mode: str | None) -> str:
    """Return the shortest CAMEO code that means this PLOVER type and mode (else the type alone).

    Raises:
        UnknownError: if there is no such type.
    """
    codes = sorted(_table().values(), key=lambda code: (len(code.code), code.code))
    exact = [code.code for code in codes if (code.kind, code.mode) == (kind, mode)]
    exact = exact or _BACK.get((kind, mode or ""), [])
    alike = [code.code for code in codes if code.kind == kind]
    if not alike:
        raise UnknownError("type", found=repr(kind), expected="one of PLOVER's 16 types")
    return (exact or alike)[0]
