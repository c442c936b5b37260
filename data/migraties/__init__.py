"""How the tables of what people add came to be, step by step; Alembic runs the steps."""
