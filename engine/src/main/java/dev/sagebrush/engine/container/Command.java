package dev.sagebrush.engine.container;

import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param line the program and its arguments
 * @param environment the whole environment of the process: nothing of the server's is inherited
 */
public record Command(List<String> line, Map<String, String> environment) {}
