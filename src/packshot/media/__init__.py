"""Images, videos and documents: what an original says of itself, opened with limits."""
