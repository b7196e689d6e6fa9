#!/bin/sh
# Installed as /usr/bin/slm-copilot.
exec /usr/bin/java -jar /opt/slm-copilot/configure/configure.jar "$@"
