"""What an assessment says in two places: where the two do not agree, that is told, and nothing is corrected by it.

What is compared with what is data (data/consistency.yaml), how is here. An item that was not read with certainty is
compared with nothing, so that every finding can be seen in the text.
"""

from parsers.consistency.checks import inconsistencies
from parsers.consistency.rules import consistency_rules, load_consistency_rules

__all__ = ["consistency_rules", "inconsistencies", "load_consistency_rules"]
