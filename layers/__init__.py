"""What can be shown: pure functions from the store to indicator values and maps. Knows no Streamlit."""
