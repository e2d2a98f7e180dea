"""Files as people write them: what the fuzz tests start from."""

SAMPLES = (
    """\
family: jacket
status: active
available_from: 2026-09-01
formerly: [fjord-hardshell]

name: Fjord Shell

description: |
  Three-layer shell for **wet** weather.

  - Taped seams
  - Two-way zip

features:
  - Taped seams, welded inside
  - Two-way zip
weight: 540 g
waterproof: true
pockets: 0
materials:
  shell: {fibre: polyamide, share: 92 %, note: Recycled}
assets: {main: fjord-front, gallery: [fjord-back], manual: fjord-care-en}
related: {cross_sell: [fjord-pant], spare: [{to: zip-90, qty: 2}]}
axes: [color, size]
by:
  color:
    blue:
      name: Fjord Shell Ocean
      assets: {main: fjord-blue}
variants:
  FJ-RED-M: {color: red, size: M, gtin: 9520000010072, weight: 560 g}
  FJ-RED-S: {color: red, size: S, gtin: 9520000010089, assets: {gallery: null}}
""",
    """\
currency: EUR
tax: included               # included | excluded
from: 2026-01-01            # half-open: from <= as_of < to

prices:                     # sorted by key; `key/*` is each SKU of a product
  FJ-PANT: {1: 149.00, 10: 139.00}
  FJ-RED-M: [289.00, {price: 249.50, was: 289.5, from: 2026-11-20}]
  FJ-SET-M: null            # not sold here
  trail-bottle/*: 0.50
""",
    """\
label: {en: Colour, de: Farbe, fr: Couleur}
options:
  blue: {label: {en: Ocean blue, de: Ozeanblau}, swatch: "#1b4f8f", synonyms: {en: [navy, marine]}}
  no: {label: {en: Undyed, de: Ungefärbt, fr: Écru}}
  "%": {factor: 1, cldr: concentr-percent}
output: {format: rss, file: "google-{market}-{locale}.xml"}
notice: '© 2026 Kari''s "best" & more'
legal: >-
  One line
  and another.
""",
    """\
# As the program writes it.
family: mug
status: active
name: Bølge mug, 0.3 l
remark: It's from 12:30 at http://example.com/a
description: |
  Hand-thrown, **even** & "true"; don't ask: why #8?

  - Stackable
    - *Deep*

features:
  - Oven safe (200 C)
  - -5 to 90 %
weight: 0.5 kg
spin: -1.0
categories: [mugs, tall-mugs]
maps: {google: 2169, etim: {class: EC001, features: [a, b c]}}
dishwasher: true
related: null
axes: [color]
variants:
  MUG-1/*: {color: sand, gtin: 9520000010072}
  MUG-2:
    color: moss
    assets: {main: mug-front}
table:
  - code: a
    note: b
""",
)
