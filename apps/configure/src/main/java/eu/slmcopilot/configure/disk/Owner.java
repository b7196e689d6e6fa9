package eu.slmcopilot.configure.disk;

/** Whose a file is, where the system knows these names and we may give files away. */
public enum Owner {
  /** Written by root, read by the services. */
  ROOT_FOR_SERVICE("root", "slm-copilot"),
  /** For the gateway itself. */
  SERVICE("slm-copilot", "slm-copilot"),
  /** For root alone. */
  ROOT("root", "root");

  private final String user;
  private final String group;

  Owner(String user, String group) {
    this.user = user;
    this.group = group;
  }

  String user() {
    return user;
  }

  String group() {
    return group;
  }
}
