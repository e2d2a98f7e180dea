"""Expressions over a product repository: the paths that they may use, their values, validation rules and gates."""
