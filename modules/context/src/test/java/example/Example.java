package example;

import eu.slmcopilot.context.Context;
import eu.slmcopilot.context.Declaration;
import eu.slmcopilot.context.Type;
import eu.slmcopilot.context.Values;
import eu.slmcopilot.context.Variable;
import java.nio.file.Path;
import java.util.List;

class Example {
  static final Variable PORT =
      new Variable("ONEAPP_WEB_PORT", Type.port(), "443", false, "Where it listens");
  static final Variable ADMINS = new Variable(
      "ONEAPP_WEB_ADMINS", Type.list(Type.email()), "", false, "Who is told of failures");

  public static void main(String[] files) throws Exception {
    Values values =
        new Declaration("ONEAPP_WEB_", List.of(PORT, ADMINS)).read(Context.read(Path.of(files[0])));
    values.problems().forEach(System.out::println);
    if (!values.hasErrors()) {
      System.out.println("port " + values.integer(PORT) + ", admins " + values.list(ADMINS));
    }
  }
}
