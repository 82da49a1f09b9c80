"""Which parts of the search are on."""

from dataclasses import dataclass, replace

from index.fusion import FusionWeights


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of the search that can be turned off, to see what each is worth."""

    lexical: bool = True
    sections: bool = True
    late_interaction: bool = True
    dictionary: bool = True
    names: bool = True
    regional_words: bool = True
    language_levels: bool = True
    dates: bool = True
    token_weights: bool = True
    reading: bool = True

    def weights(self, weights: FusionWeights) -> FusionWeights:
        """The weights without those of the parts that are off."""
        off = {
            "chunk": not self.lexical,
            "section": not (self.lexical and self.sections),
            "late": not self.late_interaction,
            "dictionary": not self.dictionary,
            "other_language": not self.language_levels,
            "time": not self.dates,
        }
        return replace(weights, **dict.fromkeys((name for name, is_off in off.items() if is_off), 0.0))


EVERYTHING = Parts()
