# Counterfoil. `make run` starts the server with the sample shop; `make test` runs every test.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
DATA ?= counterfoil-data
LISTEN ?= 127.0.0.1:8080
BINARY := .build/release/counterfoil
PYTHON := .venv/bin/python
# With the language's own library inside, where the toolchain has it so: a third less time to start.
INSIDE := $(if $(wildcard $(dir $(shell readlink -f "$$(command -v swift)"))../lib/swift_static),--static-swift-stdlib)
RELEASE := swift build -c release --product counterfoil $(INSIDE)

.PHONY: run build test check format bench campaign core browser differential setup-test clean

run: build ## install what is missing, build for release, start with the sample shop
	exec $(BINARY) serve --sample --data $(DATA) --listen $(LISTEN)

build:
	scripts/setup run
	$(RELEASE)

test: setup-test check ## everything: format, core alone, all tests, differential, stories, browser, kills
	COUNTERFOIL_CORE=1 swift build --scratch-path .build-core
	swift test --experimental-maximum-parallelization-width 4
	$(RELEASE)
	$(MAKE) differential story browser kills

setup-test:
	scripts/setup test
	test -x $(PYTHON) || python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r Tests/requirements.txt \
		-r Tests/requirements-spark.txt

core: ## the pure targets alone, without packages; their tests are part of `make test` too
	COUNTERFOIL_CORE=1 swift test --scratch-path .build-core

check: ## format lint; the house rules are in TidyTests
	swift format lint --strict --recursive Sources Tests Package.swift

format:
	swift format --in-place --recursive Sources Tests Package.swift

differential: ## findings against an independent engine
	$(PYTHON) Tests/Differential/naive.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/reconcile_duckdb.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/escpos_text.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/symbols.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/code_pages.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/iso8583_codec.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/nexo_terminal.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/acquirer_peer.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/wallet_peers.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/bank_statements.py --binary $(BINARY)
	$(PYTHON) Tests/Differential/spark.py --binary $(BINARY) --seeds 2
	$(PYTHON) Tests/Differential/spark.py --binary $(BINARY) --cluster
	$(PYTHON) Tests/Differential/spreadsheets.py --binary $(BINARY) --seeds 2

browser: ## a newcomer's path in headless Chromium, both languages
	$(PYTHON) -m pytest -q Tests/Browser

.PHONY: story
story: ## charged, and the paper runs out: from the till to the customer's hand
	$(PYTHON) Tests/Story/paper_out.py --binary $(BINARY)
	$(PYTHON) Tests/Story/reprint.py --binary $(BINARY)
	$(PYTHON) Tests/Story/payment.py --binary $(BINARY)
	$(PYTHON) Tests/Story/wallet.py --binary $(BINARY)
	$(PYTHON) Tests/Story/proxy.py --binary $(BINARY)
	$(PYTHON) Tests/Story/batch.py --binary $(BINARY)
	$(PYTHON) Tests/Story/messages.py --binary $(BINARY)
	$(PYTHON) Tests/Story/codes.py --binary $(BINARY)

.PHONY: kills
kills: ## a seeded slice of the kill campaign
	$(PYTHON) Campaigns/kill/kill_imports.py --binary $(BINARY) --kills 8 --seed 1
	$(PYTHON) Campaigns/printing/printing.py spooler --binary $(BINARY) --jobs 60 --seed 1
	$(PYTHON) Campaigns/printing/printing.py kills --binary $(BINARY) --kills 10 --seed 1
	$(PYTHON) Campaigns/refunds/refunds.py --binary $(BINARY) --runs 10 --seed 1
	$(PYTHON) Campaigns/crash/crash_binary.py --binary $(BINARY) --kills 60 --minutes 3 --shops 2 --seed 1

campaign: setup-test build ## long campaigns in full; results go to docs/campaigns
	$(BINARY) simulate world --seeds 100000 --report docs/campaigns/world.md
	$(PYTHON) Campaigns/kill/kill_imports.py --binary $(BINARY) --kills 200 --seed 2026 --report docs/campaigns/kill.md
	$(PYTHON) Campaigns/printing/printing.py spooler --binary $(BINARY) --jobs 1000 --seed 2026 --report docs/campaigns/printing-faults.md
	$(PYTHON) Campaigns/printing/printing.py kills --binary $(BINARY) --kills 200 --seed 2026 --report docs/campaigns/printing-kills.md
	$(PYTHON) Campaigns/printing/printing.py delay --binary $(BINARY) --report docs/campaigns/printing-delay.md
	$(PYTHON) Campaigns/refunds/refunds.py --binary $(BINARY) --runs 1000 --seed 2026 --report docs/campaigns/refunds.md
	cd Campaigns/crash && COUNTERFOIL_CORE=1 swift build -c release
	cd Campaigns/crash && COUNTERFOIL_CORE=1 swift run -c release crash-matrix --drawn 240 \
		--report ../../docs/campaigns/crash.md
	$(PYTHON) Campaigns/crash/crash_binary.py --binary $(BINARY) --kills 20000 --minutes 90 --seed 2026 \
		--report docs/campaigns/crash-kills.md
	$(PYTHON) Campaigns/crash/crash_binary.py --binary $(BINARY) --kills 5000 --minutes 40 --seed 2027 --peers acquirers \
		--report docs/campaigns/crash-kills-acquirers.md
	$(PYTHON) Campaigns/crash/crash_power.py --binary $(BINARY) \
		--tape-reader Campaigns/crash/.build/release/crash-tape --states 400 --seed 2026 \
		--report docs/campaigns/crash-power.md
	COUNTERFOIL_REFUND_RUNS=1000 COUNTERFOIL_REFUND_REPORT=$(CURDIR)/docs/campaigns/refund-disks.md \
		COUNTERFOIL_ONLY=Store swift test --filter RefundCrashTests

.PHONY: fuzz
fuzz: ## ten million inputs for each decoder: no trap, no lost byte, no difference
	cd Fuzz && COUNTERFOIL_CORE=1 swift run -c release fuzz 10000000
	cd Fuzz && COUNTERFOIL_CORE=1 swift run -c release fuzz-nexo 10000000
	cd Fuzz && COUNTERFOIL_CORE=1 swift run -c release fuzz-iso8583 10000000
	cd Fuzz && COUNTERFOIL_CORE=1 swift run -c release fuzz-links 10000000

bench: setup-test build ## regenerates docs/PERFORMANCE.md
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r Benchmarks/requirements.txt
	$(PYTHON) Benchmarks/reconcile.py --binary $(BINARY) --write docs/PERFORMANCE.md
	$(PYTHON) Benchmarks/shop.py --binary $(BINARY) --write docs/PERFORMANCE.md
	$(PYTHON) Benchmarks/payments.py --binary $(BINARY) --write docs/PERFORMANCE.md
	$(PYTHON) Benchmarks/iso8583_codec.py

clean:
	rm -rf .build .build-core
