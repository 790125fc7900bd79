package dev.sagebrush.services.s3;

import dev.sagebrush.kernel.checksum.Checksum;
import dev.sagebrush.kernel.checksum.ChecksumAlgorithm;
import dev.sagebrush.kernel.checksum.PartChecksums;
import dev.sagebrush.model.ServiceException;
import dev.sagebrush.model.s3.CompletedPart;
import dev.sagebrush.model.s3.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An object out of the parts a client lists, each checked against what was uploaded.
 *
 * @param parts in the client's order
 */
record Assembly(List<Layout.Part> parts, String eTag, long size, ObjectChecksum checksum) {

  /** The least size of a part that is not the last, in bytes. */
  static final long LEAST = 5L << 20;

  /**
   * Checks the list and joins the parts.
   *
   * @param stored the uploaded parts by number
   * @throws ServiceException {@code MalformedXML}, {@code InvalidPartOrder}, {@code InvalidPart},
   *     {@code EntityTooSmall}
   */
  static Assembly of(
      StoredUpload upload, @Nullable List<CompletedPart> listed, Map<Integer, StoredPart> stored) {
    if (listed == null || listed.isEmpty() || listed.size() > UploadParts.MOST) {
      throw Failures.malformedXml();
    }
    requireOrder(listed);
    List<StoredPart> parts = new ArrayList<>();
    for (CompletedPart part : listed) {
      parts.add(match(upload, part, stored.get(part.partNumber())));
    }
    for (int i = 0; i < parts.size() - 1; i++) {
      requireSize(listed.get(i), parts.get(i));
    }
    Checksum md5 = ChecksumAlgorithm.MD5.start();
    parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.md5())));
    UploadChecksum checksums = upload.checksums();
    List<Layout.Part> laidOut = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      StoredPart part = parts.get(i);
      laidOut.add(
          new Layout.Part(
              listed.get(i).partNumber(),
              part.blob(),
              part.size(),
              checksums.asked() ? part.checksum() : null));
    }
    return new Assembly(
        laidOut,
        HexFormat.of().formatHex(md5.value()) + "-" + parts.size(),
        parts.stream().mapToLong(StoredPart::size).sum(),
        checksum(checksums, parts));
  }

  private static ObjectChecksum checksum(UploadChecksum checksums, List<StoredPart> parts) {
    List<PartChecksums.Part> values =
        parts.stream().map(part -> PartChecksums.Part.of(part.checksum(), part.size())).toList();
    String value =
        checksums.composite()
            ? PartChecksums.composite(checksums.algorithm(), values)
            : PartChecksums.fullObject(checksums.algorithm(), values);
    return new ObjectChecksum(
        checksums.algorithm(), value, checksums.composite(), checksums.asked());
  }

  private static void requireOrder(List<CompletedPart> listed) {
    int before = 0;
    for (CompletedPart part : listed) {
      if (part.partNumber() == null || part.eTag() == null) {
        throw Failures.malformedXml();
      }
      if (part.partNumber() <= before) {
        throw ServiceException.of(
            "InvalidPartOrder",
            400,
            "The list of parts was not in ascending order. Parts must be ordered by part number.");
      }
      before = part.partNumber();
    }
  }

  private static StoredPart match(
      StoredUpload upload, CompletedPart listed, @Nullable StoredPart stored) {
    if (stored == null || !ETags.unquoted(listed.eTag()).equals(stored.md5())) {
      throw invalidPart(upload, listed);
    }
    UploadChecksum checksums = upload.checksums();
    Checksums.Stated stated = Checksums.stated(listed);
    if (stated != null) {
      String known = stored.checksum(stated.algorithm(), checksums);
      if (!stated.value().equals(known)) {
        throw invalidPart(upload, listed);
      }
    } else if (checksums.asked() && checksums.composite()) {
      throw InvalidRequest.because(
          "The upload was created using a "
              + Checksums.word(checksums.algorithm())
              + " checksum. The complete request must include the checksum for each part. It was"
              + " missing for part "
              + listed.partNumber()
              + " in the request.");
    }
    return stored;
  }

  private static ServiceException invalidPart(StoredUpload upload, CompletedPart listed) {
    return ServiceException.of(
        "InvalidPart",
        400,
        "One or more of the specified parts could not be found.  The part may not have been"
            + " uploaded, or the specified entity tag may not match the part's entity tag.",
        Map.of(
            "UploadId", upload.id(),
            "PartNumber", String.valueOf(listed.partNumber()),
            "ETag", ETags.unquoted(listed.eTag())));
  }

  private static void requireSize(CompletedPart listed, StoredPart stored) {
    if (stored.size() < LEAST) {
      throw ServiceException.of(
          "EntityTooSmall",
          400,
          "Your proposed upload is smaller than the minimum allowed size",
          Map.of(
              "ProposedSize", String.valueOf(stored.size()),
              "MinSizeAllowed", String.valueOf(LEAST),
              "PartNumber", String.valueOf(listed.partNumber()),
              "ETag", stored.md5()));
    }
  }

  /** The numbers of the parts. */
  Set<Integer> numbers() {
    return parts.stream().map(Layout.Part::number).collect(Collectors.toSet());
  }

  /** Where the content is: in the layout of that id unless one blob holds all. */
  StoredObject.Content content(String layout) {
    return parts.size() == 1
        ? new StoredObject.Content(parts.getFirst().blob(), null, 1)
        : new StoredObject.Content(null, layout, parts.size());
  }

  /** What a list of parts is recognised by when it comes again. */
  static String fingerprint(@Nullable List<CompletedPart> listed) {
    Map<Integer, String> parts = new HashMap<>();
    if (listed != null) {
      listed.forEach(part -> parts.put(part.partNumber(), part.eTag() == null ? "" : part.eTag()));
    }
    String text =
        parts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(part -> part.getKey() + ":" + ETags.unquoted(part.getValue()))
            .collect(Collectors.joining(","));
    return ChecksumAlgorithm.SHA256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
