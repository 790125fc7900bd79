package dev.sagebrush.services.iam;

import java.time.Instant;
import java.util.List;

/**
 * A user's password for the console.
 *
 * @param changed when the password in force was set
 * @param reset whether it must be changed at the next sign-in
 * @param passwords the hash in force, before it older ones, the latest first
 */
record LoginRow(Instant created, Instant changed, boolean reset, List<PasswordHash> passwords) {}
