package eu.slmcopilot.context.onegate;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The access to OneGate that one-context puts at the head of {@code /run/one-context/one_env}; the
 * token stands in no other file below {@code /run}.
 *
 * <p>Nothing else is taken from that file: its values are not escaped, so text a person typed can
 * look like entries of its own. {@link eu.slmcopilot.context.Context} has those values as they are.
 */
final class OneEnv {
  private static final Set<String> NAMES = Set.of("TOKENTXT", "VMID", "ONEGATE_ENDPOINT");
  private static final Pattern ENTRY =
      Pattern.compile("export ([A-Z_][A-Z0-9_]*)=\"([^\"$`\\\\\\p{Cntrl}]*)\"");

  private OneEnv() {}

  /**
   * The entries TOKENTXT, VMID and ONEGATE_ENDPOINT, as far as the text starts with them. TOKENTXT
   * is a secret.
   *
   * @param text the file's bytes
   */
  static Map<String, String> head(byte[] text) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
      Matcher entry = ENTRY.matcher(line);
      if (!entry.matches()
          || !NAMES.contains(entry.group(1))
          || entries.containsKey(entry.group(1))) {
        break;
      }
      entries.put(entry.group(1), entry.group(2));
    }
    return entries;
  }
}
