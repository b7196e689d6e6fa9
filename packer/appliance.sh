#!/usr/bin/env bash
# SLM-Copilot as one-apps' service.sh sees it: every decision is taken by /usr/bin/slm-copilot.
# shellcheck disable=SC2034  # read by service.sh

# A power cut leaves this FIFO behind, and the next run would die making it.
rm -f "${ONE_SERVICE_LOGDIR:-/var/log/one-appliance}/one_service_log.pipe"
# Under LC_ALL=C the JVM turns every non-ASCII byte of the environment into U+FFFD.
export LC_ALL=C.UTF-8

ONE_SERVICE_NAME='SLM-Copilot - European sovereign AI coding assistant'
ONE_SERVICE_VERSION='0.1.0'
ONE_SERVICE_BUILD=$(date +%s)
ONE_SERVICE_SHORT_DESCRIPTION='European sovereign AI coding assistant on your own CPUs'
ONE_SERVICE_DESCRIPTION='A coding assistant for European sovereign AI: an open model from Europe, served by LocalAI
behind an OpenAI-compatible TLS gateway. Prompts and code never leave the virtual machine.'
ONE_SERVICE_RECONFIGURABLE=true

ONE_SERVICE_PARAMS=(
  'ONEAPP_COPILOT_PASSWORD' 'configure' 'Password and API key; empty: one of 16 characters is made at first boot' 'O|password'
  'ONEAPP_COPILOT_DOMAIN' 'configure' 'Public name of the VM (FQDN) to get a certificate for; empty: own private CA' 'O|text'
  'ONEAPP_COPILOT_CONTEXT_SIZE' 'configure' 'Context window in tokens; larger takes more memory' 'O|number'
  'ONEAPP_COPILOT_THREADS' 'configure' 'CPU threads for inference; 0: as many as there are physical cores' 'O|number'
  'ONEAPP_COPILOT_PARALLEL_SLOTS' 'configure' 'Requests worked on at once; they share the context window' 'O|number'
  'ONEAPP_COPILOT_QUEUE_LENGTH' 'configure' 'Chats that may wait for a free slot' 'O|number'
  'ONEAPP_COPILOT_MAX_TOKENS' 'configure' 'Longest answer in tokens; longer requests are cut to it; 0: no cap' 'O|number'
  'ONEAPP_COPILOT_CHAT_SENSE' 'configure' 'Mend and check chats before the model gets them; NO: pass them on as they come' 'O|boolean'
  'ONEAPP_COPILOT_HEARTBEAT' 'configure' 'What keeps a waiting stream awake: comment, delta (empty chunks) or off' 'O|text'
  'ONEAPP_COPILOT_WARMUP_PROMPT' 'configure' 'System prompt to read ahead after each start, so that the first chat with it is fast: text in base64' 'O|text64'
  'ONEAPP_COPILOT_RATE_LIMIT' 'configure' 'Requests a minute for each client address; 0: no limit' 'O|number'
  'ONEAPP_COPILOT_CORS_ORIGINS' 'configure' 'Browser origins that may call the API; *: all' 'O|text'
  'ONEAPP_COPILOT_TRUSTED_PROXIES' 'configure' 'Addresses of proxies in front of this VM whose X-Forwarded-For is believed' 'O|text'
  'ONEAPP_COPILOT_ACME_EMAIL' 'configure' 'E-mail address for the account at the certificate authority' 'O|text'
  'ONEAPP_COPILOT_ACME_SERVER' 'configure' 'ACME directory URL of the certificate authority; empty: Let'\''s Encrypt' 'O|text'
  'ONEAPP_COPILOT_ACME_EAB_KID' 'configure' 'External account binding: the key id, where the certificate authority asks for one' 'O|text'
  'ONEAPP_COPILOT_ACME_EAB_HMAC' 'configure' 'External account binding: the HMAC key in base64url' 'O|password'
  'ONEAPP_COPILOT_TLS_CERT' 'configure' 'Your own certificate chain: PEM in base64' 'O|text64'
  'ONEAPP_COPILOT_TLS_KEY' 'configure' 'The private key of your own certificate: PEM in base64' 'O|text64'
)

service_install() {
  if ! command -v slm-copilot >/dev/null; then
    msg error 'The package slm-copilot is not installed: install it before this stage.'
    return 1
  fi
}

service_configure() { slm-copilot configure; }

service_bootstrap() { slm-copilot bootstrap; }

service_help() { slm-copilot variables; }

# Runs at the end of every stage, failed or not: it must stop nothing.
service_cleanup() { :; }
