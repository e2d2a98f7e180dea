"""The version of the file format: renamed keys and words."""

from packshot.messages.message import suggestion

MESSAGES = (
    suggestion(
        "renamed-key",
        "outdated `{old}`: renamed to `{new}`",
        "write `{new}`, or run `packshot migrate` to update all files",
    ),
)
