package eu.slmcopilot.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The fields of a JSON object; one that is there must be of the right kind and in its range. */
record Fields(JsonNode object) {

  /** The field's value; a field that is absent or null gives a node with nothing in it. */
  JsonNode node(String name) {
    JsonNode node = object.path(name);
    return node.isNull() ? MissingNode.getInstance() : node;
  }

  Optional<String> text(String name) throws ApiError {
    JsonNode node = node(name);
    check(node.isMissingNode() || node.isTextual(), name, "a string");
    return Optional.ofNullable(node.textValue());
  }

  boolean flag(String name) throws ApiError {
    JsonNode node = node(name);
    check(node.isMissingNode() || node.isBoolean(), name, "true or false");
    return node.booleanValue();
  }

  OptionalInt integer(String name, int least, int most) throws ApiError {
    JsonNode node = node(name);
    if (node.isMissingNode()) {
      return OptionalInt.empty();
    }
    boolean fits = node.canConvertToInt() && node.intValue() >= least && node.intValue() <= most;
    check(node.isIntegralNumber() && fits, name, "a whole number from " + least + " to " + most);
    return OptionalInt.of(node.intValue());
  }

  OptionalDouble number(String name, double least, double most) throws ApiError {
    JsonNode node = node(name);
    if (node.isMissingNode()) {
      return OptionalDouble.empty();
    }
    boolean fits = node.doubleValue() >= least && node.doubleValue() <= most;
    check(node.isNumber() && fits, name, "a number from " + least + " to " + most);
    return OptionalDouble.of(node.doubleValue());
  }

  /** The seed: any 64-bit number is taken, its lower 31 bits count, as llama.cpp keeps only 32. */
  OptionalInt seed() throws ApiError {
    JsonNode node = node("seed");
    if (node.isMissingNode()) {
      return OptionalInt.empty();
    }
    check(node.isIntegralNumber(), "seed", "a whole number");
    return OptionalInt.of((int) (node.longValue() & Integer.MAX_VALUE));
  }

  /** One string or a list of strings; empty ones are left out. */
  List<String> texts(String name) throws ApiError {
    JsonNode node = node(name);
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.textValue());
    } else if (!node.isMissingNode()) {
      check(node.isArray(), name, "a string or a list of strings");
      for (JsonNode element : node) {
        check(element.isTextual(), name, "a string or a list of strings");
        texts.add(element.textValue());
      }
    }
    texts.removeIf(String::isEmpty);
    return texts;
  }

  private static void check(boolean good, String name, String expected) throws ApiError {
    if (!good) {
      throw ApiError.invalid(name, "'" + name + "' must be " + expected + ".");
    }
  }
}
