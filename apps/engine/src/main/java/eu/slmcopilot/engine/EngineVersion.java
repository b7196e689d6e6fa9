package eu.slmcopilot.engine;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class EngineVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = EngineVersion.class.getPackage().getImplementationVersion();
    return new String[] {"engine " + Objects.requireNonNullElse(version, "(not packaged)")};
  }
}
