"""Review: the changes since a commit, their editors, and whether they were allowed. Outputs never read Git history."""
