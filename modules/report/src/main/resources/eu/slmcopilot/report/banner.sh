# Written by 'slm-copilot report'; changes are overwritten. Shown at an interactive login.
case $- in
  *i*)
    printf '\n  %s: %s\n' {{ title|shell }} {{ status|shell }}
    printf '  Endpoint     %s\n' {{ base_url|shell }}
    printf '  Credentials  sudo cat %s\n' {{ report_file|shell }}
    printf '  Editors      sudo slm-copilot connect --list\n'
    printf '  More         sudo slm-copilot status, sudo slm-copilot doctor\n\n'
    ;;
esac
