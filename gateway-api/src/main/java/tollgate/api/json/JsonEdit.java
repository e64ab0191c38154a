package tollgate.api.json;

/**
 * One change to a JSON body. The gateway splices edits into the client's bytes by range: every byte
 * outside the changed values stays as the client sent it, so prompt caches keep matching.
 *
 * <pre>{@code
 * List.of(new JsonEdit.Put("/model", Json.text("gpt-5-mini")), new JsonEdit.Remove("/provider"));
 * }</pre>
 *
 * @since 1.0
 */
public sealed interface JsonEdit {

  /**
   * RFC 6901 pointer to the value; every object on the way must exist, or be made by a Put before.
   */
  String pointer();

  /** Sets the value, replacing one that is there and adding one that is not. */
  record Put(String pointer, Json value) implements JsonEdit {}

  /** Takes the member away, with its name and comma; nothing happens where it is not there. */
  record Remove(String pointer) implements JsonEdit {}
}
