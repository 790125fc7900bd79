package dev.sagebrush.store.contract;

/** A row that holds bytes. */
public record Bytes(byte[] content, java.util.List<byte[]> parts) {}
