/**
 * Calls as OpenTelemetry sees them, for those who follow a request through several programs: spans
 * and the meters of the GenAI conventions, sent over OTLP. Off unless the operator names an
 * endpoint, and then nothing of the library is loaded. The only room that knows OpenTelemetry.
 */
package tollgate.runtime.telemetry;
