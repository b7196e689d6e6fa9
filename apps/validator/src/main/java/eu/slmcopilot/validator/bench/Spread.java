package eu.slmcopilot.validator.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A figure measured several times.
 *
 * @param mean not a number when nothing was measured
 * @param deviation of the sample (n - 1), 0 for a single measurement
 */
record Spread(double mean, double deviation) {

  /** Of one number of each; those that are not a number are left out. */
  static <T> Spread of(Collection<T> all, ToDoubleFunction<T> number) {
    double[] values = all.stream().mapToDouble(number).filter(Double::isFinite).toArray();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = values.length == 0 ? Double.NaN : sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Spread(mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)));
  }

  /** With as many digits as a person needs: three. */
  String in(String unit) {
    if (Double.isNaN(mean)) {
      return "-";
    }
    return digits(mean) + " \u00b1 " + digits(deviation) + " " + unit;
  }

  private static String digits(double value) {
    int places = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
