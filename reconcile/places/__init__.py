"""Which region of Ukraine or Russia, which sea, which neighbour does a text speak of?"""

from reconcile.places.codes import codes, contains, country, name, neighbours, tile
from reconcile.places.mentions import Mention, find

__all__ = ["Mention", "codes", "contains", "country", "find", "name", "neighbours", "tile"]
