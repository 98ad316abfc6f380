"""Damages as they happen: bytes written in one encoding and read in another, code points moved by a font.

Nothing here is shared with `ingest.repair.encodings`: it is the other half of the test.
"""

import tomllib
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
KEPT = ("utf-8", "cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859_5")
READ_AS = ("cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859_5", "latin-1", "cp1252")
SPELLED = {
    "«": '"',
    "»": '"',
    "„": '"',
    "“": '"',
    "”": '"',
    "—": "-",
    "–": "-",
    "…": "...",
    "№": "N",
    "·": "*",
    "°": "o",
}
LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")

Damage = Callable[[str], str]


def texts(name: str) -> dict[str, str]:
    """Texts by name: `russian` or `languages`."""
    found = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["texts"]
    return {key: str(text).strip("\n") for key, text in found.items()}


def has(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def fit(text: str, encoding: str) -> str:
    """The text as somebody writes it in an encoding that lacks some of its signs."""
    return "".join(sign if has(encoding, sign) else SPELLED.get(sign, "") for sign in text)


def read(data: bytes, encoding: str) -> str:
    """As browsers and Windows read: a byte that the encoding lacks becomes the control of its number."""
    return "".join(bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in data)


def write(text: str, encoding: str) -> bytes:
    """The other way round: such controls become bytes again."""
    if encoding == "utf-8":
        return text.encode()
    return b"".join(sign.encode(encoding) if has(encoding, sign) else bytes([ord(sign)]) for sign in text)


def misread(text: str, *hops: tuple[str, str]) -> str:
    """Kept in one encoding and read as another, as often as there are hops."""
    for kept, reader in hops:
        text = read(write(text, kept), reader)
    return text


def shifted(text: str, by: int, scope: str) -> str:
    """Code points moved: of `letters`, of signs `not ascii`, of all but spaces (`visible`), of `every` sign."""
    return "".join(chr(ord(sign) + by) if _moves(sign, scope) else sign for sign in text)


def _moves(sign: str, scope: str) -> bool:
    if sign in "\r\n":
        return False
    if scope == "letters":
        return sign in LETTERS
    return {"not ascii": not sign.isascii(), "visible": not sign.isspace(), "every": True}[scope]


def symbols(text: str, base: int, encoding: str, *, ascii_too: bool) -> str:
    """As a symbol font has it: bytes from a place of the private use area on."""
    return "".join(
        sign if sign == "\n" or (sign.isascii() and not ascii_too) else chr(base + sign.encode(encoding)[0])
        for sign in text
    )


Kinds = dict[str, tuple["Callable[[str], str]", "Damage"]]
TWICE = (
    ("latin-1", "cp1252"),
    ("cp1251", "cp1252"),
    ("cp1252", "cp1251"),
    ("cp866", "cp1251"),
    ("koi8-r", "cp1251"),
)
THEN_UTF8 = (("cp1251", "latin-1"), ("koi8-r", "cp1251"), ("cp866", "cp1251"), ("cp1251", "cp866"))
SHIFTS = (-0x1D6, -0x350, -0x1D, -5, 1, 3, 16, 0x60, 100, 0x1000, 0xE100, 0xE000)


def kinds() -> Kinds:
    """Every kind by name: how the right text is written before, and the damage."""
    return {**_misread_once(), **_misread_twice(), **_fonts()}


def _misread_once() -> Kinds:
    return {
        f"{kept} as {reader}": (partial(fit, encoding=kept), _misread((kept, reader)))
        for kept in KEPT
        for reader in READ_AS
        if kept != reader
    }


def _misread_twice() -> Kinds:
    found: Kinds = {}
    for reader in READ_AS:
        found[f"utf-8 as {reader} twice"] = (str, _misread(("utf-8", reader), ("utf-8", reader)))
    for first, second in TWICE:
        found[f"utf-8 as {first}, then as {second}"] = (str, _misread(("utf-8", first), ("utf-8", second)))
    for kept, reader in THEN_UTF8:
        hops = _misread((kept, reader), ("utf-8", "cp1251"))
        found[f"{kept} as {reader}, then utf-8 as cp1251"] = (partial(fit, encoding=kept), hops)
    for kept, reader in (("cp1251", "koi8-r"), ("koi8-r", "cp1251")):
        found[f"{kept} as {reader} twice"] = (
            lambda text, kept=kept, reader=reader: fit(fit(text, kept), reader) and _through(text, kept, reader),
            _misread((kept, reader), (kept, reader)),
        )
    return found


def _fonts() -> Kinds:
    found: Kinds = {}
    for by, scope in product(SHIFTS, ("letters", "not ascii", "visible", "every")):
        if by >= 0 or scope == "letters" or (by == -5 and scope != "visible"):
            found[f"shift {by:+#x} of {scope}"] = (str, partial(shifted, by=by, scope=scope))
    for encoding, ascii_too in product(("cp1251", "koi8-r", "cp866", "mac_cyrillic"), (True, False)):
        found[f"symbol font, {encoding}{' with ascii' if ascii_too else ''}"] = (
            partial(fit, encoding=encoding),
            partial(symbols, base=0xF000, encoding=encoding, ascii_too=ascii_too),
        )
    return found


def _misread(*hops: tuple[str, str]) -> Damage:
    return lambda text: misread(text, *hops)


def _through(text: str, kept: str, reader: str) -> str:
    """Only what comes through twice."""
    fitted = fit(text, kept)
    return "".join(sign for sign in fitted if all(has(kept, seen) for seen in read(write(sign, kept), reader)))
