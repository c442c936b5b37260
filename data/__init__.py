"""From foreign files to the store: foreign shapes stop here. Knows no Streamlit and no layer."""
