# Ubuntu's cloud image -> disk with everything but the model's weights, which build.sh adds after compression.
# Read the list of scripts below from top to bottom: that is the whole build.

source "qemu" "slm_copilot" {
  iso_url      = var.base_image
  iso_checksum = "sha256:${var.base_sha256}"
  disk_image   = true

  accelerator  = var.accelerator
  machine_type = "pc"
  cpus         = var.cpus
  memory       = var.memory
  headless     = true

  format             = "qcow2"
  disk_size          = var.disk_size
  disk_interface     = "virtio"
  disk_cache         = "unsafe"
  disk_discard       = "unmap"
  disk_detect_zeroes = "unmap"
  skip_compaction    = true
  net_device         = "virtio-net"
  host_port_min      = 4000
  host_port_max      = 4999
  qemuargs = [
    ["-cpu", var.cpu_model],
    # Packer's own rule would open the VM's SSH port to the network.
    ["-netdev", "user,id=user.0,hostfwd=tcp:127.0.0.1:{{ .SSHHostPort }}-:22"],
    ["-serial", "file:${var.output_directory}.serial.log"],
  ]

  cd_files = ["${var.seed}/user-data", "${var.seed}/meta-data"]
  cd_label = "cidata"

  communicator         = "ssh"
  ssh_username         = "root"
  ssh_private_key_file = var.ssh_key
  ssh_timeout          = "20m"
  shutdown_command     = "systemctl poweroff"
  shutdown_timeout     = "10m"

  output_directory = var.output_directory
  vm_name          = "disk.qcow2"
}

build {
  sources = ["source.qemu.slm_copilot"]

  provisioner "file" {
    source      = var.staging
    destination = "/root"
  }

  provisioner "shell" {
    execute_command  = "env {{ .Vars }} STAGING=/root/staging bash -x {{ .Path }}"
    environment_vars = var.environment
    scripts = [
      "${path.root}/scripts/10-packages.sh",
      "${path.root}/scripts/20-kernel-command-line.sh",
      "${path.root}/scripts/30-one-context.sh",
      "${path.root}/scripts/40-ssh.sh",
      "${path.root}/scripts/50-framework.sh",
      "${path.root}/scripts/60-localai.sh",
      "${path.root}/scripts/70-slm-copilot.sh",
      "${path.root}/scripts/80-inventory.sh",
      "${path.root}/scripts/90-clean.sh",
    ]
  }
}
