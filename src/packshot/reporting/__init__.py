"""Reports: how ready products are, where their values come from; figures and their forms for people and programs."""


class UnknownError(Exception):
    """A name was given that the catalogue does not have."""
