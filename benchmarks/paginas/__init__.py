"""The pages that ours is measured by. They stand on themselves and know nothing of the project."""
