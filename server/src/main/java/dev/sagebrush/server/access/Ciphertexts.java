package dev.sagebrush.server.access;

import dev.sagebrush.model.Member;
import dev.sagebrush.model.Struct;
import dev.sagebrush.model.access.Need;
import dev.sagebrush.services.kms.Kms;
import java.util.List;
import java.util.Set;

/** Names the key of a ciphertext where the request does not: it stands in the ciphertext. */
public final class Ciphertexts {

  private static final Set<String> READING = Set.of("kms:Decrypt", "kms:ReEncryptFrom");

  private final Kms.Access keys;

  /** Reads ciphertexts. */
  public Ciphertexts(Kms.Access keys) {
    this.keys = keys;
  }

  List<Need> named(Struct request, List<Need> needs) {
    if (needs.stream().noneMatch(Ciphertexts::unnamed)) {
      return needs;
    }
    Member member = request.modelShape().member("CiphertextBlob");
    Object blob = member == null ? null : request.memberAt(member.index());
    String key = blob instanceof byte[] bytes ? keys.keyOf(bytes) : null;
    return key == null
        ? needs
        : needs.stream()
            .map(need -> unnamed(need) ? new Need(need.action(), key, need.passedTo()) : need)
            .toList();
  }

  private static boolean unnamed(Need need) {
    return READING.contains(need.action()) && need.resource().endsWith("*");
  }
}
