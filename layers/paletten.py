"""
The colours of all maps, in the order of their classes.

Any two classes of one map differ by more than 10 in CIEDE2000, and by more than 8 for deutan and
protan eyes; tests/test_paletten.py holds it. Unfavourable is rust and favourable petrol, on every
map; where more has no good side, minder is moss and meer indigo.
"""

from typing import Final

# Level, low to high: any two differ by more than 11, also for colour-blind eyes, and they keep
# their order in grey.
STAND: Final = ("#E2ECF8", "#AFC5E8", "#8291CD", "#6D59A8", "#4A205C")
# Change, favourable to unfavourable; and where neither is, minder to meer.
VERANDERING: Final = ("#339AB3", "#9DD1E3", "#E8E7E3", "#E6A264", "#9E421C")
VERANDERING_NEUTRAAL: Final = ("#665A00", "#DBC671", "#E8E7E3", "#BAABFE", "#4946B0")
# Level (rows: low, middle, high) by change (columns: falls, equal, rises).
STAND_VERANDERING: Final = (
    ("#DDF5FE", "#E2E1DD", "#F1CA9A"),
    ("#82C7DD", "#AFAEAA", "#CA7F48"),
    ("#197E9B", "#5E5D5A", "#732C10"),
)
STAND_VERANDERING_NEUTRAAL: Final = (
    ("#FFF3D1", "#E2E1DD", "#CBC0F4"),
    ("#D5C16C", "#B2B0AD", "#9588DD"),
    ("#817200", "#605E5B", "#39378C"),
)
# Two changes: both rise, only the first, only the second, neither.
SAMEN: Final = ("#711A48", "#6D90E1", "#ECA54C", "#E0EEF0")
# The kind of buurt: reactive and preventive, each light to dark; and neither.
REACTIEF: Final = ("#F6B0A3", "#C64D3F", "#7A1518")
PREVENTIEF: Final = ("#BCD6F2", "#4F98DD", "#025CAC")
GEEN_SOORT: Final = "#E9E8E4"
