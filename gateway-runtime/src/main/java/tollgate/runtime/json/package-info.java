/**
 * Floor 2: JSON. Bodies of calls are scanned where they lie ({@link
 * tollgate.runtime.json.JsonDocument}, {@link tollgate.runtime.json.JsonScanner}) and changed by
 * range ({@link tollgate.runtime.json.JsonSplicer}); small documents of the gateway's own go
 * through {@link tollgate.runtime.json.JsonText}, the only user of Jackson. Knows no call and no
 * dialect.
 */
package tollgate.runtime.json;
