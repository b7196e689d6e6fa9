#!/usr/bin/env bash
# base-image.sh FILE.qcow2: a Debian disk that boots by itself and has cloud-init and all packages that the image's scripts
# install, so that those run in it without a network. Stands in for Ubuntu's cloud image where that cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
PATH=$PATH:/usr/sbin
need_tools mmdebstrap=mmdebstrap qemu-img=qemu-utils sfdisk=fdisk mke2fs=e2fsprogs grub-mkimage=grub-common
[ -e /usr/lib/grub/i386-pc/boot.img ] || install_packages grub-pc-bin

image=$1
size=${BASE_SIZE:-6G}
packages=systemd,systemd-sysv,dbus,udev,iproute2,openssh-server,linux-image-cloud-amd64,initramfs-tools,zstd,ca-certificates
# What cloud-init needs to let Packer in, and what one-context and the scripts want.
packages+=,cloud-init,netplan.io,network-manager,systemd-resolved,openjdk-17-jre-headless,curl,gawk,jq,libgomp1,logrotate
packages+=,util-linux,bash,bind9-host,cloud-utils,parted,ruby,ifupdown,sudo,passwd,qemu-guest-agent,virt-what,procps
work=$(mktemp -d "$(dirname "$image")/base.XXXXXX")
trap 'rm -rf "$work"' EXIT

# openjdk's installation fails where the folder for manual pages is missing.
# shellcheck disable=SC2016  # mmdebstrap expands $1
mmdebstrap --quiet --variant=apt --aptopt='Acquire::Languages "none"' --include="$packages" \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
  --customize-hook='echo "LABEL=root / ext4 defaults,noatime 0 1" >"$1/etc/fstab"; echo base >"$1/etc/hostname"' \
  --customize-hook='rm -f "$1"/etc/ssh/ssh_host_* "$1"/etc/machine-id; touch "$1/etc/machine-id"' \
  --customize-hook='chroot "$1" passwd -q -l root' \
  bookworm "$work/root"

mkdir -p "$work/root/boot/grub"
cat >"$work/root/boot/grub/grub.cfg" <<'CFG'
serial --unit=0 --speed=115200
terminal_output serial console
set timeout=0
menuentry debian { linux /vmlinuz root=LABEL=root ro console=tty0 console=ttyS0,115200 net.ifnames=0 ; initrd /initrd.img }
CFG
# Only what the seed asks for: under emulation all of cloud-init takes three minutes.
cat >"$work/root/etc/cloud/cloud.cfg.d/90-seed-only.cfg" <<'CFG'
datasource_list: [NoCloud]
cloud_init_modules: [growpart, resizefs, users-groups, ssh]
cloud_config_modules: []
cloud_final_modules: []
CFG
# GRUB's core after the boot sector, the file system from 1 MiB on: no loop device, no mount, no root needed for it.
truncate -s "$size" "$work/disk.raw"
printf 'label: dos\nstart=2048, type=83, bootable\n' | sfdisk -q "$work/disk.raw"
mke2fs -q -F -t ext4 -L root -E offset=1048576 -d "$work/root" "$work/disk.raw" "$((($(stat -c %s "$work/disk.raw") - 1048576) / 1024))k"
grub-mkimage -O i386-pc -p '(hd0,msdos1)/boot/grub' -o "$work/core.img" \
  biosdisk part_msdos ext2 linux normal configfile echo serial terminal test search search_label
dd if=/usr/lib/grub/i386-pc/boot.img of="$work/disk.raw" bs=440 count=1 conv=notrunc status=none
dd if="$work/core.img" of="$work/disk.raw" bs=512 seek=1 conv=notrunc status=none
qemu-img convert -O qcow2 "$work/disk.raw" "$work/disk.qcow2"
mv "$work/disk.qcow2" "$image"
