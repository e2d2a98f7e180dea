"""Images, videos and documents: reads the properties of an original, opened with limits."""
