"""Expressions, validation rules and gates of a product repository: the valid paths, their values, and the
evaluation.
"""
