"""Review: what changed since a commit, who changed it, and whether they may. No output reads Git history; this does."""
