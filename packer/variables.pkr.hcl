# Set by build.sh; docs/manual-build.md says what each is by doing the same without Packer.

variable "base_image" {
  description = "Ubuntu 24.04 cloud image, a qcow2 file."
  type        = string
}

variable "base_sha256" {
  description = "Its SHA-256; Packer checks it once more."
  type        = string
}

variable "staging" {
  description = "Folder whose contents the scripts find below $STAGING in the VM."
  type        = string
}

variable "seed" {
  description = "Folder with cloud-init's user-data and meta-data, which let Packer in for this build only."
  type        = string
}

variable "ssh_key" {
  description = "Private key that belongs to the one in the seed."
  type        = string
}

variable "output_directory" {
  description = "Where Packer puts the disk; must not exist."
  type        = string
}

variable "environment" {
  description = "NAME=value lines for the scripts: the pins of LocalAI's backend, APT_SNAPSHOT, APT_ONLINE."
  type        = list(string)
  default     = []
}

variable "accelerator" {
  type    = string
  default = "kvm"
}

variable "cpu_model" {
  description = "What QEMU shows of the CPU; host needs KVM, max is for emulation."
  type        = string
  default     = "host"
}

variable "cpus" {
  type    = number
  default = 4
}

variable "memory" {
  description = "MiB."
  type        = number
  default     = 4096
}

variable "disk_size" {
  type    = string
  default = "40G"
}
