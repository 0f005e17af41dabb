# Two commands on a fresh machine: `make demo` and `make test`. Both set everything up first; nothing is installed outside .venv.
PYTHON ?= python3
BIN := .venv/bin

FIRST_QUERY := SELECT document_type, count(*) AS documents, min(document_date) AS first, max(document_date) AS last FROM documents GROUP BY ALL ORDER BY ALL

.PHONY: demo test check setup docs site lock samples prints prints-report dumps-report clean

setup: .venv/ready

.venv/ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "hyokasho needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup            ## read the samples into data/dataset, print the summary and a first query
	$(BIN)/hyokasho ingest data/samples --dataset data/dataset
	@echo; echo '$$ hyokasho sql "$(FIRST_QUERY)"'
	@$(BIN)/hyokasho sql "$(FIRST_QUERY)" --dataset data/dataset

check: setup           ## style, types, the one-way rule between the rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

site: setup            ## build the documentation as a site in site/; a warning is an error
	$(BIN)/zensical build --clean --strict

test: check site       ## all checks, then all tests
	$(BIN)/pytest --numprocesses auto

docs: setup            ## write the generated parts of docs/ and of the READMEs anew
	$(BIN)/python docs/generate.py

fuzz: setup            ## every reader under the fuzzer, ten minutes in all; findings stay in fuzz/corpus
	$(BIN)/python fuzz/readers.py --seconds 600 --corpus fuzz/corpus

lock: setup            ## write requirements/*.txt anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade --quiet --output-file requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade --quiet --output-file requirements/run.txt

samples: setup         ## write the PDFs of data/samples anew from their sources
	$(BIN)/python data/samples/print_pdfs.py

prints: setup          ## print the official forms of tests/forms anew; needs LibreOffice, Chromium and Japanese fonts (.ci/install-printers)
	$(BIN)/python tests/forms/print_forms.py

prints-report: setup   ## how well the prints of tests/forms are read, per print and kind, and every error
	$(BIN)/python tests/forms/measure.py

dumps-report: setup    ## how well text dumps of the prints are read, per way of making them, print and kind (minutes)
	$(BIN)/python tests/forms/dumps.py

clean:
	rm -rf .venv data/dataset site .cache
