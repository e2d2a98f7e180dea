"""Publishing: uploads a release to a target.

Three stages are kept apart. A *release* is pure: manifest and blobs, without secrets. The *seal* adds the secrets of a
target. The *submission* announces the changes to the target and to subscribers, and leaves a receipt of what the target
now holds, written last.
"""
