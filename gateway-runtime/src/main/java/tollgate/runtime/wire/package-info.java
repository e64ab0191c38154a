/**
 * Floor 3: bytes between the two legs of a call. Where a reply goes ({@link
 * tollgate.runtime.wire.ReplySink}), how a body divides into events ({@link
 * tollgate.runtime.wire.EventFramer}) and is decoded beside its way, which header fields travel
 * ({@link tollgate.runtime.wire.HopByHop}, {@link tollgate.runtime.wire.GatewayHeaders}). Knows no
 * dialect and no HTTP library.
 */
package tollgate.runtime.wire;
