package eu.slmcopilot.configure.systemd;

/** A place without units, as a laptop's or a test's root is. */
public final class NoServices implements ServiceControl {
  @Override
  public boolean present() {
    return false;
  }

  @Override
  public boolean perform(UnitAction action) {
    return false;
  }

  @Override
  public void enable(String unit) {
    start(unit);
  }

  @Override
  public void start(String unit) {
    throw new IllegalStateException("there are no units here");
  }

  @Override
  public String state(String unit) {
    return "no unit here";
  }
}
