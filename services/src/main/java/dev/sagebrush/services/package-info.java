/**
 * One package per AWS service, one file per resource. A service package shows one public class, its
 * table of contents; it reaches other services only through {@link dev.sagebrush.model.Caller}.
 */
@NullMarked
package dev.sagebrush.services;

import org.jspecify.annotations.NullMarked;
