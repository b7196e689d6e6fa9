package eu.slmcopilot.configure.systemd;

import static java.util.stream.Collectors.joining;

import eu.slmcopilot.appliance.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What a systemd unit has to be told when files that it reads have changed. */
public enum UnitAction {
  /** The gateway reads its settings, password and certificate anew, with its listeners open. */
  RELOAD_GATEWAY("reload", ServiceControl.GATEWAY),
  /** LocalAI reads its files only at start, and then loads the model: minutes. */
  RESTART_ENGINE("restart", ServiceControl.ENGINE);

  private final String verb;
  private final String unit;

  UnitAction(String verb, String unit) {
    this.verb = verb;
    this.unit = unit;
  }

  String verb() {
    return verb;
  }

  String unit() {
    return unit;
  }

  /** Such as {@code reload slm-copilot-gateway.service}. */
  public String words() {
    return verb + " " + unit;
  }

  /** The actions that these changes ask for, and no others. */
  public static List<UnitAction> after(Collection<Path> changes, Layout layout) {
    Set<Path> engine = Set.of(layout.localAiEnvironment(), layout.modelDescription());
    Set<Path> gateway = Set.of(
        layout.settings(),
        layout.password(),
        layout.ownCertificate(),
        layout.ownKey(),
        layout.acmeEabHmac());
    List<UnitAction> actions = new ArrayList<>();
    if (changes.stream().anyMatch(gateway::contains)) {
      actions.add(RELOAD_GATEWAY);
    }
    if (changes.stream().anyMatch(engine::contains)) {
      actions.add(RESTART_ENGINE);
    }
    return actions;
  }

  /** Actions as a file keeps them. */
  public static String text(Collection<UnitAction> actions) {
    return actions.stream().map(action -> action.words() + "\n").collect(joining());
  }

  /** The actions in a file's text; anything else in it is passed over. */
  public static List<UnitAction> read(String text) {
    List<String> lines = text.lines().toList();
    return Arrays.stream(values())
        .filter(action -> lines.contains(action.words()))
        .toList();
  }
}
