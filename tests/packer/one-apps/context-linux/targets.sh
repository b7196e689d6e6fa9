# shellcheck shell=bash disable=SC2034
case $TARGET in
    'deb')
        TAGS=${TAGS:-linux deb systemd one}
        DEPENDS=${DEPENDS:-util-linux bash iproute2}
        REPLACES=${REPLACES:-cloud-init}
        ;;
esac
