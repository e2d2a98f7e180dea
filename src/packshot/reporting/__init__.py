"""Reports on the readiness of products, and explanations of their values, for readers and programs."""

from packshot.findings import Finding


class UnknownError(Exception):
    """The error for an unknown name in a request. `finding` has no location in a file."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.text}; {finding.help}")
        self.finding = finding
