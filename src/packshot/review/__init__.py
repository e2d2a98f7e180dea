"""Review: reports changes since a commit that their editors may not make.

Outputs never read Git history.
"""
