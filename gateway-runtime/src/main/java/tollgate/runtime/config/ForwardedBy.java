package tollgate.runtime.config;

/** The fields by which a proxy says whose request it passes on. */
public enum ForwardedBy {
  /** {@code X-Forwarded-For} and {@code X-Forwarded-Proto}. */
  X_FORWARDED,
  /** {@code Forwarded}, RFC 7239. */
  FORWARDED
}
