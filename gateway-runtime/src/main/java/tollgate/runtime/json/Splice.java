package tollgate.runtime.json;

/**
 * Bytes that stand in for a range of the document.
 *
 * @param from the first place replaced
 * @param to the place behind the last; equal to {@code from} where something is only added
 * @param text what stands there instead, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // made once, written once, never compared
record Splice(int from, int to, byte[] text) {

  boolean changesNothing() {
    return from == to && text.length == 0;
  }
}
