package dev.sagebrush.services.secretsmanager;

import dev.sagebrush.kernel.Ids;
import dev.sagebrush.model.secretsmanager.GetRandomPasswordRequest;
import dev.sagebrush.model.secretsmanager.GetRandomPasswordResponse;
import java.util.ArrayList;
import java.util.List;

/** Random passwords. */
final class Passwords {

  private static final int LENGTH = 32;
  private static final int BYTE_VALUES = 256;
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String NUMBERS = "0123456789";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final Ids ids;

  Passwords(Ids ids) {
    this.ids = ids;
  }

  GetRandomPasswordResponse make(GetRandomPasswordRequest request) {
    int length =
        request.passwordLength() == null ? LENGTH : Math.toIntExact(request.passwordLength());
    List<String> kinds = kinds(request);
    if (kinds.isEmpty()) {
      throw Failures.parameter(
          "The password can't be generated because all character types are excluded.");
    }
    boolean each = !Boolean.FALSE.equals(request.requireEachIncludedType());
    if (each && length < kinds.size()) {
      throw Failures.parameter(
          "Password length " + length + " is too short based on the required types.");
    }
    String all = String.join("", kinds);
    List<Character> password = new ArrayList<>();
    if (each) {
      kinds.forEach(kind -> password.add(one(kind)));
    }
    while (password.size() < length) {
      password.add(one(all));
    }
    StringBuilder text = new StringBuilder(length);
    while (!password.isEmpty()) {
      text.append(password.remove(below(password.size())).charValue());
    }
    return GetRandomPasswordResponse.builder().randomPassword(text.toString()).build();
  }

  private static List<String> kinds(GetRandomPasswordRequest request) {
    List<String> kinds = new ArrayList<>();
    add(kinds, request, LOWER, request.excludeLowercase());
    add(kinds, request, UPPER, request.excludeUppercase());
    add(kinds, request, NUMBERS, request.excludeNumbers());
    add(kinds, request, PUNCTUATION, request.excludePunctuation());
    add(kinds, request, " ", !Boolean.TRUE.equals(request.includeSpace()));
    return kinds;
  }

  private static void add(
      List<String> kinds, GetRandomPasswordRequest request, String kind, Boolean excluded) {
    String without = request.excludeCharacters() == null ? "" : request.excludeCharacters();
    StringBuilder left = new StringBuilder();
    kind.chars().filter(c -> without.indexOf(c) < 0).forEach(c -> left.append((char) c));
    if (!Boolean.TRUE.equals(excluded) && !left.isEmpty()) {
      kinds.add(left.toString());
    }
  }

  private char one(String kind) {
    return kind.charAt(below(kind.length()));
  }

  /** A number from 0, each as likely as the other: what would tip the scales is drawn again. */
  private int below(int bound) {
    int least = BYTE_VALUES * BYTE_VALUES % bound;
    int drawn;
    do {
      byte[] two = ids.bytes(2);
      drawn = (two[0] & 0xff) << Byte.SIZE | two[1] & 0xff;
    } while (drawn < least);
    return drawn % bound;
  }
}
