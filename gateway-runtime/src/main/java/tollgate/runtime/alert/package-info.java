/**
 * What somebody should look at, told to the operator's own addresses: {@link
 * tollgate.runtime.alert.AlertKind} says which events are alerts, {@link
 * tollgate.runtime.alert.Alerts} takes them from the log's stream and hands them to one {@link
 * tollgate.runtime.alert.Mailbox} per address. Nothing here is on the way of a call, and nothing
 * here fails one.
 */
package tollgate.runtime.alert;
