"""Measurements: how fast, how large and how heavy, and how that compares. No part of the app."""
