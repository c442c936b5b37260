"""What can be shown: pure functions from the store to values and maps. Knows no Streamlit."""
