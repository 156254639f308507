"""Document to Analysis: language, sentences, tokens, grammar, names, roles of attributions.

Takes a Document with its blocks; gives an Analysis of its main text. Example:
`analyse(document).sentences`.
"""

from legation.language.analyse import LANGUAGE_VERSION, QUOTED_LANGUAGES, analyse
from legation.language.encoder import vectors
from legation.language.identify import identify_language

__all__ = ["LANGUAGE_VERSION", "QUOTED_LANGUAGES", "analyse", "identify_language", "vectors"]
