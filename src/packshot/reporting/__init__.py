"""Reports: how ready products are, where their values come from; figures and their forms for people and programs."""

from packshot.findings import Finding


class UnknownError(Exception):
    """A name was given that the catalogue does not have; carries the finding, which has no place in a file."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.text}; {finding.help}")
        self.finding = finding
