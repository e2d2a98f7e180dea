"""Legacy: help for a failure of the system as a text, for call sites that have no row yet."""

from __future__ import annotations

from packshot.engine.system_failures import failure_params


def help_for(failure: OSError) -> str:
    """Return what to do about a failure of a disk or a remote place, as an imperative without a full stop."""
    from packshot.messages.state import FAILURE_HELP
    from packshot.messages.template import render

    return render(FAILURE_HELP, failure_params(failure))
