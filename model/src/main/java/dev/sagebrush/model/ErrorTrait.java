package dev.sagebrush.model;

/**
 * What makes a structure an error.
 *
 * @param code the code on the wire: {@code ResourceNotFound}
 * @param status the HTTP status
 * @param senderFault whether the caller is to blame
 */
public record ErrorTrait(String code, int status, boolean senderFault) {}
