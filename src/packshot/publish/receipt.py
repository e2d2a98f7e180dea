"""The receipt: what a target holds, kept at the target itself and written last."""

from __future__ import annotations

import json
from dataclasses import dataclass

from packshot.build.place import Place
from packshot.findings import Location, RefusedError, error

FORMAT = 1
NAME = ".packshot/receipt.json"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The manifest roots between which a target stands: one after a whole publication, several after a broken one.

    `seal` names the seal its files bear. An empty root is the empty target.
    """

    between: tuple[str, ...] = ("",)
    seal: str = "none"

    @property
    def is_whole(self) -> bool:
        """Whether the last publication ended."""
        return len(self.between) == 1

    def towards(self, root: str) -> Receipt:
        """The same target on its way to a release."""
        return Receipt(tuple(dict.fromkeys((*self.between, root))), self.seal)


def read(target: Place) -> Receipt | None:
    """The receipt of a target; None where nothing was published yet. RefusedError if it cannot be read."""
    raw = target.read(NAME)
    if raw is None:
        return None
    try:
        held = json.loads(raw)
        between = tuple(str(root) for root in held["between"])
        if held["packshot"] != FORMAT or not between:
            raise ValueError("format")
        return Receipt(between, str(held["seal"]))
    except (ValueError, KeyError, TypeError):
        raise RefusedError(
            error(
                "receipt-damaged",
                Location(NAME),
                "The target's receipt cannot be read, so it is not known which of its files are ours.",
                "Empty the target and publish again, or bring back its .packshot/receipt.json.",
            )
        ) from None


def write(target: Place, receipt: Receipt) -> None:
    """Put the receipt into place."""
    held = {"packshot": FORMAT, "between": list(receipt.between), "seal": receipt.seal}
    target.write(NAME, (json.dumps(held, indent=1) + "\n").encode())
