"""The readiness of products, in three separate measures.

*Completeness* is the share of required values that exist; gates may require it. *Quality* is a weighted mean of
criteria for good product data; it is never required. *Freshness* is the share of translations that match the current
source text. The measures are computed for every product that is not retired.
"""
