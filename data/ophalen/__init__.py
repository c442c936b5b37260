"""Fetching the official figures from their publishers; what comes in passes the importer."""
