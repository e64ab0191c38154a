package tollgate.runtime.replay;

import java.util.Map;

/** Whose a call is, on every axis that a cap can count by; what is not known is empty. */
record Axes(
    String tool,
    String instance,
    String session,
    String agent,
    String parent,
    String key,
    String provider,
    String account,
    String model) {

  /**
   * The value on an axis.
   *
   * @param tags the labels that the policy gave the call
   */
  String on(String axis, Map<String, String> tags) {
    return switch (axis) {
      case "tool" -> tool;
      case "instance" -> instance;
      case "session" -> session;
      case "agent" -> agent;
      case "key" -> key;
      case "provider" -> provider;
      case "account" -> account;
      case "model" -> model;
      default -> tags.getOrDefault(axis.substring(axis.indexOf(':') + 1), "");
    };
  }

  /** Whether it belongs to a session. */
  boolean hasSession() {
    return !session.isEmpty();
  }
}
