# Alone in this file: Debian's Packer 1.6.6 brings the plugin itself and does not know this block, so tests leave it out.
packer {
  required_plugins {
    qemu = {
      source  = "github.com/hashicorp/qemu"
      version = "= 1.1.0"
    }
  }
}
