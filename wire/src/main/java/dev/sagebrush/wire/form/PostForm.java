package dev.sagebrush.wire.form;

import dev.sagebrush.model.ServiceException;
import dev.sagebrush.wire.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form that uploads a file: its fields before the file, and the file still to be read.
 *
 * @param fields by name in lower case, the last of a name counting; the key with the name of the
 *     file put in for {@code ${filename}}
 * @param file the content, to its end
 */
public record PostForm(Map<String, String> fields, InputStream file) {

  private static final String MEDIA_TYPE = "multipart/form-data";
  private static final int MOST_BEFORE_FILE = 20 << 10;
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary=(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200}))", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = parameter("name");
  private static final Pattern FILE_NAME = parameter("filename");

  private static Pattern parameter(String name) {
    return Pattern.compile(";\\s*" + name + "=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]*))");
  }

  /** Whether a request is such a form. */
  public static boolean is(HttpRequest request) {
    String type = request.headers().get("content-type", "").toLowerCase(Locale.ROOT);
    return request.method().equals("POST") && type.startsWith(MEDIA_TYPE);
  }

  /**
   * Reads a form up to its file.
   *
   * @throws ServiceException when it is none, or lacks a file
   */
  public static PostForm read(HttpRequest request) throws IOException {
    Matcher boundary = BOUNDARY.matcher(request.headers().get("content-type", ""));
    if (!boundary.find()) {
      throw MultipartReader.malformed();
    }
    String text = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    MultipartReader parts = new MultipartReader(request.body(), text);
    Map<String, String> fields = new LinkedHashMap<>();
    int budget = MOST_BEFORE_FILE;
    for (Map<String, String> part = parts.next(); !part.isEmpty(); part = parts.next()) {
      String disposition = part.getOrDefault("content-disposition", "");
      String name = lower(value(NAME, disposition));
      if (name.equals("file")) {
        String file = value(FILE_NAME, disposition);
        fields.computeIfPresent(
            "key", (key, value) -> value.replace("${filename}", baseName(file)));
        return new PostForm(fields, parts.content());
      }
      byte[] bytes = parts.content().readNBytes(budget + 1);
      budget -= bytes.length;
      if (budget < 0) {
        throw ServiceException.of(
            "MaxPostPreDataLengthExceededError",
            400,
            "Your POST request fields preceding the upload file were too large.");
      }
      fields.put(name, new String(bytes, StandardCharsets.UTF_8));
    }
    throw ServiceException.of(
        "InvalidArgument",
        400,
        "POST requires exactly one file upload per request.",
        Map.of("ArgumentName", "file", "ArgumentValue", "0"));
  }

  /** The value of a field, or null. */
  public @Nullable String field(String name) {
    return fields.get(name);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String value(Pattern parameter, String disposition) {
    Matcher matcher = parameter.matcher(disposition);
    if (!matcher.find()) {
      return "";
    }
    return matcher.group(1) == null
        ? Objects.requireNonNullElse(matcher.group(2), "")
        : matcher.group(1).replaceAll("\\\\(.)", "$1");
  }

  /** Some browsers send the whole path of the file. */
  private static String baseName(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }
}
