"""Reports on the readiness of products, and explanations of their values, for readers and programs."""

from packshot.findings import Finding


class UnknownError(Exception):
    """Raised for an unknown name; it carries the finding, which has no location in a file."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.text}; {finding.help}")
        self.finding = finding
