# De woorden waarmee het project bediend wordt; het werk doet opzetten.py, ook op Windows.
PYTHON ?= python3

.PHONY: start test check meten vastzetten

start:
	$(PYTHON) opzetten.py start

test:
	$(PYTHON) opzetten.py test

check:
	$(PYTHON) opzetten.py check

meten:
	$(PYTHON) opzetten.py meten

# Legt de versies opnieuw vast uit pyproject.toml. Vraagt het programma uv.
# "fewest": één versie voor elke Python, zodat elke machine dezelfde cijfers geeft.
VASTZETTEN = uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-strip-extras --no-emit-index-url --custom-compile-command "make vastzetten"

vastzetten:
	$(VASTZETTEN) pyproject.toml --output-file requirements.txt
	$(VASTZETTEN) --group test --constraints requirements.txt --output-file tests/requirements.txt
