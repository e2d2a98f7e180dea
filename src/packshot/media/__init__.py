"""Images, videos and documents: reads the properties of an original, within limits of size and memory."""
