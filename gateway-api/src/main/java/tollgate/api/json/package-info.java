/**
 * JSON without a JSON library: {@link tollgate.api.json.Json} for small documents a plugin makes or
 * keeps, {@link tollgate.api.json.JsonView} for reading a call's own bytes where they lie, and
 * {@link tollgate.api.json.JsonEdit} for changing a body without writing it anew.
 */
package tollgate.api.json;
