"""How warm an account is, against its own usual: contacts in, temperature and rhythm out.

``measure`` and ``rhythm`` look at one account over months, a ``Thermometer`` as its contacts come in,
``along`` at one note from line to line, ``trends`` at many accounts together.
"""

from voc.temperature.course import along
from voc.temperature.parts import by_part
from voc.temperature.rhythm import rhythm
from voc.temperature.thermometer import Thermometer
from voc.temperature.trend import trends
from voc.temperature.warmth import measure

__all__ = ["Thermometer", "along", "by_part", "measure", "rhythm", "trends"]
