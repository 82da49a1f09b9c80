# chat: set everything up and open the chat        test: set everything up and run the tests
# install: the set-up alone                        eval: the project's questions against the gates
# index: bring the index up to date                check: ruff, mypy, import-linter
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
export HF_HUB_OFFLINE ?= 1
export GRADIO_ANALYTICS_ENABLED := False

.PHONY: chat test faults install index eval check lock

chat: index
	$(BIN)/python app.py --open --watch

test: install
	@sh tests/get_browser.sh
	$(BIN)/python -m pytest

# Kills the build command forty times at random moments, with the real model: docs/reliability.md.
faults: install
	ASSISTANT_TEST_KILLS=40 $(BIN)/python -m pytest tests/index/test_killed_build.py tests/index/test_faults.py

install: $(STAMP)
	@$(BIN)/python -m index prepare

index: install
	@$(BIN)/python -m index build

eval: install
	$(BIN)/python -m eval run --report docs/eval

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports

# torch first and by itself: its CPU and CUDA builds share one version, and pip takes whichever it is pointed to, e.g.
# `make install TORCH_INDEX=https://download.pytorch.org/whl/cpu`. The lock names every other package, so nothing is resolved.
$(STAMP): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing packages into .venv (2.9 GB, some minutes, once) ..."
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==2.13.0
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --no-deps -r requirements.lock
	@touch $(STAMP)

# Resolves pyproject.toml anew; run it in a fresh clone after changing a pin, then commit requirements.lock.
lock:
	sh tools/lock.sh
