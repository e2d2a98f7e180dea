"""How ready products are: three numbers, never mixed.

*Completeness* is a gate: required values that are there, of those that are required. *Quality* is advice: a weighted
mean of what makes good product data. *Freshness* is the share of translations that follow the present source text. They
are judged for every product whatever its status, and nothing is published by them.
"""
