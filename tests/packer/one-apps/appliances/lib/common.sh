# shellcheck shell=bash
# Nothing: tests/service/driver.sh is whole in itself.
