package dev.sagebrush.wire.validation;

import dev.sagebrush.model.Api;
import dev.sagebrush.model.Member;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.Shape;
import dev.sagebrush.model.ShapeType;
import dev.sagebrush.model.Struct;
import java.util.List;

/** Refuses requests that break the constraints of their model, in the words of their API. */
public final class Validation {

  private Validation() {}

  /**
   * Checks a request.
   *
   * @throws ServiceException {@code ValidationException}, or what the API answers instead, that
   *     names every constraint broken; never for the S3 dialect, which has words of its own for
   *     each
   */
  public static void require(Api api, Struct request) {
    if (!api.s3Dialect()) {
      List<Violation> violations = Validator.check(request);
      if (!violations.isEmpty()) {
        throw refusal(api, violations);
      }
    }
  }

  private static ServiceException refusal(Api api, List<Violation> violations) {
    String name = "ValidationException";
    if (api.model().hasShape(name)) {
      Shape exception = api.shape(name);
      Member fieldList = exception.member("fieldList");
      if (fieldList != null && hasPaths(fieldList.shape())) {
        return ServiceException.of(SmithyWording.error(exception, fieldList, violations), null);
      }
    }
    return ServiceException.of(api.validationCode(), 400, AwsWording.message(violations));
  }

  private static boolean hasPaths(Shape list) {
    return list.type() == ShapeType.LIST && list.element().shape().member("path") != null;
  }
}
