package eu.slmcopilot.marketplace;

import java.util.Map;

/** One of OpenNebula's repositories, and where in it the parts of an appliance lie. */
enum Layout {
  /** OpenNebula/one-apps. */
  ONE_APPS(
      "one-apps",
      "packer/service_slm-copilot",
      "vars-common.pkr.hcl",
      "../vars-common.pkr.hcl",
      Map.of(
          "base_image", "export/ubuntu2404.qcow2",
          "one_apps", "",
          "lib", "appliances/lib/",
          "appliance", "appliances/slm-copilot/appliance.sh",
          "hook", "appliances/slm-copilot/net-99-report-ready",
          "postprocess", "packer/postprocess.sh")),
  /** OpenNebula/marketplace-community, which has one-apps as a submodule. */
  MARKETPLACE_COMMUNITY(
      "marketplace-community",
      "apps-code/community-apps/packer/slm-copilot",
      "common.pkr.hcl",
      "../../../one-apps/packer/common.pkr.hcl",
      Map.of(
          "base_image", "../one-apps/export/ubuntu2404.qcow2",
          "one_apps", "../one-apps/",
          "lib", "../../lib/",
          "appliance", "../../appliances/slm-copilot/appliance.sh",
          "hook", "../../appliances/slm-copilot/net-99-report-ready",
          "postprocess", "../one-apps/packer/postprocess.sh"));

  /** Where both keep what runs in the VM. */
  static final String APPLIANCE = "appliances/slm-copilot";

  private final String folder;
  private final String packer;
  private final String shared;
  private final String sharedTarget;

  // Map.of is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, String> paths;

  Layout(
      String folder, String packer, String shared, String sharedTarget, Map<String, String> paths) {
    this.folder = folder;
    this.packer = packer;
    this.shared = shared;
    this.sharedTarget = sharedTarget;
    this.paths = paths;
  }

  /** Its name, which is the folder of its templates and of its results too. */
  String folder() {
    return folder;
  }

  /** Where Packer's files of one appliance lie. */
  String packer() {
    return packer;
  }

  /** The name of the link, beside these, to what all appliances share. */
  String shared() {
    return shared;
  }

  /** What that link leads to in the whole repository. */
  String sharedTarget() {
    return sharedTarget;
  }

  /** Paths as Packer is called there, by the names that the templates use. */
  Map<String, String> paths() {
    return paths;
  }
}
