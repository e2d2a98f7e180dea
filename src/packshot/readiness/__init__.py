"""The readiness of products: three separate figures.

*Completeness* is a gate: the share of required values that exist. *Quality* is a suggestion: a weighted mean of
criteria for good product data. *Freshness* is the share of translations that match the present source text. They are
computed for every product, whatever its status, and do not affect what is published.
"""
