package dev.sagebrush.wire.dispatch;

import dev.sagebrush.kernel.Clock;
import dev.sagebrush.model.Api;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.Operation;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Struct;
import dev.sagebrush.wire.auth.Authenticated;
import dev.sagebrush.wire.auth.Authenticator;
import dev.sagebrush.wire.codec.Percent;
import dev.sagebrush.wire.codec.XmlOutput;
import dev.sagebrush.wire.form.FormTags;
import dev.sagebrush.wire.form.MeasuredFile;
import dev.sagebrush.wire.form.PostForm;
import dev.sagebrush.wire.form.PostPolicy;
import dev.sagebrush.wire.http.Content;
import dev.sagebrush.wire.http.Headers;
import dev.sagebrush.wire.http.HttpRequest;
import dev.sagebrush.wire.http.HttpResponse;
import dev.sagebrush.wire.route.Route;
import dev.sagebrush.wire.route.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Serves forms that upload a file as the {@code PUT} of an object that they stand for: the fields
 * are its headers, the file its body. What differs is who vouches for it and how it is answered.
 */
final class FormUploads {

  private static final Set<String> HEADERS =
      Set.of(
          "cache-control",
          "content-type",
          "content-disposition",
          "content-encoding",
          "content-language",
          "expires");

  private static final Set<String> OF_THE_SIGNATURE =
      Set.of(
          "x-amz-signature",
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-security-token");

  private final Router router;
  private final Authenticator authenticator;
  private final Services services;
  private final Calls calls;
  private final Clock clock;

  FormUploads(
      Router router, Authenticator authenticator, Services services, Calls calls, Clock clock) {
    this.router = router;
    this.authenticator = authenticator;
    this.services = services;
    this.calls = calls;
    this.clock = clock;
  }

  HttpResponse handle(HttpRequest request) throws IOException {
    // The errors of a form are those of the object it would put.
    Route route = router.route(put(request, "form", new Headers(), InputStream.nullInputStream()));
    Operation<?, ?> operation = route.operation();
    if (operation == null) {
      return route.protocol().error(route.api(), null, route.reason(), request);
    }
    try {
      return upload(request, route.api());
    } catch (ServiceException refusal) {
      return route.protocol().error(route.api(), operation, refusal, request);
    }
  }

  private HttpResponse upload(HttpRequest request, Api api) throws IOException {
    PostForm form = PostForm.read(request);
    String key = form.field("key");
    if (key == null || key.isEmpty()) {
      throw ServiceException.of(
          "InvalidArgument",
          400,
          "Bucket POST must contain a field named 'key'.  If it is specified, please check the"
              + " order of the fields.",
          Map.of("ArgumentName", "key", "ArgumentValue", ""));
    }
    String encoded = form.field("policy");
    PostPolicy policy = encoded == null ? null : PostPolicy.read(encoded);
    InputStream file = form.file();
    if (policy != null) {
      long[] lengths = policy.lengths();
      file = new MeasuredFile(file, lengths[0], lengths[1]);
    }
    HttpRequest put = put(request, key, headers(request, form.fields(), api), file);
    Route route = router.route(put);
    Operation<?, ?> operation = route.operation();
    if (operation == null) {
      throw route.reason();
    }
    Authenticated sender = authenticator.authenticate(put, form.fields(), encoded);
    String bucket = route.labels().getOrDefault("Bucket", "");
    if (policy != null) {
      Map<String, String> checked = new HashMap<>(form.fields());
      checked.put("bucket", bucket);
      policy.check(checked, clock.now());
    }
    Struct input = route.protocol().read(operation, sender.request(), route.labels());
    Struct answer = services.serve(calls.of(put, sender), operation, input);
    HttpResponse response = route.protocol().write(operation, answer, put);
    return answered(form, new Uploaded(bucket, key, eTag(answer), location(put)), response);
  }

  private static HttpRequest put(
      HttpRequest request, String key, Headers headers, InputStream file) {
    String bucket = request.rawPath();
    StringBuilder path = new StringBuilder(bucket.endsWith("/") ? bucket : bucket + "/");
    for (String segment : key.split("/", -1)) {
      path.append(Percent.encode(segment)).append('/');
    }
    path.setLength(path.length() - 1);
    if (!headers.has("host")) {
      headers.set("host", request.headers().get("host", ""));
    }
    return new HttpRequest(
        "PUT",
        path.toString(),
        "",
        headers,
        file,
        request.secure(),
        request.remote(),
        request.id());
  }

  private static Headers headers(HttpRequest request, Map<String, String> fields, Api api) {
    Headers headers = new Headers();
    headers.set("host", request.headers().get("host", ""));
    String agent = request.headers().get("user-agent");
    if (agent != null) {
      headers.set("user-agent", agent);
    }
    fields.forEach((name, value) -> {
      if (HEADERS.contains(name) || name.startsWith("x-amz-") && !OF_THE_SIGNATURE.contains(name)) {
        headers.set(name, value);
      }
    });
    String acl = fields.get("acl");
    if (acl != null) {
      headers.set("x-amz-acl", acl);
    }
    String tagging = fields.get("tagging");
    if (tagging != null) {
      headers.set("x-amz-tagging", FormTags.header(api, tagging));
    }
    return headers;
  }

  private static String location(HttpRequest put) {
    return (put.secure() ? "https://" : "http://")
        + put.headers().get("host", "localhost")
        + put.rawPath();
  }

  private static String eTag(Struct answer) {
    Member member = answer.modelShape().member("ETag");
    Object value = member == null ? null : answer.memberAt(member.index());
    return value == null ? "" : value.toString();
  }

  /** What a form has put where. */
  private record Uploaded(String bucket, String key, String eTag, String location) {}

  private static HttpResponse answered(PostForm form, Uploaded uploaded, HttpResponse put) {
    Headers headers = put.headers();
    String redirect = form.field("success_action_redirect");
    String target = redirected(redirect == null ? form.field("redirect") : redirect, uploaded);
    if (target != null) {
      headers.set("location", target);
      return new HttpResponse(303, headers, new Content.None(-1));
    }
    headers.set("location", uploaded.location());
    return switch (form.fields().getOrDefault("success_action_status", "204")) {
      case "200" -> HttpResponse.of(200, headers, new byte[0]);
      case "201" -> {
        headers.set("content-type", "application/xml");
        yield HttpResponse.of(201, headers, document(uploaded));
      }
      default -> new HttpResponse(204, headers, new Content.None(-1));
    };
  }

  /** Where the browser goes on; null when the form does not say, or no URL. */
  private static @Nullable String redirected(@Nullable String url, Uploaded uploaded) {
    if (url == null || !url.startsWith("http")) {
      return null;
    }
    try {
      URI parsed = new URI(url);
      return parsed
          + (parsed.getRawQuery() == null ? "?" : "&")
          + "bucket="
          + Percent.encode(uploaded.bucket())
          + "&key="
          + Percent.encode(uploaded.key())
          + "&etag="
          + Percent.encode(uploaded.eTag());
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static byte[] document(Uploaded uploaded) {
    return new XmlOutput()
        .declaration()
        .start("PostResponse")
        .element("Location", uploaded.location())
        .element("Bucket", uploaded.bucket())
        .element("Key", uploaded.key())
        .element("ETag", uploaded.eTag())
        .end("PostResponse")
        .bytes();
  }
}
