/** The server as its users run it: a process that is started, asked over the network and ended. */
@NullMarked
package dev.sagebrush.conformance.process;

import org.jspecify.annotations.NullMarked;
