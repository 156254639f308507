"""Mention + date → actor: who is meant, in which office that day, on whose behalf, and why.

Takes a Document with its Analysis and statements, or a name and a day; gives resolutions and
answers as of the day. Example: `as_of("2009-04-01").members("NATO")`.
"""

from legation.actors.asof import ActorAsOf, AsOf, as_of
from legation.actors.cast import Cast, name_speakers, resolve_actors
from legation.actors.directory import directory, directory_of, own_version
from legation.actors.names import settle_names
from legation.reference import reference_version

RULES_VERSION = "6"
ACTORS_VERSION = f"{RULES_VERSION}/{reference_version()}"

__all__ = [
    "ACTORS_VERSION", "ActorAsOf", "AsOf", "Cast", "as_of", "directory", "directory_of",
    "name_speakers", "own_version", "resolve_actors", "settle_names",
]  # fmt: skip
