"""Bringing a release to where its readers are.

Three stages are never mixed.
A *release* is pure: manifest and blobs, without secrets. The *seal* puts a target's secrets into it. The *submission*
tells a target and those who watch it what changed, and leaves a receipt of what the target now holds, written last.
"""
