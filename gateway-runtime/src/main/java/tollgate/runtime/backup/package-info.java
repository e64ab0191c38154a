/**
 * Backups of the database: {@link tollgate.runtime.backup.Backups} makes them while calls go on and
 * looks them over before they count, {@link tollgate.runtime.backup.Restore} puts one in the place
 * of the database.
 */
package tollgate.runtime.backup;
