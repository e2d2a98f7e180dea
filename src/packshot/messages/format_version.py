"""The version of the file format: renamed keys and words."""

from packshot.messages.message import suggestion

MESSAGES = (
    suggestion(
        "renamed-key", "outdated `{old}`: it is now `{new}`", "write `{new}`, or run `packshot migrate` for all files"
    ),
)
