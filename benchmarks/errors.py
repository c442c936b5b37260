"""What stands in the way of a measurement."""


class MetingError(Exception):
    """A page, a browser or a package does not do what it is measured for, in one sentence."""
