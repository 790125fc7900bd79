package dev.sagebrush.services.sagemaker;

import dev.sagebrush.model.sagemaker.CreateTransformJobRequest;
import dev.sagebrush.model.sagemaker.DataProcessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The formats in which records of a batch transform can be filtered and joined.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform-data-processing.html">SageMaker
 * Developer Guide</a>, "Associate prediction results with input records".
 */
enum RecordFormat {
  CSV,
  JSON_LINES,
  JSON;

  /** The format of a content type; null for another. */
  static @Nullable RecordFormat find(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.split(";", -1)[0].strip();
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "text/csv" -> CSV;
      case "application/jsonlines" -> JSON_LINES;
      case "application/json" -> JSON;
      default -> null;
    };
  }

  /** The format of a content type that {@link #check} has let through. */
  static RecordFormat of(@Nullable String contentType) {
    RecordFormat format = find(contentType);
    if (format == null) {
      throw Refusals.invalid("The content type " + contentType + " cannot be filtered.");
    }
    return format;
  }

  /** Refuses filters and joins that cannot be done. */
  static void check(CreateTransformJobRequest request) {
    DataProcessing processing = request.dataProcessing();
    if (processing == null) {
      return;
    }
    JsonPath.parse(processing.inputFilter() == null ? "$" : processing.inputFilter());
    JsonPath.parse(processing.outputFilter() == null ? "$" : processing.outputFilter());
    boolean join = "Input".equals(processing.joinSource());
    boolean filtered =
        processing.inputFilter() != null && !processing.inputFilter().equals("$")
            || processing.outputFilter() != null && !processing.outputFilter().equals("$");
    if (!join && !filtered) {
      return;
    }
    RecordFormat in = find(request.transformInput().contentType());
    if (in == null) {
      throw Refusals.invalid(
          "DataProcessing needs a ContentType of text/csv, application/json or"
              + " application/jsonlines.");
    }
    String accept = request.transformOutput().accept();
    if (accept != null && find(accept) != in) {
      throw Refusals.invalid(
          "DataProcessing needs the same format for ContentType and Accept, not "
              + request.transformInput().contentType()
              + " and "
              + accept
              + ".");
    }
    String split = request.transformInput().splitType();
    String wanted = in == JSON ? "None" : "Line";
    if (!(split == null ? "None" : split).equals(wanted)) {
      throw Refusals.invalid(
          "DataProcessing of "
              + request.transformInput().contentType()
              + " needs SplitType "
              + wanted
              + ".");
    }
  }

  /** The fields of a line of CSV as they stand, quotes and all. */
  static List<Object> fields(String line) {
    List<Object> fields = new ArrayList<>();
    int from = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(line.substring(from, i));
        from = i + 1;
      }
    }
    fields.add(line.substring(from));
    return fields;
  }
}
