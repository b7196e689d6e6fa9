# The only commands a person needs. Each script below says what it does; 'make' alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help run test validate connect deb marketplace systemd-test build checksum packer-test image-test soak bench clients-test tls-scan javadoc lint clean

help: ## Lists the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: ## Starts engine and gateway here (UPSTREAM=, MODEL=, PORT=, HTTP_PORT=, ROOT=, ONEAPP_COPILOT_*)
	@UPSTREAM='$(UPSTREAM)' MODEL='$(MODEL)' PORT='$(PORT)' HTTP_PORT='$(HTTP_PORT)' ROOT='$(ROOT)' make/run.sh

test: ## Everything that must hold before a change lands; installs what it lacks
	@make/test.sh

# By the environment: the arguments of a process are for every user to read.
validate: export SLM_COPILOT_PASSWORD := $(or $(PASSWORD),$(SLM_COPILOT_PASSWORD))
validate: ## Is an endpoint really serving? ENDPOINT=https://host PASSWORD= (CA=ca.pem for a private CA, HTTP_PORT= if not 80)
	@$(if $(ENDPOINT),,$(error ENDPOINT is missing: make validate ENDPOINT=https://host PASSWORD=...))
	@make/app.sh apps/validator/target/slm-copilot-validator.jar check '$(ENDPOINT)' $(if $(CA),--ca '$(CA)') $(if $(HTTP_PORT),--http-port '$(HTTP_PORT)')

connect: ## What to enter in an editor to use what 'make run' started: CLIENT=opencode, CLIENT=--list shows all (ROOT=)
	@make/app.sh apps/configure/target/configure.jar --root '$(or $(ROOT),build/run)' connect '$(or $(CLIENT),--list)'

deb: ## The Debian package: build/deb/slm-copilot_VERSION_all.deb
	@make/deb.sh

marketplace: ## The two layouts for OpenNebula's repositories: build/marketplace
	@make/marketplace.sh

systemd-test: ## The package under a real systemd in a container: install, upgrade, purge (root)
	@make/systemd-test.sh

build: ## The image: build/image/slm-copilot.qcow2 (all settings: packer/build.sh; make build --dry-run says the plan)
	+@packer/build.sh $(if $(findstring n,$(firstword -$(MAKEFLAGS))),--dry-run)

checksum: ## SHA-256 and MD5 of the built image, checked against the files beside it
	@make/checksum.sh

packer-test: ## The package as a file, the build wrapper with small files, the template, the manual guide
	@tests/package/package_test.sh
	@tests/packer/template_test.sh
	@tests/packer/build_test.sh

image-test: ## A real VM: builds an image, boots it, looks from outside (IMAGE=, GUIDE=yes, ONE_APPS_DIR=, ACCELERATOR=)
	@make/image-test.sh

soak: ## A day of a small team, scaled: our gateway, nginx and Caddy (MINUTES=, SCALE=, SEED=, FRONT=)
	@MINUTES='$(MINUTES)' SCALE='$(SCALE)' SEED='$(SEED)' FRONT='$(FRONT)' make/soak.sh

bench: ## What the gateway costs the cores, beside nginx, HAProxy and Caddy (ROUNDS=, FRONT=, ONLY=)
	@ROUNDS='$(ROUNDS)' FRONT='$(FRONT)' ONLY='$(ONLY)' make/bench.sh

clients-test: ## The real editors' programs and SDKs against engine and gateway here (PREFILL_DELAY=, ONLY=)
	@PREFILL_DELAY='$(PREFILL_DELAY)' ONLY='$(ONLY)' make/clients-test.sh

tls-scan: ## testssl.sh on the running gateway, under either certificate
	@make/tls-scan.sh

javadoc: ## The libraries' Javadoc: modules/NAME/target/reports/apidocs
	@make/javadoc.sh

lint: ## shellcheck on every script
	@make/lint.sh

clean: ## Removes what the others made
	rm -rf build modules/*/target apps/*/target packer/deb/target marketplace/target docs/examples/*/target \
	  tests/*/target tests/*/node_modules tests/it/npm/node_modules
