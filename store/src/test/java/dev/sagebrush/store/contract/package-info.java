/** What every engine of a store must do: one abstract test per interface, to be subclassed. */
@NullMarked
package dev.sagebrush.store.contract;

import org.jspecify.annotations.NullMarked;
