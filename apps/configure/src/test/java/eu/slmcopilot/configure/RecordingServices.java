package eu.slmcopilot.configure;

import eu.slmcopilot.configure.systemd.ServiceControl;
import eu.slmcopilot.configure.systemd.UnitAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Units that note what they are told. */
final class RecordingServices implements ServiceControl {
  private final List<String> told = new ArrayList<>();
  private final Map<String, String> states = new TreeMap<>();
  private boolean fail;
  private boolean present = true;

  void fail(boolean now) {
    fail = now;
  }

  void absent() {
    present = false;
  }

  void state(String unit, String words) {
    states.put(unit, words);
  }

  List<String> told() {
    List<String> all = List.copyOf(told);
    told.clear();
    return all;
  }

  @Override
  public boolean present() {
    return present;
  }

  @Override
  public boolean perform(UnitAction action) throws IOException {
    note(action.words());
    return true;
  }

  @Override
  public void enable(String unit) throws IOException {
    note("enable " + unit);
  }

  @Override
  public void start(String unit) throws IOException {
    note("start " + unit);
  }

  @Override
  public String state(String unit) {
    return states.getOrDefault(unit, "active (running)");
  }

  private void note(String words) throws IOException {
    if (fail) {
      throw new IOException("systemctl could not " + words + ": no bus");
    }
    told.add(words);
  }
}
