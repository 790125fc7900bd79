package dev.sagebrush.services.builtin;

import dev.sagebrush.learn.DenseMatrix;
import dev.sagebrush.learn.linear.LinearModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A linear model as MXNet's {@code Module.load('mx-mod', 0)} takes it, in a zip: the network (input
 * {@code data}), its weights {@code fc0_weight} and {@code fc0_bias}, and the decision threshold.
 */
final class MxnetLinear {

  private MxnetLinear() {}

  static void write(LinearModel model, Path file) throws IOException {
    DenseMatrix weights = model.weights();
    MxnetArrays arrays = new MxnetArrays();
    arrays.add("arg:fc0_weight", weights.values(), weights.rows(), weights.columns());
    arrays.add("arg:fc0_bias", model.bias(), weights.rows());
    String type = model.provenance().parameters().getOrDefault("predictor_type", "regressor");
    boolean margins = "hinge_loss".equals(model.provenance().parameters().get("loss"));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      String additional =
          "{\"predictor_type\": \"" + type + "\", \"threshold\": " + model.threshold() + "}";
      entry(zip, "additional-params.json", text(additional));
      entry(
          zip,
          "manifest.json",
          text("{\"symbol\": \"mx-mod-symbol.json\", \"params\": \"mx-mod-0000.params\"}"));
      entry(zip, "mx-mod-symbol.json", text(symbol(type, margins, weights.rows())));
      entry(zip, "mx-mod-0000.params", arrays.toBytes());
    }
  }

  private static String symbol(String type, boolean margins, int outputs) {
    String last =
        switch (type) {
          case "multiclass_classifier" -> node("softmax", "softmax0", "{\"axis\": \"-1\"}");
          case "binary_classifier" ->
              margins ? "" : node("Activation", "sigmoid0", "{\"act_type\": \"sigmoid\"}");
          default -> "";
        };
    String rows = last.isEmpty() ? "[0, 1, 2, 3, 4]" : "[0, 1, 2, 3, 4, 5]";
    return "{\"nodes\": ["
        + "{\"op\": \"null\", \"name\": \"data\", \"inputs\": []}, "
        + "{\"op\": \"null\", \"name\": \"fc0_weight\", \"inputs\": []}, "
        + "{\"op\": \"null\", \"name\": \"fc0_bias\", \"inputs\": []}, "
        + "{\"op\": \"FullyConnected\", \"name\": \"fc0\", \"attrs\": {\"num_hidden\": \""
        + outputs
        + "\"}, \"inputs\": [[0, 0, 0], [1, 0, 0], [2, 0, 0]]}"
        + last
        + "], \"arg_nodes\": [0, 1, 2], \"node_row_ptr\": "
        + rows
        + ", \"heads\": [["
        + (last.isEmpty() ? 3 : 4)
        + ", 0, 0]], \"attrs\": {\"mxnet_version\": [\"int\", 10900]}}";
  }

  private static String node(String op, String name, String attributes) {
    return ", {\"op\": \""
        + op
        + "\", \"name\": \""
        + name
        + "\", \"attrs\": "
        + attributes
        + ", \"inputs\": [[3, 0, 0]]}";
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // The same model gives the same bytes.
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
