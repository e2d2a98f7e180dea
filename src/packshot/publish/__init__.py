"""Publishing: uploads a release to a target.

Three stages are kept apart. A *release* is pure: manifest and blobs, without secrets. The *seal* adds the secrets of a
target. The *submission* announces the changes to the target and to subscribers. It ends with a receipt of the current
content of the target, which is written last.
"""
