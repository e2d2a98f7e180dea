"""What expressions speak of in a product repository: which paths there are, what they find, and rules made of both."""
