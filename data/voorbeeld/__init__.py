"""The fictional town: an invented gemeente, so that every page has something to show."""
